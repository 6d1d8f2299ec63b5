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
        severity,
        parameters
    from {{ ref('rules') }}

),

-- 其中 in the text, or what extraction tied together by the catalogue.
linked as (

    select
        links.claim_id as part_id,
        links.other_claim_id as whole_id
    from links
    inner join claims as part on links.claim_id = part.claim_id
    inner join claims as whole on links.other_claim_id = whole.claim_id
    where
        links.kind = 'part_of'
        -- A type beside the general figure may as well stand next to it: only 其中 makes it a part.
        and (links.detail is distinct from 'subset' or part.of_indicator_id is not null)
        and (part.level is not distinct from whole.level or whole.level is null)

),

-- The catalogue knows that activated cards are issued cards. Only plain pairs: one grain, no subset, no channel.
plain as (

    select
        *,
        count(*) over (
            partition by report_id, region_id, indicator_id, unit, period_end, relation, scope, level, subset, wording
        ) as rivals
    from claims
    where
        relation = 'level'
        and subset is null
        and per is null
        and indicator_id is not null

),

catalogued as (

    select
        part.claim_id as part_id,
        whole.claim_id as whole_id
    from plain as part
    inner join plain as whole
        on
            part.part_of = whole.indicator_id
            and part.report_id = whole.report_id
            and part.region_id = whole.region_id
            and part.scope = whole.scope
            and part.unit = whole.unit
            and part.period_end = whole.period_end
            and part.period_start is not distinct from whole.period_start
            and (part.level is not distinct from whole.level or whole.level is null)
    where
        part.rivals = 1
        and whole.rivals = 1

),

-- 其中 names its whole: the nearest one before it, whatever the catalogue knows.
named as (

    select
        part.claim_id as part_id,
        whole.claim_id as whole_id
    from claims as part
    inner join claims as whole
        on
            part.report_id = whole.report_id
            and part.of_indicator_id = whole.indicator_id
            and part.region_id = whole.region_id
            and part.unit = whole.unit
            and part.relation = whole.relation
            and part.scope = whole.scope
            and part.period_end = whole.period_end
            and part.period_start is not distinct from whole.period_start
            and part.char_start > whole.char_start
    where
        part.relation = 'level'
        and whole.subset is null
        -- 其中省级3个、市级8个: the part beside is no whole.
        and whole.of_indicator_id is null
        and whole.per is null
        and part.per is null
    qualify row_number() over (partition by part.claim_id order by whole.char_start desc) = 1

),

pairs as (

    select * from linked
    union
    select * from catalogued
    union
    select * from named

),

compared as (

    select
        pairs.part_id,
        pairs.whole_id,
        part.is_proven_wrong or whole.is_proven_wrong as is_vote_only,
        part.low > whole.high as is_failing,
        (part.low - whole.high) / nullif(whole.high, 0) as gap,
        rules.rule_id,
        case
            when
                rules.severity = 'error'
                -- One sentence says both, or 其中 says which whole; figures far apart may differ in what they count.
                and (part.sentence_hash = whole.sentence_hash or part.of_indicator_id is not null)
                and (part.low - whole.high)
                > whole.high * try_cast({{ rule_parameter('rules.parameters', 'tolerance') }} as double)
                then 'error'
            else 'warning'
        end as severity,
        coalesce(part.indicator_name_zh, '部分') || '“' || part.surface || '”（' || {{ plain_number('part.value') }} || '）大于'
        || coalesce(whole.indicator_name_zh, '整体') || '“' || whole.surface || '”（' || {{ plain_number('whole.value') }}
        || '），部分不能大于整体。' as message_zh,
        coalesce(part.indicator_name_en, 'The part') || ' (' || {{ plain_number('part.value') }} || ') exceeds '
        || coalesce(whole.indicator_name_en, 'the whole') || ' (' || {{ plain_number('whole.value') }} || ').' as message_en
    from pairs
    inner join claims as part on pairs.part_id = part.claim_id
    inner join claims as whole on pairs.whole_id = whole.claim_id
    inner join rules on rules.rule_id = 'part_above_whole'
    where part.unit = whole.unit

)

select
    rule_id,
    'at_most' as kind,
    {{ hash_id(['rule_id', 'part_id', 'whole_id']) }} as constraint_id,
    is_failing,
    is_vote_only,
    severity,
    gap::double as gap,
    message_zh,
    message_en,
    [{{ member('part_id', 'part', 'true') }}, {{ member('whole_id', 'whole', 'true') }}] as members
from compared
