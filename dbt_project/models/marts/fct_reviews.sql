with

decisions as (

    select * from {{ ref('int_decisions') }}

)

select
    review_id,
    target,
    report_id,
    claim_id,
    finding_id,
    decision,
    field,
    old_value,
    new_value,
    reason,
    decided_by,
    decided_at,
    state
from decisions
