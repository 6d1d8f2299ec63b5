"""What the columns of the lake tables mean, for the UI: the words of the mart that carries the same column, and a few of our own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

#: Which model describes a lake table's columns.
_MODELS = {
    "reports": "dim_reports",
    "claims": "fct_claims",
    "claim_links": "stg_claim_links",
    "mention_counts": "stg_mention_counts",
    "reviews": "fct_reviews",
}
#: Columns that no mart carries.
_OWN = {
    "sources.source_uri": "路径或网址 / Path or address",
    "sources.file_name": "文件名 / File name without folder",
    "sources.report_id": "它给出的字节的哈希 / Hash of the bytes that it gave",
    "sources.media_type": "按扩展名判断的类型 / Media type by the file's ending",
    "sources.byte_size": "字节数 / Bytes",
    "sources.modified_at": "文件修改时间（UTC）/ When the file was changed",
    "sources.first_seen_at": "首次收到的时间（UTC）/ When it was first seen",
    "sources.gone_at": "不再存在的时间，空为仍在 / When it was found gone; empty while it is there",
    "reports.stock_date": "存量数字所指的日期 / Date that stocks of the report hold for",
    "reports.charset_evidence": "判定编码的依据 / What decided the charset",
    "reports.facts_evidence": "各项事实的依据（JSON）/ Characters that prove each fact, and how sure it is",
    "reports.rules_version": "读取规则版本 / Version of the rules that read it",
    "texts.report_id": "报告 / Report",
    "texts.source_text": "读者所见的原文；所有字符位置都指它 / What a reader sees; all offsets point into it",
    "texts.clean_text": "清洗后的文本 / The clean text made of it",
    "texts.blocks": "文本块（JSON）：种类与位置 / Blocks: kind and span in the source text",
    "claims.claim_no": "报告内的顺序号 / Number within the report",
    "claims.candidates": "考虑过的指标（JSON）/ Indicators that were weighed",
    "claims.value": "照原文读出的数 / Value as printed",
    "claims.sentence_hash": "句子原文的哈希 / Hash of the sentence as printed",
    "claims.sentence_start": "句子在原文的起始字符 / Where the sentence begins in the source",
    "claims.n": "同一数字上的第几条 / Which of the claims on one number",
    "claims.m": "同一数字上共几条 / How many claims on one number",
    "claims.evidence": "各字段的依据（JSON）/ What decided each field",
    "reviews.guard_surface": "决定时的原文数字 / The print that the decision was made for",
    "reviews.guard_sentence_hash": "决定时的句子 / The sentence it was made for",
    "reviews.guard_value": "决定时读出的数 / The value it was made for",
    "reviews.guard_rules_version": "决定时的规则版本 / The rules it was made under",
    "mention_counts.count": "个数 / Count",
}


def column_note(table: str, column: str, project: Path) -> str | None:
    """The meaning of a lake column, Chinese and English; None where nobody has written it."""
    return _OWN.get(f"{table}.{column}") or _described(project).get(_MODELS.get(table, ""), {}).get(column)


@cache
def _described(project: Path) -> dict[str, dict[str, str]]:
    """Column descriptions of the staging models and marts, by model."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found: dict[str, dict[str, str]] = {}
    for path in (*project.glob("models/staging/_*models.yml"), *project.glob("models/marts/_*models.yml")):
        for model in yaml.load(path.read_text(encoding="utf-8"), loader).get("models", ()):
            found[model["name"]] = {
                column["name"]: column["description"]
                for column in model.get("columns", ())
                if column.get("description")
            }
    return found
