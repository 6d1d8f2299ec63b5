with

claims as (

    select * from {{ ref('int_claims_effective') }}

),

printed as (

    select
        claim_id,
        sentence
    from {{ ref('stg_claims') }}

),

findings as (

    select
        claim_id,
        bool_or(severity = 'error') as has_open_error,
        bool_or(severity = 'warning') as has_open_warning
    from {{ ref('fct_findings') }}
    where status = 'open'
    group by claim_id

),

stated as (

    select
        claims.*,
        printed.sentence,
        case
            when claims.is_rejected then 'rejected'
            when claims.is_corrected then 'corrected'
            when claims.is_accepted then 'accepted'
            when findings.has_open_error then 'held'
            when findings.has_open_warning then 'flagged'
            else 'clear'
        end as status
    from claims
    inner join printed on claims.claim_id = printed.claim_id
    left join findings on claims.claim_id = findings.claim_id

)

select
    claim_id,
    report_id,
    class,
    indicator_id,
    unmapped_reason,
    region_id,
    region_code,
    region_name,
    level,
    relation,
    per,
    subset,
    scope,
    wording,
    period_start,
    period_end,
    period_kind,
    surface,
    value_reported,
    case when status in ('held', 'rejected') then null else value end as value,
    case when status in ('held', 'rejected') then null else value_low end as value_low,
    case when status in ('held', 'rejected') then null else value_high end as value_high,
    unit,
    unit_printed,
    qualifier,
    of_indicator_id,
    sentence,
    char_start,
    char_end,
    confidence,
    status,
    note,
    rules_version
from stated
