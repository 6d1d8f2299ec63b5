with

claims as (

    select * from {{ ref('int_claims_effective') }}

),

rules as (

    select
        rule_id,
        severity,
        string_split({{ rule_parameter('parameters', 'units') }}, '|') as units,
        string_split({{ rule_parameter('parameters', 'qualifiers') }}, '|') as qualifiers,
        string_split({{ rule_parameter('parameters', 'not_shares') }}, '|') as not_shares,
        string_split({{ rule_parameter('parameters', 'money') }}, '|') as money,
        string_split({{ rule_parameter('parameters', 'counted') }}, '|') as counted,
        string_split({{ rule_parameter('parameters', 'person_words') }}, '|') as person_words,
        string_split({{ rule_parameter('parameters', 'may_be_people') }}, '|') as may_be_people,
        try_cast({{ rule_parameter('parameters', 'money_from') }} as double) as money_from,
        try_cast({{ rule_parameter('parameters', 'count_from') }} as double) as count_from
    from {{ ref('rules') }}
    where family = 'grammar'

),

-- The print alone: surface, printed value and unit. Full-width digits are folded so that one pattern serves.
printed as (

    select
        claim_id,
        indicator_name_zh,
        indicator_name_en,
        indicator_id,
        indicator_kind,
        unit_family,
        region_id,
        relation,
        per,
        unit,
        unit_printed,
        wording,
        note,
        qualifier,
        value_reported,
        surface,
        translate(surface, '０１２３４５６７８９．，％萬億餘', '0123456789.,%万亿余') as print
    from claims

),

fraction_of_count as (

    select
        rules.rule_id,
        rules.severity,
        printed.claim_id,
        'whole' as kind,
        '“' || printed.surface || '”：' || printed.unit || '是一个一个数的，不能有小数'
        || '（' || {{ plain_number('printed.value_reported') }} || '）。' as message_zh,
        'A count in ' || printed.unit || ' cannot have a fraction ('
        || {{ plain_number('printed.value_reported') }} || ').' as message_en
    from printed
    inner join rules on rules.rule_id = 'fraction_of_count'
    where
        printed.value_reported <> trunc(printed.value_reported)
        and list_contains(rules.units, printed.unit)
        and printed.per is null
        and coalesce(printed.relation, 'level') <> 'per_period'

),

qualifier_after_decimal as (

    select
        rules.rule_id,
        rules.severity,
        printed.claim_id,
        'multiplier' as kind,
        '“' || printed.surface || '”：“余”“多”直接跟在小数后面，中间应有“万”或“亿”。' as message_zh,
        '余/多 stands right after a decimal; 万 or 亿 is missing in between.' as message_en
    from printed
    inner join rules on rules.rule_id = 'qualifier_after_decimal'
    where
        list_contains(rules.qualifiers, printed.qualifier)
        and regexp_matches(printed.print, '[0-9]\.[0-9]+[余多]')
        and not regexp_matches(printed.print, '[0-9]\.[0-9]+[余多][百千万亿]')

),

rate_outside_0_100 as (

    select
        rules.rule_id,
        rules.severity,
        printed.claim_id,
        'share' as kind,
        '“' || printed.surface || '”：' || printed.indicator_name_zh || '是份额，应在0%到100%之间。' as message_zh,
        printed.indicator_name_en || ' is a share and must lie between 0 and 100 %.' as message_en
    from printed
    inner join rules on rules.rule_id = 'rate_outside_0_100'
    where
        printed.indicator_kind = 'rate'
        and printed.unit = '%'
        and printed.relation = 'level'
        and (printed.value_reported > 100 or printed.value_reported < 0)
        and not list_contains(rules.not_shares, printed.indicator_id)

),

multiplier_twice as (

    select
        rules.rule_id,
        rules.severity,
        printed.claim_id,
        'overlong' as kind,
        '“' || printed.surface || '”：这么大的数再带“万”不合常理，疑多写了“万”。' as message_zh,
        'A number of this size followed by 万 was probably counted in single units already.' as message_en
    from printed
    inner join rules on rules.rule_id = 'multiplier_twice'
    where
        regexp_matches(printed.print, '万万|亿亿|万多万|万余万')
        or (
            printed.region_id <> '000000'
            and printed.value_reported >= 10000 * rules.count_from
            and try_cast(replace(regexp_extract(printed.print, '([0-9][0-9,]*(?:\.[0-9]+)?)[余多]?万', 1), ',', '') as double)
            >= case
                when printed.unit = '元' then rules.money_from
                else rules.count_from
            end
        )

),

punctuation_in_number as (

    select
        rules.rule_id,
        rules.severity,
        printed.claim_id,
        'unreadable' as kind,
        '“' || printed.surface || '”：数字中间夹有标点，读不成一个数。' as message_zh,
        'Punctuation stands inside the number.' as message_en
    from printed
    inner join rules on rules.rule_id = 'punctuation_in_number'
    where
        regexp_matches(
            printed.print,
            '[0-9][。；;：:][0-9]|[0-9]、[0-9]{3}|[0-9]\.[0-9]+\.[0-9]'
            || '|[0-9],[0-9]{1,2}(?:[^0-9]|$)|[0-9],[0-9]{4,}|[0-9]{4,},[0-9]'
        )

),

unit_contradicts_indicator as (

    select
        rules.rule_id,
        rules.severity,
        printed.claim_id,
        'unit' as kind,
        '“' || printed.surface || '”：' || printed.indicator_name_zh || '不能用“' || printed.unit || '”作单位。' as message_zh,
        printed.indicator_name_en || ' cannot be counted in ' || printed.unit || '.' as message_en
    from printed
    inner join rules on rules.rule_id = 'unit_contradicts_indicator'
    where
        printed.relation in ('level', 'delta')
        and case
            when printed.unit_family = 'money'
                then list_contains(rules.counted, printed.unit)
            when printed.unit_family = 'percent'
                then
                    list_contains(rules.counted, printed.unit)
                    or list_contains(rules.money, printed.unit)
            when printed.unit_family in ('person', 'person_time', 'household', 'count')
                then list_contains(rules.money, printed.unit)
            else false
        end

),

classifier_mismatch as (

    select
        rules.rule_id,
        rules.severity,
        printed.claim_id,
        'classifier' as kind,
        '“' || printed.surface || '”：' || printed.indicator_name_zh || '数的是集体或事物，不用“' || printed.unit_printed
        || '”这样的量词；数字本身不一定有错。' as message_zh,
        printed.indicator_name_en || ' counts collectives or things, not people; the number itself may be right.' as message_en
    from printed
    inner join rules on rules.rule_id = 'classifier_mismatch'
    where
        printed.unit_family = 'count'
        and printed.relation = 'level'
        and list_contains(rules.person_words, printed.unit_printed)
        and not list_contains(rules.may_be_people, printed.indicator_id)
        and coalesce(printed.note, '') not like '%combined=%'

),

failing as (

    select * from fraction_of_count
    union all by name
    select * from qualifier_after_decimal
    union all by name
    select * from rate_outside_0_100
    union all by name
    select * from multiplier_twice
    union all by name
    select * from punctuation_in_number
    union all by name
    select * from unit_contradicts_indicator
    union all by name
    select * from classifier_mismatch

)

select
    rule_id,
    kind,
    {{ hash_id(['rule_id', 'claim_id']) }} as constraint_id,
    claim_id,
    true as is_failing,
    severity,
    message_zh,
    message_en
from failing
