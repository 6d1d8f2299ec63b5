with

reports as (

    select * from {{ ref('stg_reports') }}

),

retracted as (

    select distinct report_id
    from {{ ref('int_decisions') }}
    where state = 'in_force' and target = 'report' and decision in ('retract', 'reject')

)

select
    reports.report_id,
    reports.lineage_id,
    reports.version_no,
    case when retracted.report_id is not null then 'retracted' else reports.standing end as standing,
    reports.superseded_by,
    reports.reprint_of,
    reports.file_name,
    reports.source_uri,
    reports.title,
    reports.publisher,
    reports.region_id,
    reports.region_code,
    reports.region_name,
    reports.admin_level,
    reports.published_on,
    reports.period_start,
    reports.period_end,
    reports.charset,
    reports.script,
    reports.char_count,
    reports.first_seen_at,
    reports.text_status,
    reports.text_reason
from reports
left join retracted on reports.report_id = retracted.report_id
