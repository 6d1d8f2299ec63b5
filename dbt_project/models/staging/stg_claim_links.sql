with

links as (

    select * from {{ source('lake', 'claim_links') }}

)

select
    link_id,
    report_id,
    kind,
    claim_id,
    role,
    other_claim_id,
    other_role,
    coalesce(nullif(group_id, ''), link_id) as group_id,
    detail
from links
