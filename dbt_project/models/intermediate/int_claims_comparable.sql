with

claims as (

    select * from {{ ref('int_claims_effective') }}

),

grammar as (

    select
        claim_id,
        bool_or(severity = 'error') as has_error
    from {{ ref('int_constraints__grammar') }}
    group by claim_id

)

-- Claims that can stand in an equation. One that grammar proves wrong stays in as a suspect, never as a witness.
select
    claims.*,
    coalesce(grammar.has_error, false)
    and not claims.is_accepted
    and not claims.is_value_corrected as is_proven_wrong
from claims
left join grammar on claims.claim_id = grammar.claim_id
where
    claims.value is not null
    and not claims.is_rejected
    and claims.standing = 'current'
