{#-
    state/seen.csv (GONGHUI_SEEN_FILE) remembers when a finding was first seen. A home without one has seen nothing yet:
    then a finding is as old as its report, so that a rebuild from scratch gives the same dates.
-#}
{% macro seen_findings() %}
    {%- set seen_file = env_var('GONGHUI_SEEN_FILE', '') -%}
    {%- if seen_file -%}
        select
            finding_id,
            min(first_seen_at) as first_seen_at
        from read_csv(
            '{{ seen_file | replace("'", "''") }}',
            header = true,
            columns = {'finding_id': 'varchar', 'first_seen_at': 'timestamp'}
        )
        group by finding_id
    {%- else -%}
        select
            null::varchar as finding_id,
            null::timestamp as first_seen_at
        where false
    {%- endif -%}
{% endmacro %}

{#- When a finding that nobody has seen yet counts as seen: in a home with a memory now, else with its report. -#}
{% macro seen_now(reported_at) -%}
    {%- if env_var('GONGHUI_SEEN_FILE', '') -%} '{{ run_started_at.strftime("%Y-%m-%d %H:%M:%S") }}'::timestamp
    {%- else -%} {{ reported_at }} {%- endif -%}
{%- endmacro %}
