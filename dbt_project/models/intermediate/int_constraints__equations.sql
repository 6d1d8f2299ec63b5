with

claims as (

    select * from {{ ref('int_claims_comparable') }}

),

links as (

    select * from {{ ref('stg_claim_links') }}
    where kind in ('sum_of', 'growth_between', 'difference_between', 'product_of')

),

rules as (

    select
        rule_id,
        severity,
        parameters
    from {{ ref('rules') }}

),

-- A group is written as pairs; an equation wants its members, each once with its role.
members as (

    select
        kind,
        group_id,
        claim_id,
        role,
        detail
    from links
    union
    select
        kind,
        group_id,
        other_claim_id as claim_id,
        other_role as role,
        detail
    from links
    where other_claim_id is not null

),

figures as (

    select
        members.kind,
        members.group_id,
        members.claim_id,
        members.role,
        members.detail,
        claims.value,
        claims.low::double as low,
        claims.high::double as high,
        claims.surface,
        claims.unit,
        claims.is_proven_wrong,
        claims.char_start
    from members
    inner join claims on members.claim_id = claims.claim_id

),

present as (

    select
        figures.*,
        count(*) over (partition by figures.kind, figures.group_id) as present_members
    from figures

),

expected as (

    select
        kind,
        group_id,
        count(*) as all_members
    from members
    group by kind, group_id

),

-- An equation with a missing or rejected member says nothing.
complete as (

    select present.*
    from present
    inner join expected on present.kind = expected.kind and present.group_id = expected.group_id
    where present.present_members = expected.all_members

),

sums as (

    select
        kind,
        group_id,
        bool_or(is_proven_wrong) as is_vote_only,
        any_value(surface) filter (role = 'total') as total_surface,
        max(value::double) filter (role = 'total') as printed,
        max(low) filter (role = 'total') as low,
        max(high) filter (role = 'total') as high,
        sum(low) filter (role = 'part') as expected_low,
        sum(high) filter (role = 'part') as expected_high,
        sum(value::double) filter (role = 'part') as expected,
        string_agg('“' || surface || '”', '＋' order by char_start) filter (role = 'part') as parts_zh,
        string_agg({{ plain_number('value') }}, ' + ' order by char_start) filter (role = 'part') as parts_en
    from complete
    where kind = 'sum_of'
    group by kind, group_id
    having count(*) filter (role = 'total') = 1 and count(*) filter (role = 'part') >= 2

),

-- One row a group: base, current and what is said of the change between them.
changes as (

    select
        kind,
        group_id,
        bool_or(is_proven_wrong) as is_vote_only,
        any_value(surface) filter (role in ('growth', 'difference')) as change_surface,
        any_value(surface) filter (role = 'base') as base_surface,
        any_value(surface) filter (role = 'current') as current_surface,
        max(value::double) filter (role in ('growth', 'difference')) as change,
        max(low) filter (role in ('growth', 'difference')) as change_low,
        max(high) filter (role in ('growth', 'difference')) as change_high,
        any_value(unit) filter (role in ('growth', 'difference')) as change_unit,
        max(value::double) filter (role = 'base') as base,
        max(low) filter (role = 'base') as base_low,
        max(high) filter (role = 'base') as base_high,
        max(value::double) filter (role = 'current') as current_value,
        max(low) filter (role = 'current') as current_low,
        max(high) filter (role = 'current') as current_high
    from complete
    where kind in ('growth_between', 'difference_between')
    group by kind, group_id
    having count(distinct role) = 3 and count(*) = 3

),

products as (

    select
        kind,
        group_id,
        bool_or(is_proven_wrong) as is_vote_only,
        any_value(surface) filter (role = 'total') as total_surface,
        any_value(surface) filter (role = 'count') as count_surface,
        max(value::double) filter (role = 'total') as printed,
        max(low) filter (role = 'total') as low,
        max(high) filter (role = 'total') as high,
        max(value::double) filter (role = 'count') as count_value,
        max(low) filter (role = 'count') as count_low,
        max(high) filter (role = 'count') as count_high,
        -- The price of one is often a standard and no claim of its own: it stands in the link.
        coalesce(
            max(value::double) filter (role = 'each'),
            max(try_cast(regexp_extract(detail, 'each=([0-9.]+)', 1) as double))
        ) as each_value
    from complete
    where kind = 'product_of'
    group by kind, group_id
    having count(*) filter (role = 'total') = 1 and count(*) filter (role = 'count') = 1

),

judged_sums as (

    select
        rules.rule_id,
        'sum' as kind,
        sums.group_id,
        sums.is_vote_only,
        null::double as limit_low,
        null::double as limit_high,
        sums.low > sums.expected_high * 1.0000001 or sums.high < sums.expected_low * 0.9999999 as is_failing,
        abs(sums.printed - sums.expected) / nullif(sums.expected, 0) as gap,
        case
            when
                sums.low > sums.expected_high * (1 + try_cast({{ rule_parameter('rules.parameters', 'tolerance') }} as double))
                or sums.high < sums.expected_low * (1 - try_cast({{ rule_parameter('rules.parameters', 'tolerance') }} as double))
                then rules.severity
            else 'warning'
        end as severity,
        '分项' || sums.parts_zh || '＝' || {{ short_number('sums.expected') }} || '，与合计“' || sums.total_surface || '”不符。'
            as message_zh,
        sums.parts_en || ' = ' || {{ short_number('sums.expected') }} || ', the total says '
        || {{ short_number('sums.printed') }} || '.' as message_en
    from sums
    inner join rules on rules.rule_id = 'sum_mismatch'

),

