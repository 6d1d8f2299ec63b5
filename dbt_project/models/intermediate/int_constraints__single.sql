with

claims as (

    select * from {{ ref('int_claims_comparable') }}

),

reports as (

    select
        report_id,
        published_on,
        first_seen_at
    from {{ ref('stg_reports') }}

),

rules as (

    select
        rule_id,
        severity,
        try_cast({{ rule_parameter('parameters', 'days') }} as integer) as days,
        try_cast({{ rule_parameter('parameters', 'first_year') }} as integer) as first_year,
        try_cast({{ rule_parameter('parameters', 'years_ahead') }} as integer) as years_ahead,
        try_cast({{ rule_parameter('parameters', 'min_digits') }} as integer) as min_digits
    from {{ ref('rules') }}

),

late as (

    select
        rules.rule_id,
        rules.severity,
        claims.claim_id,
        null::varchar as other_id,
        '“' || claims.surface || '”截至' || claims.period_end || '，而报告发布于' || reports.published_on || '。' as message_zh,
        'The figure runs to ' || claims.period_end || ', the report was published on ' || reports.published_on || '.' as message_en
    from claims
    inner join reports on claims.report_id = reports.report_id
    inner join rules on rules.rule_id = 'period_after_publication'
    where
        claims.relation in ('level', 'delta', 'growth')
        and claims.period_end > reports.published_on + rules.days
        -- 2023年 in an article of October 2023 names the year, not its last day.
        and claims.period_end <> make_date(year(reports.published_on), 12, 31)

),

impossible_years as (

    select
        rules.rule_id,
        rules.severity,
        claims.claim_id,
        null::varchar as other_id,
        '“' || claims.surface || '”的时期（' || coalesce(claims.period_start || '～', '') || claims.period_end || '）不可能。' as message_zh,
        'The period of this figure is impossible: ' || coalesce(claims.period_start || ' to ', '') || claims.period_end || '.'
            as message_en
    from claims
    inner join reports on claims.report_id = reports.report_id
    inner join rules on rules.rule_id = 'year_impossible'
    where
        year(claims.period_end) < rules.first_year
        or year(claims.period_start) < rules.first_year
        or year(claims.period_end) > year(coalesce(reports.published_on, reports.first_seen_at)) + rules.years_ahead

),

-- Trailing zeros are no digits that anybody copied.
long_numbers as (

    select
        claims.*,
        rules.rule_id,
        rules.severity
    from claims
    inner join rules on rules.rule_id = 'copied_value'
    where
        claims.indicator_id is not null
        and claims.relation = 'level'
        and claims.value >= 1000
        and length(rtrim(replace({{ plain_number('claims.value') }}, '.', ''), '0')) >= rules.min_digits

),

copied as (

    select
        later.rule_id,
        later.severity,
        later.claim_id,
        earlier.claim_id as other_id,
        '“' || later.surface || '”（' || later.indicator_name_zh || '）与“' || earlier.surface || '”（' || earlier.indicator_name_zh
        || '）数值完全相同，疑抄错行。' as message_zh,
        later.indicator_name_en || ' equals ' || earlier.indicator_name_en || ' to the last digit.' as message_en
    from long_numbers as later
    inner join long_numbers as earlier
        on
            later.report_id = earlier.report_id
            and later.value = earlier.value
            and later.unit = earlier.unit
            and later.indicator_id <> earlier.indicator_id
            and later.char_start > earlier.char_start
    qualify row_number() over (partition by later.claim_id order by earlier.char_start) = 1

),

failing as (

    select * from late
    union all by name
    select * from impossible_years
    union all by name
    select * from copied

)

-- Faults that no arithmetic repairs; only failing rows, since a date that is in order votes for nothing.
select
    rule_id,
    'unit' as kind,
    {{ hash_id(['rule_id', 'claim_id', 'other_id']) }} as constraint_id,
    true as is_failing,
    false as is_vote_only,
    severity,
    message_zh,
    message_en,
    case
        when other_id is null then [{{ member('claim_id', 'subject', 'true') }}]
        else [{{ member('claim_id', 'subject', 'true') }}, {{ member('other_id', 'other', 'false') }}]
    end as members
from failing
