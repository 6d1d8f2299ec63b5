{#- Stands for 'no upper end' in comparisons of amounts; larger than any printed amount, small enough for DECIMAL(28,6) sums. -#}
{% macro open_end() -%} 1000000000000000000.0::decimal(28, 6) {%- endmacro %}
