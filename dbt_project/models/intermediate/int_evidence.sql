{#- What each family says besides rule, constraint, severity, messages and members. Branches list their columns, because
    column lineage cannot follow a union by name. -#}
{%- set details = {
    'gap': 'double',
    'limit_low': 'double',
    'limit_high': 'double',
    'label_zh': 'varchar',
    'label_en': 'varchar',
} -%}
{%- set families = {
    'int_constraints__parts': ['gap'],
    'int_constraints__ratios': ['gap', 'limit_low', 'limit_high', 'label_zh', 'label_en'],
    'int_constraints__equations': ['gap', 'limit_low', 'limit_high'],
    'int_constraints__series': ['gap', 'limit_low', 'limit_high', 'label_zh'],
    'int_constraints__shares': ['gap'],
    'int_constraints__single': [],
    'int_constraints__bounds': ['gap', 'limit_low', 'limit_high', 'label_zh', 'label_en'],
    'int_constraints__repeats': [],
} -%}
with

constraints as (

    select
        rule_id,
        kind,
        constraint_id,
        is_failing,
        false as is_vote_only,
        severity,
        {%- for name, type in details.items() %}
            null::{{ type }} as {{ name }},
        {%- endfor %}
        message_zh,
        message_en,
        [{{ member('claim_id', 'subject', 'true') }}] as members
    from {{ ref('int_constraints__grammar') }}
    {% for family, said in families.items() %}
        union all
        select
            rule_id,
            kind,
            constraint_id,
            is_failing,
            is_vote_only,
            severity,
            {%- for name, type in details.items() %}
                {{ name if name in said else 'null::' ~ type ~ ' as ' ~ name }},
            {%- endfor %}
            message_zh,
            message_en,
            members
        from {{ ref(family) }}
    {% endfor %}

)

-- A row a rule x constraint x claim. Passing constraints stay in: they vote against a repair that would break them.
select
    rule_id,
    kind,
    constraint_id,
    unnested.member.claim_id as claim_id,
    unnested.member.role as role,
    unnested.member.is_subject as is_subject,
    is_failing,
    is_vote_only,
    severity,
    gap,
    limit_low,
    limit_high,
    label_zh,
    label_en,
    case when is_failing then message_zh end as message_zh,
    case when is_failing then message_en end as message_en
from constraints
cross join unnest(constraints.members) as unnested (member)
