with

claims as (

    select * from {{ ref('int_claims_comparable') }}

),

links as (

    select *
    from {{ ref('stg_claim_links') }}
    where kind = 'money_for_people' and other_claim_id is not null

),

ratios as (

    select * from {{ ref('ratios') }}

),

rules as (

    select
        rule_id,
        severity
    from {{ ref('rules') }}

),

plain as (

    select *
    from claims
    where
        relation = 'level'
        and per is null
        and value > 0

),

indicator_pairs as (

    select
        ratios.ratio_id,
        numerator.claim_id as numerator_id,
        denominator.claim_id as denominator_id
    from ratios
    inner join plain as numerator
        on
            ratios.numerator_indicator = numerator.indicator_id
            and (ratios.numerator_unit is null or ratios.numerator_unit = numerator.unit)
    inner join plain as denominator
        on
            ratios.denominator_indicator = denominator.indicator_id
            and (ratios.denominator_unit is null or ratios.denominator_unit = denominator.unit)
            and numerator.report_id = denominator.report_id
            and numerator.region_id = denominator.region_id
            and numerator.scope = denominator.scope
            and numerator.claim_id <> denominator.claim_id
    where
        case ratios.pairing
            when 'sentence'
                then
                    numerator.sentence_hash = denominator.sentence_hash
                    -- 全县签合同264份, 其中家具行业覆盖56家: a part over a whole has no usual size.
                    and (numerator.subset is null or denominator.subset is not null)
            else
                numerator.period_end = denominator.period_end
                and numerator.subset is null
                and denominator.subset is null
        end

),

-- What the text gives to people, whatever it is: a special ratio of the two comes first.
linked_pairs as (

    select
        ratios.ratio_id,
        links.claim_id as numerator_id,
        links.other_claim_id as denominator_id
    from ratios
    inner join links on ratios.pairing = 'link'
    anti join indicator_pairs
        on
            links.claim_id = indicator_pairs.numerator_id
            and links.other_claim_id = indicator_pairs.denominator_id

),

-- Money right beside a number of people that grammar disproves (or the other way round): never an alarm, but a vote for the repair.
neighbours as (

    select
        ratios.ratio_id,
        money.claim_id as numerator_id,
        people.claim_id as denominator_id
    from plain as money
    inner join plain as people
        on
            money.report_id = people.report_id
            and money.sentence_hash = people.sentence_hash
            and abs(money.claim_no - people.claim_no) = 1
    inner join ratios on ratios.pairing = 'link'
    anti join indicator_pairs
        on
            money.claim_id = indicator_pairs.numerator_id
            and people.claim_id = indicator_pairs.denominator_id
    where
        money.unit = '元'
        and people.unit in ('人', '人次', '户', '户次')
        and (money.is_proven_wrong or people.is_proven_wrong)

),

pairs as (

    select * from indicator_pairs
    union
    select * from linked_pairs
    union
    select * from neighbours

),

paired as (

    select
        ratios.*,
        pairs.numerator_id,
        pairs.denominator_id,
        numerator.surface as numerator_surface,
        denominator.surface as denominator_surface,
        numerator.value as numerator_value,
        denominator.value as denominator_value,
        numerator.low as numerator_low,
        numerator.likely_high as numerator_high,
        denominator.low as denominator_low,
        denominator.likely_high as denominator_high,
        numerator.is_proven_wrong or denominator.is_proven_wrong as is_vote_only,
        abs(numerator.char_start - denominator.char_start) as distance
    from pairs
    inner join ratios on pairs.ratio_id = ratios.ratio_id
    inner join plain as numerator on pairs.numerator_id = numerator.claim_id
    inner join plain as denominator on pairs.denominator_id = denominator.claim_id

),

-- The nearest partner is the one meant; a claim stands in one constraint a ratio.
nearest as (

    select *
    from paired
    qualify
        row_number() over (partition by ratio_id, numerator_id order by distance, denominator_id) = 1
        and row_number() over (partition by ratio_id, denominator_id order by distance, numerator_id) = 1

),

judged as (

    select
        nearest.*,
        rules.severity,
        nearest.numerator_value::double / nearest.denominator_value as ratio,
        -- Out of range only when no reading of the two prints lies inside it.
        nearest.numerator_high::double / nullif(nearest.denominator_low, 0) < nearest.low
        or nearest.numerator_low::double / nearest.denominator_high > nearest.high as is_failing
    from nearest
    inner join rules on nearest.rule_id = rules.rule_id

)

select
    rule_id,
    -- Persons for person-times is a fault of the unit: no other number would repair it.
    case when rule_id = 'person_vs_times' then 'unit' else 'ratio' end as kind,
    {{ hash_id(['ratio_id', 'numerator_id', 'denominator_id']) }} as constraint_id,
    is_failing,
    is_vote_only,
    severity,
    greatest(ratio / nullif(high, 0), low / nullif(ratio, 0)) as gap,
    low::double as limit_low,
    high::double as limit_high,
    name_zh as label_zh,
    name_en as label_en,
    name_zh || '：“' || numerator_surface || '”÷“' || denominator_surface || '”≈' || {{ short_number('ratio') }}
    || '，常见范围为' || {{ short_number('low') }} || '～' || {{ short_number('high') }} || '。'
    || case when rule_id = 'person_vs_times' then '疑把人次写成了人。' else '' end as message_zh,
    name_en || ': ' || {{ plain_number('numerator_value') }} || ' / ' || {{ plain_number('denominator_value') }} || ' = '
    || {{ short_number('ratio') }} || ', usual range ' || {{ short_number('low') }} || ' to ' || {{ short_number('high') }} || '.'
    || case when rule_id = 'person_vs_times' then ' Person-times were probably meant.' else '' end as message_en,
    [
        {{ member('numerator_id', 'numerator', "(subject <> 'denominator')") }},
        {{ member('denominator_id', 'denominator', "(subject = 'denominator')") }}
    ] as members
from judged
