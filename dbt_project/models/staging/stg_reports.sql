with

reports as (

    select * from {{ source('lake', 'reports') }}

)

select
    report_id,
    lineage_id,
    version_no,
    superseded_by,
    reprint_of,
    standing,
    file_name,
    source_uri,
    title,
    publisher,
    region_id,
    region_code,
    region_name,
    admin_level,
    published_on,
    period_start,
    period_end,
    stock_date,
    charset,
    charset_evidence,
    script,
    char_count,
    first_seen_at,
    text_status,
    text_reason,
    rules_version
from reports
