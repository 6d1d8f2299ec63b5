"""Who awards, names or runs the thing: the level words beside a figure and how far they reach (annotation guide, section 7).

Level says nothing about where a figure was counted; that is `regions`. Words are rows of `cue_levels.csv`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from orchestration.catalogue import Catalogue

_JOIN = r"(?:、|和|及|与|或|以及|,|，|到)"
_BY_REPORT = {"市": "city", "全市": "city", "市级": "city", "市上": "city", "市总工会": "city", "市总": "city"}
_BY_REPORT |= {"区": "district", "全区": "district", "区总工会": "district"}
#: a bare level word (省, 市 …) counts only right before such a title.
_TITLE_NEXT = re.compile(
    r"\s*[“\"《]?(?:劳动模范|劳模|五一|工人先锋号|模范|先进|优秀|最美|工匠|技术|技能|巾帼|示范|职工书屋|十佳|十大|道德|文明|岗位|金牌|首席|创新|荣誉|表彰|奖|一等|重点|星级|劳动竞赛|职工职业|职业技能)"
)
#: 全市 or 市总工会 names a level only where it awards: 市总工会表彰, 全省推广.
_AWARDS = re.compile(r"(?:工会系统)?(?:表彰|授予|命名|推广|奖励|评为|通报|评选|转发|认定|评比|交流)")


@dataclass(frozen=True, slots=True)
class Level:
    """A level phrase at text[start:end]."""

    start: int
    end: int
    level: str
    printed: str


class LevelReader:
    """Finds level phrases; built once for a catalogue. `reader.find` needs the report's own level to read 市 and 区."""

    def __init__(self, catalogue: Catalogue) -> None:
        rows = catalogue.rows("cue_levels", ("word", "level", "explicit"))
        self._level = {row["word"]: row["level"] for row in rows}
        self._explicit = {row["word"] for row in rows if row["explicit"] == "yes"}
        self._awarding = {row["word"] for row in rows if row["explicit"] == "award"}
        words = "|".join(map(re.escape, sorted(self._level, key=len, reverse=True)))
        self._phrase = re.compile(rf"(?:{words})(?:{_JOIN}(?:{words}))*(?P<tail>级)?(?P<above>\(含\)|（含）)?(?P<up>及?以上)?(?P<nature>性)?")
        self._word = re.compile(words)

    def find(self, text: str, start: int, end: int, admin_level: str | None, under_municipality: bool) -> list[Level]:
        """Level phrases of text[start:end] in order.

        获全国、省、市劳动模范 -> mixed; 市级 -> municipal, but provincial under 北京, 天津, 上海, 重庆; 市级以上 -> mixed.
        """
        found = []
        for match in self._phrase.finditer(text, start, end):
            words = [m.group() for m in self._word.finditer(text, match.start(), match.end())]
            levels = {self._read(word, admin_level, under_municipality) for word in words}
            explicit = (
                len(words) > 1 or match["tail"] or match["up"] or match["nature"] or any(w in self._explicit for w in words)
            )
            if words[0] in self._awarding and not match["nature"]:
                explicit = bool(_AWARDS.match(text, match.end()))
            if not explicit and not _TITLE_NEXT.match(text, match.end()):
                continue
            level = "mixed" if match["up"] or len(levels) > 1 else levels.pop()
            found.append(Level(match.start(), match.end(), level, match.group()))
        return found

    def _read(self, word: str, admin_level: str | None, under_municipality: bool) -> str:
        kind = _BY_REPORT.get(word)
        if kind == "city" and under_municipality:
            return "provincial"
        if kind == "district" and admin_level == "provincial":
            return "provincial"
        return self._level[word]
