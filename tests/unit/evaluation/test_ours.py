"""Our extraction as rows, in the order in which gold is written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from orchestration.claims.model import Claim, ClassedMention, Extraction
from orchestration.evaluation import Row
from orchestration.evaluation.ours import extraction_rows


def claim(start: int, n: int, indicator: str | None, class_: str = "figure") -> Claim:
    blank = dict.fromkeys(Claim.__dataclass_fields__)
    return Claim(
        **{
            **blank,
            "class_": class_,
            "indicator_id": indicator,
            "char_start": start,
            "char_end": start + 3,
            "surface": "92%",
            "value": Decimal("92"),
            "unit": "%",
            "qualifier": "",
            "region_name": "云岚市",
            "relation": "level",
            "period_start": date(2022, 12, 31),
            "period_end": date(2022, 12, 31),
            "n": n,
            "m": 2,
            "confidence": 0.9,
            "note": "",
            "sentence": "",
        }
    )


def test_nouns_of_one_number_keep_their_order_and_claims_are_not_repeated():
    mentions = (
        ClassedMention(0, 5, "2022年", None, "", "", "date", "year"),
        ClassedMention(20, 23, "92%", Decimal("92"), "%", "", "figure", "quantity"),
    )
    found = Extraction((claim(20, 2, "b"), claim(20, 1, "a"), claim(30, 1, None, "other")), (), mentions)
    rows = [Row.from_dict(row, report="r.txt") for row in extraction_rows(found)]
    assert [(row.start, row.class_, row.indicator_id) for row in rows] == [
        (0, "date", ""),
        (20, "figure", "a"),
        (20, "figure", "b"),
        (30, "other", ""),
    ]
    assert rows[1].period == ("2022-12-31", "2022-12-31") and rows[1].region == "云岚市"
