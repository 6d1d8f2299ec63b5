with

claims as (

    select * from {{ ref('int_claims_comparable') }}

),

effective as (

    select * from {{ ref('int_claims_effective') }}

),

regions as (

    select
        region_id,
        parent_code
    from {{ ref('regions') }}
    qualify row_number() over (partition by region_id order by valid_to desc nulls first) = 1

),

rules as (

    select
        rule_id,
        severity,
        try_cast({{ rule_parameter('parameters', 'tolerance') }} as double) as tolerance,
        try_cast({{ rule_parameter('parameters', 'factor') }} as double) as factor,
        try_cast({{ rule_parameter('parameters', 'min_value') }} as double) as min_value,
        try_cast({{ rule_parameter('parameters', 'small_log') }} as double) as small_log,
        try_cast({{ rule_parameter('parameters', 'closeness') }} as double) as closeness,
        string_split(coalesce({{ rule_parameter('parameters', 'indicators') }}, ''), '|') as indicator_ids
    from {{ ref('rules') }}
    where family = 'series'

),

-- One thing through the years: the grain of a value without its period, in one wording.
series as (

    select
        *,
        -- Groups rows of one build only, so the engine's own hash will do.
        hash(region_id, indicator_id, relation, level, unit, per, subset, scope, wording) as series_id,
        coalesce(published_on, period_end) as told_on
    from claims
    where indicator_id is not null and relation = 'level' and per is null and period_end is not null

),

-- A report that says one thing twice says it once here; several values of one grain are two_values' business.
told_once as (

    select *
    from series
    qualify
        row_number() over (
            partition by report_id, series_id, period_start, period_end
            order by char_start, n
        ) = 1

),

retold as (

    select
        series_id,
        claim_id as second_id,
        lag(claim_id) over told as first_id,
        surface as second_surface,
        lag(surface) over told as first_surface,
        value as second_value,
        lag(value) over told as first_value,
        low as second_low,
        lag(low) over told as first_low,
        high as second_high,
        lag(high) over told as first_high,
        is_proven_wrong or lag(is_proven_wrong) over told as is_vote_only,
        indicator_name_zh,
        indicator_name_en
    from told_once
    window told as (partition by series_id, period_start, period_end order by told_on, version_no, report_id)

),

restated as (

    select
        rules.rule_id,
        'equal' as kind,
        rules.severity,
        retold.first_id,
        retold.second_id,
        'first' as first_role,
        'second' as second_role,
        true as is_first_subject,
        retold.is_vote_only,
        null::double as limit_low,
        null::double as limit_high,
        null::varchar as label_zh,
        retold.first_high::double < retold.second_low::double * (1 - rules.tolerance)
        or retold.second_high::double < retold.first_low::double * (1 - rules.tolerance) as is_failing,
        abs(retold.first_value - retold.second_value)::double / nullif(retold.first_value, 0)::double as gap,
        retold.indicator_name_zh || '：前一份报告写“' || retold.first_surface || '”，后一份对同一时期写“'
        || retold.second_surface || '”。' as message_zh,
        retold.indicator_name_en || ': an earlier report says ' || {{ plain_number('retold.first_value') }}
        || ', a later one says ' || {{ plain_number('retold.second_value') }} || ' for the same period.' as message_en
    from retold
    inner join rules on rules.rule_id = 'restated_differently'
    where retold.first_id is not null

),

-- The newest telling of each period stands in the series; equal kinds of period only.
newest as (

    select *
    from told_once
    qualify row_number() over (
        partition by series_id, period_kind, period_start, period_end
        order by told_on desc, version_no desc, claim_id asc
    ) = 1

),

steps as (

    select
        series_id,
        period_kind,
        period_start,
        indicator_id,
        indicator_name_zh,
        indicator_name_en,
        claim_id as second_id,
        lag(claim_id) over years as first_id,
        surface as second_surface,
        lag(surface) over years as first_surface,
        value as second_value,
        lag(value) over years as first_value,
        low as second_low,
        lag(low) over years as first_low,
        high as second_high,
        lag(high) over years as first_high,
        likely_high as second_likely_high,
        lag(likely_high) over years as first_likely_high,
        is_proven_wrong or lag(is_proven_wrong) over years as is_vote_only,
        period_end as second_end,
        lag(period_end) over years as first_end,
        lag(period_start) over years as first_start
    from newest
    window years as (partition by series_id, period_kind order by period_end, period_start)

),

