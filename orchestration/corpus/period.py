"""The span that a report looks back on, by the annotation guide's section 5.

Rules are tried from the most explicit to the least; each gives the characters that prove it. They live in `period_title`
(spans, headings, titles) and `period_lead` (phrases); here is only their order.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from orchestration.corpus.dates import last_printed_year
from orchestration.corpus.period_lead import (
    campaign,
    congress,
    cut_off,
    first_phrase,
    many_years,
    no_span,
    plan_years,
    since_year,
    title_plan,
)
from orchestration.corpus.period_model import LOOKS_BACK, Context, Part, Period
from orchestration.corpus.period_title import (
    explicit_range,
    heading_year,
    recap,
    title_year,
    yearbook,
    years_in_heading,
)

# A series' label (【四川工会这10年⑥】) says nothing about this report's span.
_SERIES = re.compile(r"【[^】]{0,30}】|^[\[（(][^\])）]{0,20}[\])）]")

# A gazetteer or yearbook speaks of its years, whenever a page put it on the web.
_CHRONICLE = re.compile(r"年鉴|[市县区州省]志|志书")
_THIS_WINTER = re.compile(r"截[至止](?:到)?(?:今年)?([1-3])月(?:\d{1,2}日|底|末|份)")
_SOON = 75


def stock_date(period: Period, published: date | None, text: str) -> date | None:
    """The day for which stocks without a phrase of their own hold (guide, section 5): the publication; the end of the period in an
    undated text, in an annual report, and where the text itself says up to which day it counts.

    News of the past year counts as its annual report when printed within weeks of its end and giving no newer state (截至1月6日).
    """
    end = period.end
    if published is None or end is None or end >= published:
        return published or end
    if period.closed:
        return end
    annual = period.start is not None and 360 <= (end - period.start).days <= 370
    if annual and period.formal:
        return end
    newer = any(int(match.group(1)) <= published.month for match in _THIS_WINTER.finditer(text))
    return end if annual and (published - end).days <= _SOON and not newer else published


def report_period(
    title: str,
    lead: str,
    lead_at: int,
    text: str,
    published: date | None,
    headings: tuple[str, ...] = (),
    title_at: int = -1,
    *,
    anchor: date | None = None,
    head: str = "",
) -> Period | None:
    """The report period; None when nothing is known at all (no phrase, no date).

    `title`, `lead`, `text` and `head` (what stands above the lead) are Simplified; `lead_at` and `title_at` are their places in
    `text` (-1: elsewhere); `anchor` is the day up to which an undated text looks back.
    `2018年工作总结` -> 2018-01-01 to 2018-12-31; `五年来` published 2015-11-11 -> 2010-11-11 to 2015-11-11, approx.
    """
    context = Context(
        Part(_SERIES.sub(lambda m: "　" * len(m.group()), title), title_at, "title"),
        Part(lead, lead_at, "lead"),
        headings,
        text,
        published,
        last_printed_year(text, not_after=published.year if published else None),
        anchor,
        head,
    )
    found = _by_rules(context)
    if found is None or found.formal:
        return found
    formal = found.rule.startswith(("title", "heading")) or LOOKS_BACK.search(context.title.text)
    chronicle = _CHRONICLE.search(head) if found.end and published and found.end < published else None
    return replace(found, formal=bool(formal), closed=found.closed or bool(chronicle))


def _by_rules(context: Context) -> Period | None:
    for rule in (cut_off, explicit_range, heading_year, title_year, title_plan, yearbook):
        found = rule(context)
        if found is not None:
            return found
    found = many_years(context, years_in_heading(context))
    if found is not None:
        return found
    for rule in (campaign, since_year, recap, plan_years, congress, first_phrase, no_span):
        found = rule(context)
        if found is not None:
            return found
    return None
