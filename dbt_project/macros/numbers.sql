{#- Plain digits without padding zeros: 125300, 12.53; never 1.253E+5. -#}
{% macro plain_number(amount) -%}
    rtrim(rtrim(cast(cast({{ amount }} as decimal(28, 6)) as varchar), '0'), '.')
{%- endmacro %}

{#- A ratio for people to read: two decimals at most. -#}
{% macro short_number(ratio) -%}
    rtrim(rtrim(format('{:.2f}', {{ ratio }}::double), '0'), '.')
{%- endmacro %}

{#- One member of a constraint; `is_subject` says that a failure gives this claim a finding. -#}
{% macro member(claim_id, role, is_subject) -%}
    {{ member_struct(claim_id, "'" ~ role ~ "'", is_subject) }}
{%- endmacro %}

{#- The same with a column for the role. -#}
{% macro member_struct(claim_id, role, is_subject) -%}
    struct_pack(claim_id := {{ claim_id }}, role := {{ role }}, is_subject := {{ is_subject }})
{%- endmacro %}
