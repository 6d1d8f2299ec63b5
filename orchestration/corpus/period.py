"""The span that a report looks back on, by the annotation guide's section 5.

Rules are tried from the most explicit to the least; each gives the characters that prove it. They live in `period_title`
(spans, headings, titles) and `period_lead` (phrases); here is only their order.
"""

from __future__ import annotations

import re
from datetime import date

from orchestration.corpus.dates import last_printed_year
from orchestration.corpus.period_lead import (
    congress,
    many_years,
    no_span,
    one_year,
    plan_years,
    running_year,
    since_year,
)
from orchestration.corpus.period_model import Context, Part, Period
from orchestration.corpus.period_title import (
    explicit_range,
    heading_year,
    recap,
    title_year,
    years_in_heading,
)

# A series' label (【四川工会这10年⑥】) says nothing about this report's span.
_SERIES = re.compile(r"【[^】]{0,30}】|^[\[（(][^\])）]{0,20}[\])）]")


def report_period(
    title: str,
    lead: str,
    lead_at: int,
    text: str,
    published: date | None,
    headings: tuple[str, ...] = (),
    title_at: int = -1,
) -> Period | None:
    """The report period; None when nothing is known at all (no phrase, no date).

    `title`, `lead` and `text` are Simplified; `lead_at` and `title_at` are their places in `text` (-1: elsewhere).
    `2018年工作总结` -> 2018-01-01 to 2018-12-31; `五年来` published 2015-11-11 -> 2010-11-11 to 2015-11-11, approx.
    """
    context = Context(
        Part(_SERIES.sub(lambda m: "　" * len(m.group()), title), title_at, "title"),
        Part(lead, lead_at, "lead"),
        headings,
        text,
        published,
        last_printed_year(text, not_after=published.year if published else None),
    )
    for rule in (explicit_range, heading_year, title_year):
        found = rule(context)
        if found is not None:
            return found
    found = many_years(context, years_in_heading(context))
    if found is not None:
        return found
    for rule in (since_year, recap, plan_years, congress, one_year, running_year, no_span):
        found = rule(context)
        if found is not None:
            return found
    return None
