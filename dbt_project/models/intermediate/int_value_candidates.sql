with

claims as (

    select * from {{ ref('fct_claims') }}

),

reports as (

    select * from {{ ref('dim_reports') }}
    where standing = 'current'

),

links as (

    select * from {{ ref('stg_claim_links') }}

),

-- Repeats are one thing: each is filed under the first claim that it repeats.
repeats as (

    select
        greatest(claim_id, other_claim_id) as claim_id,
        least(claim_id, other_claim_id) as thing_id
    from links
    where kind = 'same_as' and other_claim_id is not null
    qualify row_number() over (partition by greatest(claim_id, other_claim_id) order by least(claim_id, other_claim_id)) = 1

),

stated_totals as (

    select distinct claim_id
    from (
        select
            claim_id,
            role
        from links
        where kind = 'sum_of'
        union all by name
        select
            other_claim_id as claim_id,
            other_role as role
        from links
        where kind = 'sum_of'
    ) as roles
    where role = 'total'

)

select
    claims.*,
    {{ hash_id([
        'claims.region_id', 'claims.indicator_id', 'claims.relation', 'claims.level', 'claims.unit', 'claims.per',
        'claims.subset', 'claims.scope', 'claims.period_start', 'claims.period_end',
    ]) }} as value_id,
    coalesce(repeats.thing_id, claims.claim_id) as thing_id,
    stated_totals.claim_id is not null as is_stated_total,
    reports.version_no,
    reports.published_on,
    claims.region_id = reports.region_id as is_own_report,
    reports.reprint_of is null as is_original
from claims
inner join reports on claims.report_id = reports.report_id
left join repeats on claims.claim_id = repeats.claim_id
left join stated_totals on claims.claim_id = stated_totals.claim_id
where
    claims.class = 'figure'
    and claims.indicator_id is not null
    -- A report that nobody could place gives claims, but no value: a value is a value of some region.
    and claims.region_id is not null
    and claims.value is not null
    and claims.status not in ('held', 'rejected')
