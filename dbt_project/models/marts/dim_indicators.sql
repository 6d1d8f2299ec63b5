with

indicators as (

    select * from {{ ref('indicators') }}

)

select
    indicator_id,
    category,
    name_zh,
    name_en,
    kind,
    unit_family,
    canonical_unit,
    part_of,
    definition_zh
from indicators
