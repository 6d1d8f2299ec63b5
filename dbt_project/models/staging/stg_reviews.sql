with

reviews as (

    select * from {{ source('lake', 'reviews') }}

)

select
    review_id,
    target,
    nullif(report_id, '') as report_id,
    nullif(claim_id, '') as claim_id,
    nullif(finding_id, '') as finding_id,
    decision,
    nullif(field, '') as field,
    nullif(old_value, '') as old_value,
    nullif(new_value, '') as new_value,
    nullif(reason, '') as reason,
    decided_by,
    decided_at,
    nullif(guard_surface, '') as guard_surface,
    nullif(guard_sentence_hash, '') as guard_sentence_hash,
    nullif(guard_value, '') as guard_value
from reviews
