with

indicator_values as (

    select * from {{ ref('fct_indicator_values') }}

),

indicators as (

    select * from {{ ref('dim_indicators') }}

),

-- One row a region x indicator x period kind: the newest, plain level first, in the indicator's own unit first.
newest as (

    select
        indicator_values.region_id,
        indicator_values.region_name,
        indicator_values.indicator_id,
        indicators.name_zh as indicator_name_zh,
        indicators.name_en as indicator_name_en,
        indicator_values.period_kind,
        indicator_values.period_end,
        indicator_values.value,
        indicator_values.unit,
        indicator_values.value_id
    from indicator_values
    inner join indicators on indicator_values.indicator_id = indicators.indicator_id
    where
        indicator_values.relation = 'level'
        and indicator_values.subset is null
        and indicator_values.scope = 'area'
    qualify
        row_number() over (
            partition by indicator_values.region_id, indicator_values.indicator_id, indicator_values.period_kind
            order by
                indicator_values.level is not null asc,
                indicator_values.unit <> indicators.canonical_unit asc,
                indicator_values.period_end desc nulls last,
                indicator_values.period_start desc nulls last,
                indicator_values.value_id asc
        ) = 1

)

select * from newest
