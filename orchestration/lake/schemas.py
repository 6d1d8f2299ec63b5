"""Arrow schemas of the lake tables: the contract between the stages and the dbt staging models.

Amounts are DECIMAL(28,6), timestamps naive UTC, dates plain dates; JSON travels as text. A column is added at the end of its table
together with the staging model that reads it. Tables in `PRIVATE` are book-keeping of the stages; dbt does not see them.
"""

from __future__ import annotations

import pyarrow as pa

SCHEMA_VERSION = 1

_TEXT = pa.string()
_DATE = pa.date32()
_TIME = pa.timestamp("us")
_AMOUNT = pa.decimal128(28, 6)
_INT = pa.int32()


def _schema(**columns: pa.DataType) -> pa.Schema:
    return pa.schema([(name.rstrip("_"), kind) for name, kind in columns.items()])


SOURCES = _schema(
    source_uri=_TEXT,
    file_name=_TEXT,
    report_id=_TEXT,
    media_type=_TEXT,
    byte_size=pa.int64(),
    modified_at=_TIME,
    first_seen_at=_TIME,
    gone_at=_TIME,
)

REPORTS = _schema(
    report_id=_TEXT,
    lineage_id=_TEXT,
    version_no=_INT,
    superseded_by=_TEXT,
    reprint_of=_TEXT,
    standing=_TEXT,
    file_name=_TEXT,
    source_uri=_TEXT,
    title=_TEXT,
    publisher=_TEXT,
    region_id=_TEXT,
    region_code=_TEXT,
    region_name=_TEXT,
    admin_level=_TEXT,
    published_on=_DATE,
    period_start=_DATE,
    period_end=_DATE,
    stock_date=_DATE,
    charset=_TEXT,
    charset_evidence=_TEXT,
    script=_TEXT,
    char_count=_INT,
    first_seen_at=_TIME,
    text_status=_TEXT,
    text_reason=_TEXT,
    facts_evidence=_TEXT,
    rules_version=_TEXT,
)

TEXTS = _schema(report_id=_TEXT, source_text=_TEXT, clean_text=_TEXT, blocks=_TEXT)

CLAIMS = _schema(
    claim_id=_TEXT,
    report_id=_TEXT,
    claim_no=_INT,
    class_=_TEXT,
    indicator_id=_TEXT,
    unmapped_reason=_TEXT,
    candidates=_TEXT,
    region_id=_TEXT,
    region_code=_TEXT,
    region_name=_TEXT,
    level=_TEXT,
    relation=_TEXT,
    per=_TEXT,
    subset=_TEXT,
    scope=_TEXT,
    wording=_TEXT,
    period_start=_DATE,
    period_end=_DATE,
    period_kind=_TEXT,
    surface=_TEXT,
    value=_AMOUNT,
    value_low=_AMOUNT,
    value_high=_AMOUNT,
    unit=_TEXT,
    unit_printed=_TEXT,
    qualifier=_TEXT,
    of_indicator_id=_TEXT,
    sentence=_TEXT,
    sentence_hash=_TEXT,
    sentence_start=_INT,
    char_start=_INT,
    char_end=_INT,
    n=_INT,
    m=_INT,
    confidence=pa.float64(),
    note=_TEXT,
    evidence=_TEXT,
    rules_version=_TEXT,
)

CLAIM_LINKS = _schema(
    link_id=_TEXT,
    report_id=_TEXT,
    kind=_TEXT,
    claim_id=_TEXT,
    role=_TEXT,
    other_claim_id=_TEXT,
    other_role=_TEXT,
    group_id=_TEXT,
    detail=_TEXT,
)

MENTION_COUNTS = _schema(report_id=_TEXT, class_=_TEXT, count=_INT)

REVIEWS = _schema(
    review_id=_TEXT,
    target=_TEXT,
    report_id=_TEXT,
    claim_id=_TEXT,
    finding_id=_TEXT,
    decision=_TEXT,
    field=_TEXT,
    old_value=_TEXT,
    new_value=_TEXT,
    reason=_TEXT,
    decided_by=_TEXT,
    decided_at=_TIME,
    guard_surface=_TEXT,
    guard_sentence_hash=_TEXT,
    guard_value=_TEXT,
    guard_rules_version=_TEXT,
)

#: Which report a stage has done under which key, and what went wrong; one row a report, sharded like the rest.
DONE = _schema(report_id=_TEXT, key=_TEXT, problem=_TEXT)

#: The tables that dbt reads as `lake.<name>`.
PUBLIC: dict[str, pa.Schema] = {
    "sources": SOURCES,
    "reports": REPORTS,
    "texts": TEXTS,
    "claims": CLAIMS,
    "claim_links": CLAIM_LINKS,
    "mention_counts": MENTION_COUNTS,
    "reviews": REVIEWS,
}
PRIVATE: dict[str, pa.Schema] = {"done_reports": DONE, "done_claims": DONE}
SCHEMAS: dict[str, pa.Schema] = PUBLIC | PRIVATE

#: Order of rows in a shard: files of equal content are equal byte by byte, whoever made the rows and in which order.
SORT_KEYS: dict[str, tuple[str, ...]] = {
    "sources": ("source_uri", "report_id"),
    "reports": ("report_id",),
    "texts": ("report_id",),
    "claims": ("report_id", "claim_no"),
    "claim_links": ("report_id", "link_id"),
    "mention_counts": ("report_id", "class"),
    "reviews": ("decided_at", "review_id"),
    "done_reports": ("report_id",),
    "done_claims": ("report_id",),
}
