with

claims as (

    select * from {{ ref('int_claims_comparable') }}

),

bounds as (

    select * from {{ ref('bounds') }}

),

rules as (

    select
        rule_id,
        severity,
        try_cast({{ rule_parameter('parameters', 'slack') }} as double) as slack,
        try_cast({{ rule_parameter('parameters', 'slack_few') }} as double) as slack_few,
        try_cast({{ rule_parameter('parameters', 'slack_floor') }} as double) as slack_floor,
        try_cast({{ rule_parameter('parameters', 'money_from_year') }} as integer) as money_from_year,
        try_cast({{ rule_parameter('parameters', 'few') }} as integer) as few,
        try_cast({{ rule_parameter('parameters', 'min_confidence') }} as double) as min_confidence
    from {{ ref('rules') }}
    where rule_id = 'outside_bounds'

),

-- A yearly range is stretched over the years that the claim spans (ten where the start is not said). A part of a year and the
-- union's own office have a ceiling but no floor.
stretched as (

    select
        claims.claim_id,
        claims.surface,
        claims.value,
        claims.low,
        claims.likely_high as high,
        claims.is_proven_wrong,
        claims.indicator_name_zh,
        claims.indicator_name_en,
        claims.region_name,
        rules.rule_id,
        rules.severity,
        bounds.low::double * case
            when bounds.period_basis = 'year' then greatest(claims.span_years, 0.99)
            when bounds.period_basis = 'five_years' then greatest(claims.span_years, 0.99) / 5
            else 1
        end as usual_low,
        bounds.high::double * case
            when bounds.period_basis = 'year' then greatest(coalesce(claims.span_years, 10), 1)
            when bounds.period_basis = 'five_years' then greatest(coalesce(claims.span_years, 10), 1) / 5
            else 1
        end as usual_high,
        case
            when bounds.period_basis = 'rate' then 1
            when bounds.n_seen < rules.few then rules.slack_few
            else rules.slack
        end as slack,
        case when bounds.period_basis = 'rate' then 1 else rules.slack_floor end as slack_floor,
        -- A title of one level, and what the union's own office did, are a part of what the range is about.
        claims.scope = 'area'
        and claims.level is null
        -- Sums of the nineties were a tenth of those that the ranges were read from.
        and (claims.unit <> '元' or year(claims.period_end) >= rules.money_from_year)
        and (bounds.period_basis in ('stock', 'rate') or coalesce(claims.span_years >= 0.99, false)) as has_floor
    from claims
    inner join bounds
        on
            claims.indicator_id = bounds.indicator_id
            and claims.admin_level = bounds.admin_level
            and claims.relation = bounds.relation
            and (
                claims.unit = claims.canonical_unit
                or (claims.unit in ('人', '人次') and claims.canonical_unit in ('人', '人次'))
            )
    cross join rules
    where
        claims.subset is null
        and claims.per is null
        and claims.scope in ('area', 'own')
        and claims.confidence >= rules.min_confidence

),

judged as (

    select
        *,
        case when has_floor then usual_low / slack_floor else 0 end as limit_low,
        usual_high * slack as limit_high,
        high < case when has_floor then usual_low / slack_floor else 0 end or low > usual_high * slack as is_failing
    from stretched

)

select
    rule_id,
    'bound' as kind,
    {{ hash_id(['rule_id', 'claim_id']) }} as constraint_id,
    is_failing,
    is_proven_wrong as is_vote_only,
    severity,
    greatest(value::double / nullif(limit_high, 0), limit_low / nullif(value::double, 0)) as gap,
    limit_low,
    limit_high,
    '同级地区' || indicator_name_zh as label_zh,
    indicator_name_en || ' at this level' as label_en,
    indicator_name_zh || '“' || surface || '”超出同级地区常见范围（' || {{ short_number('round(usual_low)') }} || '～'
    || {{ short_number('round(usual_high)') }} || '）很远。' as message_zh,
    indicator_name_en || ' ' || {{ plain_number('value') }} || ' lies far outside the usual range of its level ('
    || {{ short_number('round(usual_low)') }} || ' to ' || {{ short_number('round(usual_high)') }} || ').' as message_en,
    [{{ member('claim_id', 'subject', 'true') }}] as members
from judged
