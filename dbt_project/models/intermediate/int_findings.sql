with

evidence as (

    select * from {{ ref('int_evidence') }}

),

claims as (

    select * from {{ ref('int_claims_effective') }}

),

rules as (

    select
        rule_id,
        family,
        priority,
        title_zh,
        title_en
    from {{ ref('rules') }}

),

repairs as (

    select * from {{ ref('int_repairs') }}

),

-- Where the evidence points at one member, a suspicion is about that member; else about the one that the rule names.
pointed as (

    select
        evidence.*,
        repairs.claim_id is not null as has_repair,
        bool_or(repairs.claim_id is not null) over (partition by evidence.constraint_id) as is_explained
    from evidence
    left join repairs on evidence.claim_id = repairs.claim_id
    where evidence.is_failing

),

-- Alarms that name this claim. An equation with a claim that grammar already disproves is no alarm of its own.
alarms as (

    select
        pointed.*,
        rules.priority,
        rules.family,
        rules.title_zh,
        rules.title_en
    from pointed
    inner join rules on pointed.rule_id = rules.rule_id
    where
        not pointed.is_vote_only
        and case
            when pointed.severity = 'warning' and pointed.is_explained then pointed.has_repair
            else pointed.is_subject
        end

),

-- Causes folded: a proven error speaks for the suspicions about the same claim, and one grammar proof for the others.
folded as (

    select *
    from alarms
    qualify
        case
            when bool_or(severity = 'error') over (partition by claim_id)
                then
                    severity = 'error'
                    and (
                        family <> 'grammar'
                        or rank() over (partition by claim_id, family order by severity, priority) = 1
                    )
            else true
        end

),

partners as (

    select
        folded.rule_id,
        folded.claim_id,
        list_sort(list_distinct(list(other.claim_id))) as related_claim_ids
    from folded
    inner join evidence as other
        on
            folded.constraint_id = other.constraint_id
            and folded.claim_id <> other.claim_id
    group by folded.rule_id, folded.claim_id

),

-- One a claim x rule: the widest gap speaks.
worst as (

    select *
    from folded
    qualify row_number() over (
        partition by claim_id, rule_id order by severity asc, gap desc nulls last, constraint_id asc
    ) = 1

),

named as (

    select claim_id from worst
    union
    select unnest(related_claim_ids) as claim_id from partners

),

-- A locator survives a new version of the report: sentence, surface, and which of several equal numbers in it.
located as (

    select
        mine.claim_id,
        concat_ws(chr(30), mine.lineage_id, mine.sentence_hash, mine.surface, count(*)) as locator
    from named
    inner join claims as mine on named.claim_id = mine.claim_id
    inner join claims as twins
        on
            mine.report_id = twins.report_id
            and mine.sentence_hash = twins.sentence_hash
            and mine.surface = twins.surface
            and (mine.char_start > twins.char_start or (mine.char_start = twins.char_start and mine.n >= twins.n))
    group by mine.claim_id, mine.lineage_id, mine.sentence_hash, mine.surface

),

partner_locators as (

    select
        partners.rule_id,
        partners.claim_id,
        list_sort(list(located.locator)) as locators
    from partners
    cross join unnest(partners.related_claim_ids) as related (claim_id)
    inner join located on related.claim_id = located.claim_id
    group by partners.rule_id, partners.claim_id

),

-- A single full stop or comma of the page where the point or nothing should be: the print says itself what was meant.
misprints as (

    select
        claim_id,
        value_reported as suggested_value,
        '“' || surface || '”里的“' || regexp_extract(surface, '[0-9]([。；：、，,])[0-9]', 1) || '”应为'
        || case when regexp_matches(surface, '[0-9][。；：][0-9]') then '小数点' else '多余' end || '：应为'
        || {{ plain_number('value_reported') }} || unit || '。' as suggestion_reason_zh
    from claims
    where
        regexp_matches(surface, '^[^0-9]*[0-9]+[。；：][0-9]+[^0-9。；：、，,.]*$')
        or regexp_matches(surface, '^[^0-9]*[0-9]{1,3}、[0-9]{3}[^0-9。；：、，,.]*$')

)

select
    worst.rule_id,
    worst.claim_id,
    worst.severity,
    worst.gap,
    -- A message that lacks a name (a report without a region) still says which rule it is.
    coalesce(worst.message_zh, worst.title_zh) as message_zh,
    coalesce(worst.message_en, worst.title_en) as message_en,
    case
        when worst.rule_id = 'punctuation_in_number' then misprints.suggested_value else repairs.suggested_value
    end as suggested_value,
    case
        when worst.rule_id = 'punctuation_in_number' then misprints.suggestion_reason_zh
        else repairs.suggestion_reason_zh
    end as suggestion_reason_zh,
    coalesce(partners.related_claim_ids, []::varchar[]) as related_claim_ids,
    {{ hash_id(['worst.rule_id', 'worst.claim_id', "array_to_string(partners.related_claim_ids, chr(29))"]) }} as finding_id,
    {{ hash_id(['worst.rule_id', 'located.locator', "array_to_string(partner_locators.locators, chr(29))"]) }} as cause_id
from worst
inner join located on worst.claim_id = located.claim_id
left join repairs on worst.claim_id = repairs.claim_id
left join misprints on worst.claim_id = misprints.claim_id
left join partners on worst.rule_id = partners.rule_id and worst.claim_id = partners.claim_id
left join partner_locators on worst.rule_id = partner_locators.rule_id and worst.claim_id = partner_locators.claim_id