comparable_steps as (

    select
        *,
        second_value::double / nullif(first_value, 0)::double as ratio,
        (second_end - first_end) / 365.25 as years_apart
    from steps
    where
        first_id is not null
        and (
            period_kind in ('instant', 'day', 'year', 'statistics_year', 'multi_year')
            or period_start is null
            -- A part of a year compares with the same part of another.
            or (
                abs((second_end - period_start) - (first_end - first_start)) <= 31
                and abs((second_end - first_end) / 365.25 - round((second_end - first_end) / 365.25)) < 0.1
            )
        )
        and first_end < second_end
        and first_value > 0
        and second_value > 0

),

-- A jump near a whole power of ten has a name of its own.
jumps as (

    select
        case
            when
                abs(log10(comparable_steps.ratio)) > 1 - slip.closeness
                and abs(abs(log10(comparable_steps.ratio)) - round(abs(log10(comparable_steps.ratio)))) < slip.closeness
                then slip.rule_id
            else jump.rule_id
        end as rule_id,
        'ratio' as kind,
        jump.severity,
        comparable_steps.first_id,
        comparable_steps.second_id,
        'denominator' as first_role,
        'numerator' as second_role,
        false as is_first_subject,
        comparable_steps.is_vote_only,
        1 / (jump.factor * greatest(comparable_steps.years_apart, 1) ** 0.5) as limit_low,
        jump.factor * greatest(comparable_steps.years_apart, 1) ** 0.5 as limit_high,
        '与上期之比' as label_zh,
        comparable_steps.second_low::double / comparable_steps.first_likely_high::double
        > jump.factor * greatest(comparable_steps.years_apart, 1) ** 0.5
        or comparable_steps.second_likely_high::double / nullif(comparable_steps.first_low, 0)::double
        < 1 / (jump.factor * greatest(comparable_steps.years_apart, 1) ** 0.5) as is_failing,
        abs(log10(comparable_steps.ratio)) as gap,
        comparable_steps.indicator_name_zh || '：上期“' || comparable_steps.first_surface || '”（'
        || comparable_steps.first_end || '），本期“' || comparable_steps.second_surface || '”（'
        || comparable_steps.second_end || '），相差' || {{ short_number('greatest(comparable_steps.ratio, 1 / comparable_steps.ratio)') }}
        || '倍。' as message_zh,
        comparable_steps.indicator_name_en || ': ' || {{ plain_number('comparable_steps.first_value') }} || ' ('
        || comparable_steps.first_end || '), then ' || {{ plain_number('comparable_steps.second_value') }} || ' ('
        || comparable_steps.second_end || ').' as message_en
    from comparable_steps
    inner join rules as jump on jump.rule_id = 'series_jump'
    inner join rules as slip on slip.rule_id = 'power_of_ten_slip'
    -- Small numbers grow tenfold in earnest; a number that was large and is nothing has lost its 万.
    where
        least(comparable_steps.first_value, comparable_steps.second_value) >= jump.min_value
        or (
            greatest(comparable_steps.first_value, comparable_steps.second_value) >= jump.min_value
            and abs(log10(comparable_steps.ratio)) > jump.small_log
        )

),

