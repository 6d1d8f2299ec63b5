with

claims as (

    select * from {{ ref('int_claims_comparable') }}

),

sentences as (

    select
        claim_id,
        sentence,
        replace(surface, ' ', '') as print
    from {{ ref('stg_claims') }}
    where unit = '%' and strpos(sentence, '占') > 0

),

rules as (

    select
        rule_id,
        severity,
        try_cast({{ rule_parameter('parameters', 'truncation') }} as double) as truncation,
        try_cast({{ rule_parameter('parameters', 'error_points') }} as double) as error_points
    from {{ ref('rules') }}
    where rule_id = 'share_mismatch'

),

-- 其中女会员3.6万人,占40%: a percent right after 占, without words that name another whole.
shares as (

    select
        claims.claim_id,
        claims.report_id,
        claims.sentence_hash,
        claims.char_start,
        sentences.sentence,
        sentences.print
    from claims
    inner join sentences on claims.claim_id = sentences.claim_id
    where
        claims.unit = '%'
        and coalesce(claims.relation, 'level') = 'level'
        and claims.value between 0 and 100
        and strpos(sentences.sentence, sentences.print) > 1

),

said as (

    select *
    from shares
    where
        regexp_matches(
            substr(sentence, greatest(strpos(sentence, print) - 6, 1), least(strpos(sentence, print) - 1, 6)),
            '占(比|比例|总数|总数的|其中|了|到|比达|比为|比重)?[为达]?$'
        )

),

-- The part is the figure right before the share.
parts as (

    select
        said.claim_id as share_id,
        part.claim_id as part_id
    from said
    inner join claims as part
        on
            said.report_id = part.report_id
            and said.sentence_hash = part.sentence_hash
            and said.char_start > part.char_start
    qualify row_number() over (partition by said.claim_id order by part.char_start desc, part.n desc) = 1

),

-- The whole stands before the part in the same sentence; a part that names its whole (其中) has no other.
wholes as (

    select
        parts.share_id,
        parts.part_id,
        whole.claim_id as whole_id,
        part.of_indicator_id is not null as is_named,
        count(*) over (partition by parts.share_id) as candidates
    from parts
    inner join claims as part on parts.part_id = part.claim_id
    inner join claims as whole
        on
            part.report_id = whole.report_id
            and part.sentence_hash = whole.sentence_hash
            and part.unit = whole.unit
            and part.region_id is not distinct from whole.region_id
            and part.char_start > whole.char_start
            and (part.of_indicator_id is null or part.of_indicator_id = whole.indicator_id)
    where
        part.unit not in ('%', '百分点', '倍', '‰')
        and whole.of_indicator_id is null
        and whole.value > 0

),

compared as (

    select
        rules.rule_id,
        rules.severity as least_severity,
        rules.error_points,
        wholes.share_id,
        wholes.part_id,
        wholes.whole_id,
        wholes.is_named,
        share.surface as share_surface,
        part.surface as part_surface,
        whole.surface as whole_surface,
        share.is_proven_wrong or part.is_proven_wrong or whole.is_proven_wrong as is_vote_only,
        part.value::double / whole.value * 100 as expected,
        abs(part.value::double / whole.value * 100 - share.value::double) as gap,
        part.low::double / whole.high * 100 > share.high::double + rules.truncation
        or part.high::double / nullif(whole.low, 0) * 100 < share.low::double - rules.truncation as is_failing
    from wholes
    inner join claims as share on wholes.share_id = share.claim_id
    inner join claims as part on wholes.part_id = part.claim_id
    inner join claims as whole on wholes.whole_id = whole.claim_id
    cross join rules
    -- Of several figures that could be the whole none is called as a witness.
    where wholes.candidates = 1 or wholes.is_named
    qualify row_number() over (partition by wholes.share_id order by whole.char_start desc) = 1

)

select
    rule_id,
    'share_of' as kind,
    {{ hash_id(['rule_id', 'share_id', 'part_id', 'whole_id']) }} as constraint_id,
    is_failing,
    is_vote_only,
    case when is_named and gap > error_points then 'error' else least_severity end as severity,
    gap,
    '“' || part_surface || '”占“' || whole_surface || '”应为' || {{ short_number('expected') }} || '%，文中写“'
    || share_surface || '”。' as message_zh,
    'The share is ' || {{ short_number('expected') }} || ' %, printed ' || share_surface || '.' as message_en,
    [
        {{ member('share_id', 'share', 'true') }},
        {{ member('part_id', 'part', 'false') }},
        {{ member('whole_id', 'whole', 'false') }}
    ] as members
from compared
