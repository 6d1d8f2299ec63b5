"""Who awards, names or runs the thing: the level words beside a figure and how far they reach (annotation guide, section 7).

Level says nothing about where a figure was counted; that is `regions`. Words are rows of `cue_levels.csv`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from orchestration.catalogue import Catalogue, Indicator
from orchestration.claims.segments import Segment

_JOIN = r"(?:、|和|及|与|或|以及|,|，|到)"
_BY_REPORT = {
    "市": "city",
    "全市": "city",
    "市级": "city",
    "市上": "city",
    "市总工会": "city",
    "市总": "city",
}
_BY_REPORT |= {"区": "district", "全区": "district", "区总工会": "district"}
#: a bare level word (省, 市 …) counts only right before such a title.
_TITLE_NEXT = re.compile(
    r"\s*[“\"《]?(?:劳动模范|劳模|五一|工人先锋号|模范|先进|优秀|最美|工匠|技术|技能|巾帼|示范|职工书屋|十佳|十大|道德|文明|岗位|金牌|首席|创新|荣誉|表彰|奖|一等|重点|星级|劳动竞赛|职工职业|职业技能)"
)
#: 全市 or 市总工会 names a level only where it awards: 市总工会表彰, 全省推广.
_AWARDS = re.compile(
    r"(?:工会系统)?(?:表彰|授予|命名|推广|奖励|评为|通报|评选|转发|认定|评比|交流|获奖|获评)"
)


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
        self._phrase = re.compile(
            rf"(?:{words})(?:{_JOIN}(?:{words}))*(?P<tail>级)?(?P<above>\(含\)|（含）)?(?P<up>及?以上)?(?P<nature>性)?"
        )
        self._word = re.compile(words)
        titles = catalogue.rows("cue_area_titles", ("word", "level"))
        self._area_level = {row["word"]: row["level"] for row in titles}
        self._areas = "|".join(map(re.escape, sorted(self._area_level, key=len, reverse=True)))
        self._titled: dict[str | None, re.Pattern[str]] = {}

    def find(
        self, text: str, start: int, end: int, admin_level: str | None, under_municipality: bool
    ) -> list[Level]:
        """Level phrases of text[start:end] in order.

        获全国、省、市劳动模范 -> mixed; 市级 -> municipal, but provincial under 北京, 天津, 上海, 重庆; 市级以上 -> mixed.
        """
        found = []
        for match in self._phrase.finditer(text, start, end):
            words = [m.group() for m in self._word.finditer(text, match.start(), match.end())]
            levels = {self._read(word, admin_level, under_municipality) for word in words}
            explicit = (
                len(words) > 1
                or match["tail"]
                or match["up"]
                or match["nature"]
                or any(w in self._explicit for w in words)
            )
            if words[0] in self._awarding and not match["nature"]:
                explicit = bool(_AWARDS.match(text, match.end()))
            if not explicit and not _TITLE_NEXT.match(text, match.end()):
                continue
            level = "mixed" if match["up"] or len(levels) > 1 else levels.pop()
            found.append(Level(match.start(), match.end(), level, match.group()))
        return found

    def find_named(
        self, text: str, start: int, end: int, own_name: str | None, admin_level: str | None
    ) -> list[Level]:
        """Names of areas right before a title: 四川工匠 -> provincial, 广安工匠 in a report of 广安市 -> municipal.

        全国和重庆市劳动模范 -> mixed, for the words before the name count as well.
        """
        if own_name not in self._titled:
            short = (
                own_name[:-1]
                if own_name and len(own_name) > 2 and own_name[-1] in "市县区州盟旗"
                else own_name
            )
            names = self._areas + (f"|{re.escape(short)}" if short else "")
            self._titled[own_name] = re.compile(
                rf"(?P<national>(?:全国|国家)(?:和|、|及|与))?(?P<name>{names})(?:省|市|自治区|壮族自治区|区|县|州)?(?P<up>级?及?以上)?{_TITLE_NEXT.pattern}"
            )
        found = []
        for match in self._titled[own_name].finditer(text, start, end):
            level = self._area_level.get(match["name"], admin_level or "municipal")
            if match["national"] or match["up"]:
                level = "mixed"
            found.append(Level(match.start(), match.end(), level, text[match.start() : match.end("name")]))
        return found

    def _read(self, word: str, admin_level: str | None, under_municipality: bool) -> str:
        kind = _BY_REPORT.get(word)
        if kind == "city" and under_municipality:
            return "provincial"
        if kind == "district" and admin_level == "provincial":
            return "provincial"
        return self._level[word]


_TITLE_NOUN = re.compile(r"现场会|示范|先进|荣誉|表彰|称号|书香|奖|标兵|模范|优秀|最美|典型|工匠|技术能手")
_MONEY_SOURCE = re.compile(r"财政|政府|中央|上级|总工会|全总|省总")


def is_title(text: str, level: Level) -> bool:
    """Whether the words after a level phrase name an honour or an event that is held at a level: 3个省级以上〔现场会〕."""
    return "级" in level.printed and bool(_TITLE_NOUN.search(text, level.end, level.end + 6))


def is_source_of_money(level: Level) -> bool:
    """Whether a level phrase names a body that gives money: 中央财政, 省政府; not 县级工会."""
    return bool(_MONEY_SOURCE.search(level.printed))


def reaching(
    levels: Sequence[Level], text: str, segment: Segment, indicator: Indicator | None
) -> tuple[Level, bool] | None:
    """The level phrase that reaches the figure of `segment`, and whether it was inherited from earlier in the sentence.

    获评省五一劳动奖章8名、工人先锋号〔11个〕 -> provincial, inherited; money takes only a phrase that names its giver.
    """
    near = [lv for lv in levels if segment.free_left <= lv.start and lv.end <= segment.own_right]
    if indicator is None:
        titled = [lv for lv in near if segment.own_left <= lv.start and is_title(text, lv)]
        return (titled[0], False) if titled else None
    if not indicator.takes_level:
        return None
    if indicator.unit_family == "money":
        near = [lv for lv in near if is_source_of_money(lv)]
    beside = [lv for lv in near if segment.own_left <= lv.start and lv.end <= segment.start]
    after = [lv for lv in near if segment.end <= lv.start]
    for found in (beside[-1:], after[:1], [lv for lv in near if lv.end <= segment.start][-1:]):
        if found:
            return found[0], False
    if indicator.category != "honors":
        return None
    earlier = [lv for lv in levels if lv.end <= segment.start]
    return (earlier[-1], True) if earlier else None
