"""The error laboratory: typed slips of one figure, put into sound claims, seeded, so that what the rules catch can be counted.

Pure functions over claim rows (dicts with the columns of the lake's `claims`); each slip returns a changed copy. Slips that need a
second figure stand in `laboratory_pairs`, whole spoiled reports in `experiments`; building a warehouse is the caller's (`gonghui lab`).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from orchestration.quality.labels import interval

Claim = Mapping[str, Any]
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_WAN = re.compile(r"万|萬")
_COUNTED = frozenset(("人", "人次", "户", "家", "个", "件", "份", "场次", "条", "项", "张", "册"))

#: Rates in percent that are no share of anything (rules.csv, rate_outside_0_100).
NOT_SHARES = frozenset(("negotiated_wage_growth",))


@dataclass(frozen=True, slots=True)
class Injection:
    """One slip: `changed` replaces the claim of the same id, `meant` is the value before; `kind` is a key of SLIPS."""

    kind: str
    claim_id: str
    changed: dict[str, Any]
    meant: Decimal


Slip = Callable[[Claim, random.Random], dict[str, Any] | None]


def _with(claim: Claim, surface: str, value: Decimal) -> dict[str, Any]:
    """Copy with another print and value; the interval is what the new print allows."""
    low, high = interval(surface, value, str(claim["unit"]), str(claim["qualifier"] or ""))
    return dict(claim) | {
        "surface": surface,
        "value": value,
        "value_low": low,
        "value_high": high,
        "sentence": str(claim["sentence"]).replace(str(claim["surface"]), surface, 1),
    }


def _digits(claim: Claim) -> re.Match[str] | None:
    return _NUMBER.search(str(claim["surface"]))


def redigited(claim: Claim, digits: str) -> dict[str, Any] | None:
    """Copy whose printed digits are replaced; None where that changes nothing or gives no number."""
    match = _digits(claim)
    if match is None or digits == match.group() or not _NUMBER.fullmatch(digits) or digits.startswith("0"):
        return None
    printed = Decimal(match.group())
    if not printed or not Decimal(digits):
        return None
    surface = claim["surface"][: match.start()] + digits + claim["surface"][match.end() :]
    return _with(claim, surface, claim["value"] / printed * Decimal(digits))


def lost_wan(claim: Claim, rng: random.Random) -> dict[str, Any] | None:
    """12.53万人次 -> 12.53人次."""
    if not _WAN.search(claim["surface"]):
        return None
    return _with(claim, _WAN.sub("", claim["surface"], count=1), claim["value"] / 10_000)


def extra_wan(claim: Claim, rng: random.Random) -> dict[str, Any] | None:
    """3622个 -> 3622万个."""
    match = _digits(claim)
    if match is None or _WAN.search(claim["surface"]) or "亿" in claim["surface"] or claim["unit"] == "%":
        return None
    surface = claim["surface"][: match.end()] + "万" + claim["surface"][match.end() :]
    return _with(claim, surface, claim["value"] * 10_000)


def point_moved(claim: Claim, rng: random.Random) -> dict[str, Any] | None:
    """5.5万 -> 55万, 372 -> 3720: a factor of ten up or down."""
    match = _digits(claim)
    if match is None:
        return None
    shown = Decimal(match.group())
    moved = shown * 10 if rng.random() < 0.5 else shown / 10
    text = f"{moved:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return redigited(claim, text)


def yuan_for_wan(claim: Claim, rng: random.Random) -> dict[str, Any] | None:
    """480万元 -> 480元."""
    return lost_wan(claim, rng) if claim["unit"] == "元" else None


def digit_doubled(claim: Claim, rng: random.Random) -> dict[str, Any] | None:
    """372 -> 3372."""
    match = _digits(claim)
    if match is None:
        return None
    text = match.group()
    place = rng.choice([i for i, character in enumerate(text) if character.isdigit()])
    return redigited(claim, text[:place] + text[place] + text[place:])


def digit_dropped(claim: Claim, rng: random.Random) -> dict[str, Any] | None:
    """372 -> 32."""
    match = _digits(claim)
    if match is None or len(match.group()) < 2:
        return None
    text = match.group()
    place = rng.choice([i for i, character in enumerate(text) if character.isdigit()])
    return redigited(claim, text[:place] + text[place + 1 :])


def digits_transposed(claim: Claim, rng: random.Random) -> dict[str, Any] | None:
    """372 -> 732."""
    match = _digits(claim)
    if match is None:
        return None
    text = match.group()
    pairs = [i for i in range(len(text) - 1) if text[i : i + 2].isdigit() and text[i] != text[i + 1]]
    if not pairs:
        return None
    place = rng.choice(pairs)
    return redigited(claim, text[:place] + text[place + 1] + text[place] + text[place + 2 :])


def rate_above_100(claim: Claim, rng: random.Random) -> dict[str, Any] | None:
    """95% -> 195%."""
    if claim["unit"] != "%" or claim["relation"] != "level" or claim["value"] >= 100:
        return None
    if claim["indicator_id"] in NOT_SHARES:
        return None
    match = _digits(claim)
    return None if match is None else redigited(claim, "1" + match.group().zfill(2))


def fraction_of_count(claim: Claim, rng: random.Random) -> dict[str, Any] | None:
    """372场次 -> 37.2场次."""
    match = _digits(claim)
    if (
        match is None
        or claim["unit"] not in _COUNTED
        or not match.group().isdigit()
        or len(match.group()) < 2
    ):
        return None
    if match.group()[-1] == "0" or _WAN.search(claim["surface"]):
        return None
    return redigited(claim, match.group()[:-1] + "." + match.group()[-1])


def punctuation(claim: Claim, rng: random.Random) -> dict[str, Any] | None:
    """92.3% -> 92。3%; the value can still be guessed, the print cannot be read."""
    match = _digits(claim)
    if match is None or "." not in match.group():
        return None
    surface = (
        claim["surface"][: match.start()] + match.group().replace(".", "。") + claim["surface"][match.end() :]
    )
    return _with(claim, surface, claim["value"])


def person_for_times(claim: Claim, rng: random.Random) -> dict[str, Any] | None:
    """4000人次 -> 4000人."""
    if claim["unit"] != "人次":
        return None
    changed = _with(claim, str(claim["surface"]).replace("人次", "人"), claim["value"])
    return changed | {"unit": "人", "unit_printed": "人"}


def year_typo(claim: Claim, rng: random.Random) -> dict[str, Any] | None:
    """2022 -> 2202: the period moves out of the possible."""
    end = claim["period_end"]
    if end is None:
        return None
    return dict(claim) | {"period_end": end.replace(year=end.year + 180, day=min(end.day, 28))}


#: Slips of one claim. Those of a pair (part and whole, growth, total, restated, copied) stand in `laboratory_pairs`.
SLIPS: dict[str, Slip] = {
    "lost_wan": lost_wan,
    "extra_wan": extra_wan,
    "point_moved": point_moved,
    "yuan_for_wan": yuan_for_wan,
    "digit_doubled": digit_doubled,
    "digit_dropped": digit_dropped,
    "digits_transposed": digits_transposed,
    "rate_above_100": rate_above_100,
    "fraction_of_count": fraction_of_count,
    "punctuation": punctuation,
    "person_for_times": person_for_times,
    "year_typo": year_typo,
}


def inject(claims: Sequence[Claim], kind: str, seed: int, count: int = 1) -> list[Injection]:
    """`count` slips of one kind in figures drawn uniformly among those where the slip is possible. Raises KeyError on an unknown kind."""
    slip, rng = SLIPS[kind], random.Random(seed)
    drawn = [claim for claim in claims if claim.get("value") is not None]
    rng.shuffle(drawn)
    found: list[Injection] = []
    for claim in drawn:
        if len(found) == count:
            break
        changed = slip(claim, rng)
        if changed is not None and (changed["value"] != claim["value"] or changed != dict(claim)):
            found.append(Injection(kind, str(claim["claim_id"]), changed, claim["value"]))
    return found