falling as (

    select
        rules.rule_id,
        'at_most' as kind,
        rules.severity,
        cumulative.first_id,
        cumulative.second_id,
        'part' as first_role,
        'whole' as second_role,
        false as is_first_subject,
        cumulative.is_vote_only,
        null::double as limit_low,
        null::double as limit_high,
        null::varchar as label_zh,
        cumulative.second_high::double < cumulative.first_low::double * (1 - rules.tolerance) as is_failing,
        (cumulative.first_value - cumulative.second_value)::double / nullif(cumulative.first_value, 0)::double as gap,
        cumulative.indicator_name_zh || '是累计数，只增不减：此前“' || cumulative.first_surface || '”（'
        || cumulative.first_end || '），此后“' || cumulative.second_surface || '”（' || cumulative.second_end || '）。'
            as message_zh,
        cumulative.indicator_name_en || ' is cumulative and cannot fall from '
        || {{ plain_number('cumulative.first_value') }} || ' to ' || {{ plain_number('cumulative.second_value') }} || '.'
            as message_en
    from steps as cumulative
    inner join rules on rules.rule_id = 'cumulative_falling'
    where
        cumulative.first_id is not null
        and cumulative.first_end < cumulative.second_end
        and (
            list_contains(rules.indicator_ids, cumulative.indicator_id)
            or (
                cumulative.period_kind in ('to_date', 'open')
                and cumulative.period_start is null
                and cumulative.first_start is null
            )
        )

),

-- Kept apart, so that the planner cannot pair all regions of one period before it asks which lies in which.
placed as materialized (

    select
        newest.*,
        regions.parent_code
    from newest
    inner join regions on newest.region_id = regions.region_id
    where newest.scope = 'area' and newest.unit not in ('%', '‰')

),

-- 其下一级: a county lies in its city, a city in its province; equal grain and period.
nested as (

    select
        rules.rule_id,
        'at_most' as kind,
        rules.severity,
        inner_region.claim_id as first_id,
        outer_region.claim_id as second_id,
        'part' as first_role,
        'whole' as second_role,
        true as is_first_subject,
        inner_region.is_proven_wrong or outer_region.is_proven_wrong as is_vote_only,
        null::double as limit_low,
        null::double as limit_high,
        null::varchar as label_zh,
        inner_region.low::double > outer_region.high::double * (1 + rules.tolerance) as is_failing,
        inner_region.value::double / nullif(outer_region.value, 0)::double as gap,
        inner_region.region_name || inner_region.indicator_name_zh || '“' || inner_region.surface || '”大于所属的'
        || outer_region.region_name || '“' || outer_region.surface || '”。' as message_zh,
        inner_region.indicator_name_en || ' of ' || inner_region.region_name || ' exceeds that of '
        || outer_region.region_name || '.' as message_en
    from placed as inner_region
    inner join placed as outer_region
        on
            inner_region.parent_code = outer_region.region_id
            and inner_region.indicator_id = outer_region.indicator_id
            and inner_region.unit = outer_region.unit
            and inner_region.scope = outer_region.scope
            and inner_region.period_end = outer_region.period_end
            and inner_region.period_start is not distinct from outer_region.period_start
            and inner_region.level is not distinct from outer_region.level
            and inner_region.subset is not distinct from outer_region.subset
            and inner_region.wording is not distinct from outer_region.wording
    inner join rules on rules.rule_id = 'subregion_above_parent'
    where inner_region.region_id <> outer_region.region_id

),

-- A reprint claims to be the same text, so its n-th figure of a grain is the original's n-th.
numbered as (

    select
        *,
        row_number() over (
            partition by report_id, region_id, indicator_id, relation, level, unit, subset, wording
            order by char_start, n
        ) as nth
    from effective
    where value is not null and indicator_id is not null and not is_rejected

),

reposted as (

    select
        rules.rule_id,
        'equal' as kind,
        rules.severity,
        original.claim_id as first_id,
        copy.claim_id as second_id,
        'first' as first_role,
        'second' as second_role,
        false as is_first_subject,
        false as is_vote_only,
        null::double as limit_low,
        null::double as limit_high,
        null::varchar as label_zh,
        original.value <> copy.value as is_failing,
        abs(copy.value - original.value)::double / nullif(original.value, 0)::double as gap,
        '转载稿写“' || copy.surface || '”，原稿写“' || original.surface || '”。' as message_zh,
        'The reprint says ' || {{ plain_number('copy.value') }} || ', the original '
        || {{ plain_number('original.value') }} || '.' as message_en
    from numbered as copy
    inner join numbered as original
        on
            copy.reprint_of = original.report_id
            and copy.region_id = original.region_id
            and copy.indicator_id = original.indicator_id
            and copy.relation = original.relation
            and copy.unit = original.unit
            and copy.level is not distinct from original.level
            and copy.subset is not distinct from original.subset
            and copy.wording is not distinct from original.wording
            and copy.nth = original.nth
    inner join rules on rules.rule_id = 'repost_changed'
    -- Passing pairs are as many as the figures of the reprint and would only say that it is a reprint.
    where original.value <> copy.value

),

