with

candidates as (

    select * from {{ ref('int_value_candidates') }}

),

ranked as (

    select
        *,
        wording is not null as is_narrower,
        status = 'corrected' as is_corrected,
        row_number() over (
            partition by value_id
            order by
                wording is not null asc,
                is_stated_total desc,
                status = 'corrected' desc,
                coalesce(published_on, period_end) desc nulls last,
                version_no desc,
                is_own_report desc,
                is_original desc,
                confidence desc,
                char_start asc,
                claim_id asc
        ) as preference
    from candidates

),

chosen as (

    select * from ranked
    where preference = 1

),

-- Rivals speak of the same thing: other reports always, the same report only where the wording is the same.
compared as (

    select
        chosen.value_id,
        count(*) as claim_count,
        count(distinct ranked.thing_id) filter (
            ranked.value <> chosen.value
            and ranked.thing_id <> chosen.thing_id
            and (
                ranked.report_id <> chosen.report_id
                or ranked.wording is not distinct from chosen.wording
            )
        ) as rival_count,
        count(distinct ranked.report_id) as report_count,
        bool_or(ranked.is_narrower) as has_narrower,
        bool_or(not ranked.is_stated_total) as has_other_than_total,
        bool_or(ranked.status <> 'corrected') as has_printed,
        bool_or(
            coalesce(ranked.published_on, ranked.period_end) < coalesce(chosen.published_on, chosen.period_end)
        ) as has_older,
        bool_or(not ranked.is_own_report or not ranked.is_original) as has_farther,
        bool_and(ranked.thing_id = chosen.thing_id) as is_one_thing
    from chosen
    inner join ranked on chosen.value_id = ranked.value_id
    group by chosen.value_id

)

select
    chosen.value_id,
    chosen.region_id,
    chosen.region_code,
    chosen.region_name,
    chosen.indicator_id,
    chosen.relation,
    chosen.level,
    chosen.unit,
    chosen.per,
    chosen.subset,
    chosen.scope,
    chosen.period_start,
    chosen.period_end,
    chosen.period_kind,
    chosen.value,
    chosen.value_low,
    chosen.value_high,
    chosen.claim_id,
    compared.claim_count::integer as claim_count,
    compared.rival_count::integer as rival_count,
    case
        when compared.claim_count = 1 then '仅此一条 / only claim'
        when compared.is_one_thing then '同一事物的重复 / repeats of one thing'
        when not chosen.is_narrower and compared.has_narrower then '没有更窄的说法 / without narrower wording'
        when chosen.is_stated_total and compared.has_other_than_total then '文中明说的合计 / stated total'
        when chosen.is_corrected and compared.has_printed then '经人更正 / corrected by a person'
        when compared.has_older then '最新的报告 / newest report'
        when chosen.is_own_report and chosen.is_original and compared.has_farther then '最接近出处 / closest to the source'
        else '文中先出现 / first in the text'
    end as chosen_because
from chosen
inner join compared on chosen.value_id = compared.value_id
