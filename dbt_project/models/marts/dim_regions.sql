with

regions as (

    select * from {{ ref('regions') }}

),

claims as (

    select * from {{ ref('stg_claims') }}

),

reports as (

    select * from {{ ref('stg_reports') }}

),

-- Enterprises, parks and streets have no code of their own: <code of the unit above>:<name>.
named as (

    select
        region_id,
        region_code,
        region_name,
        admin_level
    from reports
    where region_id like '%:%'

    union all by name

    select
        region_id,
        region_code,
        region_name,
        null as admin_level
    from claims
    where region_id like '%:%'

),

newest_regions as (

    select *
    from regions
    qualify row_number() over (partition by region_id order by valid_to desc nulls first) = 1

),

named_once as (

    select
        named.region_id,
        any_value(named.region_code) as region_code,
        any_value(named.region_name) as region_name,
        any_value(newest_regions.full_name) || any_value(named.region_name) as full_name,
        coalesce(max(named.admin_level), 'enterprise') as admin_level,
        any_value(named.region_code) as parent_code,
        any_value(newest_regions.province_code) as province_code,
        any_value(newest_regions.province_name) as province_name,
        null::date as valid_from,
        null::date as valid_to
    from named
    left join newest_regions on named.region_code = newest_regions.region_id
    group by named.region_id

),

all_regions as (

    select * from regions
    union all by name
    select * from named_once

)

select
    {{ hash_id(['region_id', 'valid_from']) }} as region_key,
    region_id,
    region_code,
    region_name,
    full_name,
    admin_level,
    parent_code,
    province_code,
    province_name,
    valid_from,
    valid_to
from all_regions