judged as (

    select * from restated
    union all by name
    select * from jumps
    union all by name
    select * from falling
    union all by name
    select * from nested
    union all by name
    select * from reposted

),

pairwise as (

    select
        rule_id,
        kind,
        {{ hash_id(['rule_id', 'first_id', 'second_id']) }} as constraint_id,
        is_failing,
        is_vote_only,
        severity,
        gap,
        limit_low,
        limit_high,
        label_zh,
        message_zh,
        message_en,
        [
            {{ member_struct('first_id', 'first_role', 'is_first_subject') }},
            {{ member_struct('second_id', 'second_role', 'true') }}
        ] as members
    from judged

),

-- This year = last year + stated increase: stock here, stock then, and the increase between them.
increases as (

    select
        claims.claim_id,
        claims.report_id,
        claims.region_id,
        claims.indicator_id,
        claims.unit,
        claims.scope,
        claims.period_start,
        claims.period_end,
        claims.surface,
        claims.value,
        claims.low,
        claims.high,
        claims.is_proven_wrong
    from claims
    where
        claims.relation = 'delta'
        and claims.indicator_kind = 'stock'
        and claims.subset is null
        and claims.level is null
        -- An increase dated by a single day would take the stock of that day for both ends.
        and claims.period_start < claims.period_end
        -- 新建 counts what was set up, not what it came to: only a net change carries over.
        and claims.wording like '%净%'

),

plain_stocks as (

    select *
    from newest
    where indicator_kind = 'stock' and subset is null and level is null and period_kind = 'instant'

),

carried as (

    select
        rules.rule_id,
        rules.severity,
        increases.claim_id as difference_id,
        base.claim_id as base_id,
        current_stock.claim_id as current_id,
        increases.is_proven_wrong or base.is_proven_wrong or current_stock.is_proven_wrong as is_vote_only,
        (base.high + increases.high)::double < current_stock.low::double * (1 - rules.tolerance)
        or (base.low + increases.low)::double > current_stock.high::double * (1 + rules.tolerance) as is_failing,
        abs(base.value + increases.value - current_stock.value)::double / nullif(current_stock.value, 0)::double as gap,
        current_stock.indicator_name_zh || '：上期“' || base.surface || '”＋净增“' || increases.surface || '”＝'
        || {{ short_number('base.value + increases.value') }} || '，本期写“' || current_stock.surface || '”。' as message_zh,
        {{ plain_number('base.value') }} || ' + ' || {{ plain_number('increases.value') }} || ' = '
        || {{ plain_number('base.value + increases.value') }} || ', this report says '
        || {{ plain_number('current_stock.value') }} || '.' as message_en
    from increases
    inner join plain_stocks as current_stock
        on
            increases.region_id = current_stock.region_id
            and increases.indicator_id = current_stock.indicator_id
            and increases.unit = current_stock.unit
            and increases.scope = current_stock.scope
            and increases.period_end = current_stock.period_end
    inner join plain_stocks as base
        on
            increases.region_id = base.region_id
            and increases.indicator_id = base.indicator_id
            and increases.unit = base.unit
            and increases.scope = base.scope
            and base.period_end between increases.period_start - interval 31 day and increases.period_start
    inner join rules on rules.rule_id = 'carried_increase'

),

carried_rows as (

    select
        rule_id,
        'difference' as kind,
        {{ hash_id(['rule_id', 'difference_id', 'base_id', 'current_id']) }} as constraint_id,
        is_failing,
        is_vote_only,
        severity,
        gap,
        null::double as limit_low,
        null::double as limit_high,
        null::varchar as label_zh,
        message_zh,
        message_en,
        [
            {{ member('base_id', 'base', 'false') }},
            {{ member('current_id', 'current', 'true') }},
            {{ member('difference_id', 'difference', 'false') }}
        ] as members
    from carried

)

select * from pairwise
union all by name
select * from carried_rows
