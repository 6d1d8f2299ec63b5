with

claims as (

    select * from {{ ref('stg_claims') }}

),

reports as (

    select * from {{ ref('stg_reports') }}

),

indicators as (

    select * from {{ ref('indicators') }}

),

regions as (

    select distinct on (region_id)
        region_id,
        admin_level
    from {{ ref('regions') }}
    order by region_id asc, valid_to desc nulls first

),

decisions as (

    select * from {{ ref('int_decisions') }}
    where state = 'in_force' and claim_id is not null

),

-- One row a claim: what people decided about it.
decided as (

    select
        claim_id,
        bool_or(decision = 'reject') as is_rejected,
        bool_or(decision = 'accept') as is_accepted,
        bool_or(decision in ('correct', 'relabel')) as is_corrected,
        max(try_cast(new_value as decimal(28, 6))) filter (decision = 'correct' and question = 'value') as value,
        max(new_value) filter (question = 'indicator_id') as indicator_id,
        max(new_value) filter (question = 'region_id') as region_id,
        max(new_value) filter (question = 'unit') as unit,
        max(new_value) filter (question = 'relation') as relation,
        max(try_cast(new_value as date)) filter (question = 'period_start') as period_start,
        max(try_cast(new_value as date)) filter (question = 'period_end') as period_end
    from decisions
    group by claim_id

),

applied as (

    select
        claims.claim_id,
        claims.report_id,
        claims.claim_no,
        claims.class,
        claims.unmapped_reason,
        claims.region_code,
        claims.region_name,
        claims.level,
        claims.per,
        claims.subset,
        claims.scope,
        claims.wording,
        claims.period_kind,
        claims.surface,
        claims.value as value_reported,
        claims.unit_printed,
        claims.qualifier,
        claims.of_indicator_id,
        claims.sentence_hash,
        claims.sentence_start,
        claims.char_start,
        claims.char_end,
        claims.n,
        claims.m,
        claims.confidence,
        claims.note,
        claims.rules_version,
        coalesce(decided.indicator_id, claims.indicator_id) as indicator_id,
        coalesce(decided.region_id, claims.region_id) as region_id,
        coalesce(decided.relation, claims.relation) as relation,
        coalesce(decided.unit, claims.unit) as unit,
        coalesce(decided.period_start, claims.period_start) as period_start,
        coalesce(decided.period_end, claims.period_end) as period_end,
        coalesce(decided.value, claims.value) as value,
        -- A decided value is exact; the print's interval is the print's alone.
        case when decided.value is not null then decided.value else claims.value_low end as value_low,
        case when decided.value is not null then decided.value else claims.value_high end as value_high,
        coalesce(decided.is_rejected, false) as is_rejected,
        coalesce(decided.is_accepted, false) as is_accepted,
        coalesce(decided.is_corrected, false) as is_corrected,
        decided.value is not null as is_value_corrected,
        reports.lineage_id,
        reports.standing,
        reports.published_on,
        reports.version_no,
        reports.reprint_of,
        reports.region_id as report_region_id,
        reports.admin_level as report_admin_level
    from claims
    inner join reports on claims.report_id = reports.report_id
    left join decided on claims.claim_id = decided.claim_id

)

select
    applied.*,
    indicators.name_zh as indicator_name_zh,
    indicators.name_en as indicator_name_en,
    indicators.kind as indicator_kind,
    indicators.unit_family,
    indicators.canonical_unit,
    indicators.part_of,
    case
        when applied.scope = 'enterprise' then 'enterprise'
        when applied.region_id = applied.report_region_id then applied.report_admin_level
        else regions.admin_level
    end as admin_level,
    -- Ends of the interval that the print allows; an open end is null there and infinite here.
    case
        when applied.value is null then null
        else coalesce(applied.value_low, case when applied.qualifier = '不超过' then 0 else applied.value end)
    end as low,
    case
        when applied.value is null then null
        when applied.value_high is null and applied.qualifier in ('超', '上', '以上', '不少于') then {{ open_end() }}
        else coalesce(applied.value_high, applied.value)
    end as high,
    -- 超50万 is open above, yet nobody prints it of 500万: unlikely-rules read it so, proofs never do.
    case
        when applied.value is null then null
        when applied.value_high is null and applied.qualifier in ('超', '上', '以上', '不少于') then applied.value * 3
        else coalesce(applied.value_high, applied.value)
    end as likely_high,
    case
        when applied.period_start is null then null
        else greatest((applied.period_end - applied.period_start + 1) / 365.25, 0)
    end as span_years
from applied
left join indicators on applied.indicator_id = indicators.indicator_id
left join regions on applied.region_id = regions.region_id
