{%- set families = [
    'int_constraints__parts',
    'int_constraints__ratios',
    'int_constraints__equations',
    'int_constraints__series',
    'int_constraints__shares',
    'int_constraints__single',
    'int_constraints__bounds',
    'int_constraints__repeats',
] -%}
with

grammar as (

    select
        rule_id,
        kind,
        constraint_id,
        is_failing,
        false as is_vote_only,
        severity,
        message_zh,
        message_en,
        [{{ member('claim_id', 'subject', 'true') }}] as members
    from {{ ref('int_constraints__grammar') }}

),

constraints as (

    select * from grammar
    {% for family in families %}
        union all by name
        select * from {{ ref(family) }}
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
