{#-
    The lake as real views lake.<table> over exactly the files that its manifest names, made at run start.
    Real views (not external_location) give columns to unit tests and to column lineage.
    The paths come from the var `lake_files`, else from LAKE_DIR/manifest.json.
-#}
{% macro lake_files() %}
    {% set given = var('lake_files', {}) %}
    {% if given %}
        {{ return(given) }}
    {% endif %}
    {% set lake_dir = env_var('LAKE_DIR') %}
    {% set manifest = fromjson(run_query(
        "select content from read_text('" ~ (lake_dir ~ '/manifest.json') | replace("'", "''") ~ "')"
    ).columns[0].values()[0]) %}
    {% set found = {} %}
    {% for table, entry in manifest['tables'].items() %}
        {% set paths = [] %}
        {% for file in entry['files'] %}
            {% do paths.append(lake_dir ~ '/' ~ file['path']) %}
        {% endfor %}
        {% do found.update({table: paths}) %}
    {% endfor %}
    {{ return(found) }}
{% endmacro %}

{% macro register_lake() %}
    {% if execute and flags.WHICH in ('build', 'run', 'test', 'snapshot', 'show', 'retry', 'compile', 'docs') %}
        {% set files = lake_files() %}
        {% do run_query('create schema if not exists lake') %}
        {% for source in graph.sources.values() if source.source_name == 'lake' %}
            {% if not files.get(source.name) %}
                {{ exceptions.raise_compiler_error(
                    "lake table '" ~ source.name ~ "' has no file in the lake's manifest; run the stage that writes it "
                    ~ "(an empty table is a file of zero rows)"
                ) }}
            {% endif %}
            {% set paths = [] %}
            {% for path in files[source.name] %}
                {% do paths.append("'" ~ path | replace("'", "''") ~ "'") %}
            {% endfor %}
            {% do run_query(
                'create or replace view lake.' ~ source.name ~ ' as select * from read_parquet([' ~ paths | join(', ') ~ '])'
            ) %}
        {% endfor %}
    {% endif %}
{% endmacro %}
