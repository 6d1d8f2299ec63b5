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
        family
    from {{ ref('rules') }}

),

-- Faults of wording (unit, classifier) have no number to look for.
numeric_evidence as (

    select
        evidence.*,
        rules.family = 'grammar' as is_grammar
    from evidence
    inner join rules on evidence.rule_id = rules.rule_id
    where evidence.kind not in ('unit', 'classifier', 'unreadable')

),

suspects as (

    select distinct claim_id
    from numeric_evidence
    where is_failing

),

touching as (

    select
        numeric_evidence.constraint_id,
        numeric_evidence.claim_id,
        count(*) over (partition by numeric_evidence.claim_id) as constraints_of_claim,
        numeric_evidence.is_failing,
        numeric_evidence.is_grammar
    from numeric_evidence
    inner join suspects on numeric_evidence.claim_id = suspects.claim_id

),

-- A lone constraint between two figures cannot say which of them is wrong; what it has to say is in the finding already.
reasoned as (

    select constraint_id
    from touching
    group by constraint_id
    having max(constraints_of_claim) > 1 or bool_or(is_grammar)

)

select
    numeric_evidence.constraint_id,
    numeric_evidence.rule_id,
    numeric_evidence.kind,
    numeric_evidence.role,
    numeric_evidence.is_failing,
    numeric_evidence.limit_low::decimal(28, 6) as limit_low,
    numeric_evidence.limit_high::decimal(28, 6) as limit_high,
    numeric_evidence.label_zh,
    claims.claim_id,
    claims.value,
    claims.low,
    claims.likely_high as high,
    claims.surface,
    coalesce(claims.indicator_name_zh, '') as indicator_name_zh,
    claims.unit,
    claims.confidence,
    claims.relation <> 'per_period'
    and claims.per is null
    and claims.unit_family in ('count', 'person', 'person_time', 'household')
    and claims.unit not in ('%', '百分点', '倍', '元') as must_be_whole,
    claims.indicator_kind = 'rate' and claims.unit = '%' and claims.relation = 'level' as is_share,
    claims.is_accepted or claims.is_value_corrected as is_firm
from numeric_evidence
inner join reasoned on numeric_evidence.constraint_id = reasoned.constraint_id
inner join claims on numeric_evidence.claim_id = claims.claim_id
order by numeric_evidence.constraint_id, numeric_evidence.role, claims.claim_id
