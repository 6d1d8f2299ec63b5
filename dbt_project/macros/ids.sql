{#- Sixteen hex digits of the parts, blanks as empty text: the form of every id that SQL makes (design: Ids). -#}
{% macro hash_id(parts) -%}
    substr(sha256(concat_ws(chr(31){% for part in parts %}, coalesce(cast({{ part }} as varchar), ''){% endfor %})), 1, 16)
{%- endmacro %}
