{#-
    Reads one `key=value` of rules.parameters. Values with several members are joined by `|`.
    A missing key gives null, and a rule that compares with null never alarms; the test rules_have_parameters guards it.
-#}
{% macro rule_parameter(column, key) -%}
    nullif(trim(regexp_extract({{ column }}, '(?:^|;)\s*{{ key }}=([^;]*)', 1)), '')
{%- endmacro %}
