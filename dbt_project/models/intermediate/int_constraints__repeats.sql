with

claims as (

    select * from {{ ref('int_claims_comparable') }}

),

links as (

    select * from {{ ref('stg_claim_links') }}

),

rules as (

    select
        rule_id,
        severity
    from {{ ref('rules') }}

),

-- Equal wording and noun say one thing: a stock that one report gives twice, in two sentences.
restated as (

    select
        *,
        count(*) over grain as tellings
    from claims
    where
        indicator_kind = 'stock'
        and relation = 'level'
        and wording is null
        and per is null
    window grain as (
        partition by report_id, region_id, indicator_id, level, unit, subset, scope, period_start, period_end
    )

),

linked as (

    select
        least(claim_id, other_claim_id) as first_id,
        greatest(claim_id, other_claim_id) as second_id
    from links
    where kind = 'same_as' and other_claim_id is not null

    union

    select
        least(one.claim_id, two.claim_id) as first_id,
        greatest(one.claim_id, two.claim_id) as second_id
    from restated as one
    inner join restated as two
        on
            one.report_id = two.report_id
            and one.region_id = two.region_id
            and one.indicator_id = two.indicator_id
            and one.unit = two.unit
            and one.scope = two.scope
            and one.period_end = two.period_end
            and one.period_start is not distinct from two.period_start
            and one.level is not distinct from two.level
            and one.subset is not distinct from two.subset
            and one.char_start < two.char_start
            and one.sentence_hash <> two.sentence_hash
    where one.tellings = 2

),

pairs as (

    select
        linked.first_id,
        linked.second_id,
        one.surface as first_surface,
        two.surface as second_surface,
        one.indicator_name_zh,
        one.indicator_name_en,
        one.unit as first_unit,
        two.unit as second_unit,
        one.value as first_value,
        two.value as second_value,
        one.is_proven_wrong or two.is_proven_wrong as is_vote_only,
        one.low > two.high or two.low > one.high as is_apart,
        one.unit <> two.unit
        and one.unit in ('人', '人次')
        and two.unit in ('人', '人次') as is_person_and_times
    from linked
    inner join claims as one on linked.first_id = one.claim_id
    inner join claims as two on linked.second_id = two.claim_id
    where one.relation is not distinct from two.relation

),

two_values as (

    select
        rules.rule_id,
        rules.severity,
        pairs.*,
        pairs.is_apart as is_failing,
        '同一事物两个数：' || coalesce(pairs.indicator_name_zh, '') || '一处写“' || pairs.first_surface
        || '”，一处写“' || pairs.second_surface
        || '”。' as message_zh,
        'One thing, two values: ' || {{ plain_number('pairs.first_value') }} || ' and ' || {{ plain_number('pairs.second_value') }}
        || '.' as message_en
    from pairs
    inner join rules on rules.rule_id = 'two_values'
    where pairs.first_unit = pairs.second_unit

),

person_vs_times as (

    select
        rules.rule_id,
        rules.severity,
        pairs.*,
        not pairs.is_apart as is_failing,
        '同一个数一处写“' || pairs.first_surface || '”，一处写“' || pairs.second_surface || '”：人与人次只有一个是对的。' as message_zh,
        'The same number is printed once in persons and once in person-times.' as message_en
    from pairs
    inner join rules on rules.rule_id = 'person_vs_times'
    where pairs.is_person_and_times

),

judged as (

    select * from two_values
    union all by name
    select * from person_vs_times

)

select
    rule_id,
    case when rule_id = 'two_values' then 'equal' else 'unit' end as kind,
    {{ hash_id(['rule_id', 'first_id', 'second_id']) }} as constraint_id,
    is_failing,
    is_vote_only,
    severity,
    message_zh,
    message_en,
    [{{ member('first_id', 'first', 'true') }}, {{ member('second_id', 'second', 'true') }}] as members
from judged
