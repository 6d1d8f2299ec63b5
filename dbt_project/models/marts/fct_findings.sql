with

findings as (

    select * from {{ ref('int_findings') }}

),

claims as (

    select * from {{ ref('int_claims_effective') }}

),

reports as (

    select * from {{ ref('stg_reports') }}

),

rules as (

    select * from {{ ref('rules') }}

),

dismissals as (

    select distinct finding_id
    from {{ ref('int_decisions') }}
    where state = 'in_force' and decision = 'dismiss' and finding_id is not null

),

seen as (

    {{ seen_findings() }}

)

select
    findings.finding_id,
    findings.cause_id,
    findings.claim_id,
    array_to_string(findings.related_claim_ids, ',') as related_claim_ids,
    claims.report_id,
    findings.rule_id,
    findings.severity,
    rules.title_zh,
    findings.message_zh,
    findings.message_en,
    claims.value_reported,
    findings.suggested_value,
    findings.suggestion_reason_zh,
    case
        when dismissals.finding_id is not null then 'dismissed'
        when claims.is_rejected or claims.is_accepted or claims.is_corrected then 'decided'
        else 'open'
    end as status,
    coalesce(seen.first_seen_at, {{ seen_now('reports.first_seen_at') }}) as first_seen_at,
    rules.family as rule_family
from findings
inner join claims on findings.claim_id = claims.claim_id
inner join reports on claims.report_id = reports.report_id
inner join rules on findings.rule_id = rules.rule_id
left join dismissals on dismissals.finding_id in (findings.finding_id, findings.cause_id)
left join seen on findings.finding_id = seen.finding_id
