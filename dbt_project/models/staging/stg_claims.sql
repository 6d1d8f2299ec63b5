with

claims as (

    select * from {{ source('lake', 'claims') }}

)

-- As printed: nothing is repaired here, blanks become null so that keys compare in one way.
select
    claim_id,
    report_id,
    claim_no,
    class,
    nullif(indicator_id, '') as indicator_id,
    nullif(unmapped_reason, '') as unmapped_reason,
    region_id,
    region_code,
    region_name,
    nullif(level, '') as level,
    nullif(relation, '') as relation,
    nullif(per, '') as per,
    nullif(subset, '') as subset,
    coalesce(nullif(scope, ''), 'area') as scope,
    nullif(wording, '') as wording,
    period_start,
    period_end,
    period_kind,
    surface,
    value,
    value_low,
    value_high,
    coalesce(unit, '') as unit,
    coalesce(unit_printed, '') as unit_printed,
    nullif(qualifier, '') as qualifier,
    nullif(of_indicator_id, '') as of_indicator_id,
    sentence,
    sentence_hash,
    sentence_start,
    char_start,
    char_end,
    n,
    m,
    confidence,
    nullif(note, '') as note,
    rules_version
from claims
