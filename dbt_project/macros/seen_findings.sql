{#- state/seen.csv remembers when a finding was first seen; a home without one has seen nothing. -#}
{% macro seen_findings() %}
    {%- set seen_file = var('seen_file', '') -%}
    {%- if seen_file -%}
        select finding_id, min(first_seen_at) as first_seen_at
        from read_csv(
            '{{ seen_file | replace("'", "''") }}',
            header = true,
            columns = {'finding_id': 'varchar', 'first_seen_at': 'timestamp'}
        )
        group by finding_id
    {%- else -%}
        select null::varchar as finding_id, null::timestamp as first_seen_at where false
    {%- endif -%}
{% endmacro %}
