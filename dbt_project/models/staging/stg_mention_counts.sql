with

mention_counts as (

    select * from {{ source('lake', 'mention_counts') }}

)

select
    report_id,
    class,
    mention_counts.count as mention_count
from mention_counts