judged_growths as (

    select
        rules.rule_id,
        'growth' as kind,
        changes.group_id,
        changes.is_vote_only,
        null::double as limit_low,
        null::double as limit_high,
        (changes.current_high / nullif(changes.base_low, 0) - 1) * 100 < changes.change_low
        or (changes.current_low / changes.base_high - 1) * 100 > changes.change_high as is_failing,
        abs((changes.current_value / nullif(changes.base, 0) - 1) * 100 - changes.change) as gap,
        case
            when
                abs((changes.current_value / nullif(changes.base, 0) - 1) * 100 - changes.change)
                > try_cast({{ rule_parameter('rules.parameters', 'error_points') }} as double)
                then 'error'
            else rules.severity
        end as severity,
        '由“' || changes.base_surface || '”到“' || changes.current_surface || '”应为'
        || {{ short_number('(changes.current_value / nullif(changes.base, 0) - 1) * 100') }} || '%，文中写“'
        || changes.change_surface || '”。' as message_zh,
        'From ' || {{ short_number('changes.base') }} || ' to ' || {{ short_number('changes.current_value') }} || ' is '
        || {{ short_number('(changes.current_value / nullif(changes.base, 0) - 1) * 100') }} || ' %, printed '
        || {{ short_number('changes.change') }} || ' %.' as message_en
    from changes
    inner join rules on rules.rule_id = 'growth_mismatch'
    where changes.kind = 'growth_between' and changes.change_unit = '%'

),

judged_differences as (

    select
        rules.rule_id,
        'difference' as kind,
        changes.group_id,
        changes.is_vote_only,
        null::double as limit_low,
        null::double as limit_high,
        changes.current_high - changes.base_low < changes.change_low
        or changes.current_low - changes.base_high > changes.change_high as is_failing,
        abs(changes.current_value - changes.base - changes.change) / nullif(changes.change, 0) as gap,
        case
            when
                abs(changes.current_value - changes.base - changes.change)
                > changes.current_value * try_cast({{ rule_parameter('rules.parameters', 'tolerance') }} as double)
                then 'error'
            else rules.severity
        end as severity,
        '由“' || changes.base_surface || '”到“' || changes.current_surface || '”相差'
        || {{ short_number('changes.current_value - changes.base') }} || '，文中写“' || changes.change_surface || '”。' as message_zh,
        'The levels differ by ' || {{ short_number('changes.current_value - changes.base') }} || ', printed '
        || {{ short_number('changes.change') }} || '.' as message_en
    from changes
    inner join rules on rules.rule_id = 'difference_mismatch'
    where changes.kind = 'difference_between'

),

judged_products as (

    select
        rules.rule_id,
        'product' as kind,
        products.group_id,
        products.is_vote_only,
        products.each_value as limit_low,
        products.each_value as limit_high,
        products.low > products.each_value * products.count_high * 1.0000001
        or products.high < products.each_value * products.count_low * 0.9999999 as is_failing,
        abs(products.printed - products.each_value * products.count_value) / nullif(products.printed, 0) as gap,
        case
            when
                abs(products.printed - products.each_value * products.count_value)
                > products.printed * try_cast({{ rule_parameter('rules.parameters', 'tolerance') }} as double)
                then rules.severity
            else 'warning'
        end as severity,
        '每份' || {{ short_number('products.each_value') }} || '×“' || products.count_surface || '”＝'
        || {{ short_number('products.each_value * products.count_value') }} || '，与总额“' || products.total_surface || '”不符。'
            as message_zh,
        {{ short_number('products.each_value') }} || ' x ' || {{ short_number('products.count_value') }} || ' = '
        || {{ short_number('products.each_value * products.count_value') }} || ', the total says '
        || {{ short_number('products.printed') }} || '.' as message_en
    from products
    inner join rules on rules.rule_id = 'product_mismatch'
    where products.each_value is not null

),

judged as (

    select * from judged_sums
    union all by name
    select * from judged_growths
    union all by name
    select * from judged_differences
    union all by name
    select * from judged_products

),

listed as (

    select
        group_id,
        case kind
            when 'sum_of' then 'sum'
            when 'growth_between' then 'growth'
            when 'difference_between' then 'difference'
            else 'product'
        end as kind,
        -- What is stated about the others is the first to be doubted; the evidence may point elsewhere.
        list(
            {{ member_struct('claim_id', 'role', "role in ('total', 'growth', 'difference')") }}
            order by role, claim_id
        ) as members
    from complete
    group by all

)

select
    judged.rule_id,
    judged.kind,
    {{ hash_id(['judged.rule_id', 'judged.group_id']) }} as constraint_id,
    judged.is_failing,
    judged.is_vote_only,
    judged.severity,
    judged.gap,
    judged.limit_low,
    judged.limit_high,
    judged.message_zh,
    judged.message_en,
    listed.members
from judged
inner join listed on judged.group_id = listed.group_id and judged.kind = listed.kind
