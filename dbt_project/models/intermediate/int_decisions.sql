with

reviews as (

    select * from {{ ref('stg_reviews') }}

),

claims as (

    select
        claim_id,
        surface,
        sentence_hash,
        value
    from {{ ref('stg_claims') }}

),

reports as (

    select report_id from {{ ref('stg_reports') }}

),

-- An undo names the decision it takes back in old_value.
undone as (

    select distinct old_value as review_id
    from reviews
    where decision = 'undo'

),

judged as (

    select
        reviews.*,
        case reviews.target
            when 'claim' then claims.claim_id is not null
            when 'report' then reports.report_id is not null
            else true
        end as is_target_present,
        coalesce(reviews.guard_surface = claims.surface, true)
        and coalesce(reviews.guard_sentence_hash = claims.sentence_hash, true)
        and coalesce(try_cast(reviews.guard_value as decimal(28, 6)) = claims.value, true) as is_guard_holding,
        -- accept, correct of the value and reject answer one question: what the value is
        case
            when reviews.decision in ('accept', 'reject') then 'value'
            when reviews.decision in ('correct', 'relabel') then coalesce(reviews.field, 'value')
            else reviews.decision
        end as question
    from reviews
    left join claims on reviews.claim_id = claims.claim_id
    left join reports on reviews.report_id = reports.report_id
    where reviews.decision <> 'undo'

),

ranked as (

    select
        judged.*,
        case
            when undone.review_id is not null then 'undone'
            when not judged.is_target_present then 'waiting'
            when not judged.is_guard_holding then 'retired'
            else 'in_force'
        end as own_state
    from judged
    left join undone on judged.review_id = undone.review_id

),

placed as (

    select
        *,
        row_number() over (
            partition by
                own_state = 'in_force',
                target,
                coalesce(claim_id, finding_id, report_id),
                finding_id,
                question
            order by decided_at desc, review_id desc
        ) as newest_first
    from ranked

),

undo_rows as (

    select
        *,
        'undo' as question,
        'in_force' as state
    from reviews
    where decision = 'undo'

)

select
    review_id,
    target,
    report_id,
    claim_id,
    finding_id,
    decision,
    field,
    old_value,
    new_value,
    reason,
    decided_by,
    decided_at,
    question,
    case when own_state = 'in_force' and newest_first > 1 then 'superseded' else own_state end as state
from placed

union all by name

select
    review_id,
    target,
    report_id,
    claim_id,
    finding_id,
    decision,
    field,
    old_value,
    new_value,
    reason,
    decided_by,
    decided_at,
    question,
    state
from undo_rows
