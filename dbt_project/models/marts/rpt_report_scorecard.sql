{%- set other_classes = [
    'date', 'ordinal', 'name', 'duration', 'policy_param', 'structure', 'rank', 'anecdote', 'vague', 'lexical', 'boilerplate',
] -%}
with

reports as (

    select * from {{ ref('dim_reports') }}

),

claims as (

    select
        report_id,
        count(*) as figures_found,
        count(indicator_id) as mapped,
        count(*) filter (status = 'flagged') as flagged,
        count(*) filter (status = 'held') as held,
        count(*) filter (status = 'corrected') as corrected,
        count(*) filter (status in ('accepted', 'corrected', 'rejected')) as reviewed,
        -- Counted things rarely end in 00; hedged figures and those in 万 are rounded on purpose.
        count(*) filter (
            value_reported >= 100 and qualifier is null and surface not like '%万%' and unit not in ('元', '%')
        ) as plain_counts,
        count(*) filter (
            value_reported >= 100
            and qualifier is null
            and surface not like '%万%'
            and unit not in ('元', '%')
            and value_reported % 100 = 0
        ) as round_counts
    from {{ ref('fct_claims') }}
    group by report_id

),

findings as (

    select
        report_id,
        count(*) filter (severity = 'error' and status = 'open') as open_errors,
        count(*) filter (severity = 'warning' and status = 'open') as open_warnings
    from {{ ref('fct_findings') }}
    group by report_id

),

mentions as (

    select
        report_id,
        {% for class in other_classes %}
            sum(mention_count) filter (class = '{{ class }}') as {{ class }}_mentions,
        {% endfor %}
        sum(mention_count) as all_mentions
    from {{ ref('stg_mention_counts') }}
    group by report_id

)

select
    reports.report_id,
    reports.file_name,
    reports.title,
    coalesce(claims.figures_found, 0)::integer as figures_found,
    coalesce(claims.mapped, 0)::integer as mapped,
    (coalesce(claims.figures_found, 0) - coalesce(claims.mapped, 0))::integer as unmapped,
    coalesce(claims.flagged, 0)::integer as flagged,
    coalesce(claims.held, 0)::integer as held,
    coalesce(claims.corrected, 0)::integer as corrected,
    coalesce(claims.reviewed, 0)::integer as reviewed,
    -- Errors cluster: a report with several draws its other figures forward in the review queue.
    (3 * coalesce(findings.open_errors, 0) + coalesce(findings.open_warnings, 0))::double
    / greatest(coalesce(claims.figures_found, 0), 1) as error_score,
    case
        when claims.plain_counts >= 5 then claims.round_counts::double / claims.plain_counts
    end as round_share,
    {% for class in other_classes %}
        coalesce(mentions.{{ class }}_mentions, 0)::integer as {{ class }}_mentions,
    {% endfor %}
    coalesce(mentions.all_mentions, 0)::integer as all_mentions
from reports
left join claims on reports.report_id = claims.report_id
left join findings on reports.report_id = findings.report_id
left join mentions on reports.report_id = mentions.report_id
