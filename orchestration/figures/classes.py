"""Which kind of mention a quantity is: the decision order of guide section 2, one small rule after another.

A rule looks at the unit's family and at a short window on each side, never at the whole text. Words come
from the vocabulary; the name of the rule that decided is the mention's `reason`.
"""

from __future__ import annotations

import re

from . import amounts, cases
from .context import MARKS, Context

_NUMERALS = frozenset("一二三四五六七八九十历两")
_BIG = frozenset("万亿")
_CLOSING = frozenset(")）")
_BARE_BIG = frozenset("百千万亿")
_MEETING = re.compile(
    r"(?:次|届)?(?:会员)?(?:全会|会议|全委|全体|职代会|代表大会|职工代表|常委|执委|委员会|理事|会员代表|人大|政协|党委)"
)
_CONTEST = re.compile(r"[一-龥]{0,8}?(?:赛|竞赛)")
_PRIZE = re.compile(r"[、和及][一二三四](?:、[一二三四])*等奖")
_PLAN_AFTER_YEARS = re.compile(r"(?!来|内|间|多|的)[一-龥]{0,4}?(?:规划|行动|攻坚)|(?:工作)?计划|工程|滚动")
_AGE_OF_ONE = re.compile(
    r"(?:今年|现年|年仅)\||\|的?[一-龥]某|(?:今年|现年|年仅|已)?\|的(?!职工|女|男|年|退|困|劳|工|青|优|员|会)"
)
_YEAR_LEFT = re.compile(r"(?:[今去本当全次]年|[0-9]年|年度|^|[，,。；;：:（(、\n]|截至|截止)[前头]$")
_ROUND_CLOCK = re.compile(
    r"(?:[一-龥]{0,4}(?:开放|营业|智能|自助|无人值守|不打烊|全天候)的?)?[一-龥]{0,6}?(?:驿站|站点|书屋|书房|书吧|图书馆|小站|港湾|服务站|热线|服务点|健身房|便利店)"
)
_YEAR_AS_NOUN = re.compile(r"[^新去]的$")
_PAGE = re.compile(r"0?[1-9][0-9]?版")
_STREAK = ("连续", "坚持了", "坚持开展了", "蝉联", "连办", "连续举办了", "连续开展了")
_MOVED = re.compile(r"(?:位|名)?(?:前移|上升|提升|跃升|跃居|升至|升到|升为|提高到|下滑|下降|退居|退至|晋升)")
_FROM = re.compile(r"[由从](?:去年|上年|上届|年初|原来|此前)?的?$")
_NOBODY_LEFT = ("不让", "不使", "不落下", "不漏", "不漏掉", "不丢下", "不落", "没有")
_PLATE = re.compile(r"(?:(?<![代发填报])表|附件|附图|附表|专栏)$")
_PLACES = ("位次", "排名", "名次", "排位", "位居", "列")
_HELD = ("举办", "举行", "召开", "承办", "举办了", "举行了", "召开了")
_STANDARD = re.compile(r"[^”」\n]{0,6}[”」](?:的)?(?:定额|标准|限额|指标|比例|上限|要求|工资)")
_ANNALS = ("年鉴", "统计年鉴", "年鉴(", "年鉴〔")
_SPOKEN_POINTS = ("要求", "意见", "建议", "希望", "体会", "想法", "做法", "启示", "感受", "经验")


def classify(c: Context) -> tuple[str, str]:
    """(class, reason) of a quantity in its context.

    >>> money = {"元": "money"}
    >>> classify(Context.first("按每人800元标准发放", money)), classify(Context.first("共计16万元", money))
    (('policy_param', 'amount_per_case'), ('figure', 'money'))
    >>> classify(Context.first("第十二次代表大会", {"次": "event"}))
    ('ordinal', 'after_di')
    >>> classify(Context.first("5年来", {"年": "duration"})), classify(Context.first("“五送”活动", {}))
    (('duration', 'time_unit'), ('name', 'brand_in_quotes'))
    """
    q = c.q
    family = q.family
    furniture = _furniture(c)
    if furniture:
        return "boilerplate", furniture
    if q.family == "event" and c.left.endswith(_STREAK):
        return "duration", "streak"
    if q.digits > 0 and c.text[q.digits - 1] == "第":
        return _after_di(c)
    if family in _BY_FORM:
        return _BY_FORM[family]
    ordinal = _ordinal(c)
    if ordinal:
        return "ordinal", ordinal
    if c.inside == "title" or (c.inside == "number" and not q.unit):
        return "name", "in_title"
    if c.inside == "brand" and (quoted := _quoted_layout(c)):
        return quoted
    if c.inside == "brand":
        if family == "percent" and c.quotes.length_at(q.start) > 10:
            return "policy_param", "share_in_slogan"
        return "name", "brand_in_quotes"
    if family == "discount":
        return "policy_param", "discount"
    if family == "duration":
        return _duration(c)
    if family in _CALENDAR:
        return _calendar(c)
    if family == "money" and not q.qualifier and c.after("price_noun"):
        return "name", "campaign_price"
    if q.unit == "强":
        return ("rank", "places_from_top") if c.left.endswith("前") else ("name", "top_list")
    if q.unit == "号":
        numbered = c.after("number_thing") or c.left.endswith(("〕", "]", "］"))
        return ("name", "numbered_thing") if numbered else ("ordinal", "ordinal_unit")
    if family == "physical" and c.left.endswith("零下"):
        return "lexical", "degrees_of_frost"
    if q.bare and not q.qualifier and not (family == "event" and c.left.endswith(_HELD)):
        if c.after_within("slogan_noun", 9) or _has_twin(c):
            return "name", "round_number_in_slogan"
        if not q.unit:
            return "lexical", "numeral_in_word"
    listed = amounts.joined_bodies(c)
    if listed:
        return "structure", listed
    if (
        q.value == 1
        and q.exact
        and family in ("person", "household", "count")
        and c.left.endswith(_NOBODY_LEFT)
    ):
        return "lexical", "nobody_left_out"
    place = amounts.rank(c)
    if place:
        return "rank", place
    case = cases.anecdote(c)
    if case:
        return "anecdote", case
    rule = amounts.policy_param(c)
    if rule:
        return "policy_param", rule
    if family == "age" and _AGE_OF_ONE.search(c.left + "|" + c.right):
        return "anecdote", "age_of_one"
    if family == "age":
        return ("policy_param", "age_bound") if q.qualifier in ("以上", "不超过") else ("figure", "age")
    if family == "":
        return _bare(c)
    if family in ("percent", "point", "ratio", "money"):
        return "figure", family
    layout = amounts.structure(c)
    if layout:
        return "structure", layout
    if q.value == 1 and not q.arabic and not q.qualifier:
        return amounts.one(c)
    return "figure", "counted"


_BY_FORM: dict[str, tuple[str, str]] = {
    "anniversary": ("name", "anniversary"),
    "ordinal": ("ordinal", "ordinal_unit"),
    "month": ("date", "month"),
    "quarter": ("date", "quarter"),
    "generation": ("lexical", "generation"),
    "level": ("lexical", "level_of_hierarchy"),
    "army": ("name", "numbered_unit"),
}
"""Families of units that settle the class alone."""

_SINGLE = frozenset(("个", "家", "座", "支", "所", "条", "部", "例", "间", "处"))
_CALENDAR = frozenset(("decade", "century", "day", "clock", "hour"))


def _furniture(c: Context) -> str:
    """阅读〔1284〕, 邮编:〔226001〕: a number after a word of page furniture."""
    if c.q.family in ("person", "money", "percent", "person_time", "duration"):
        return ""
    if not c.q.exact and c.q.value is not None:
        return ""
    left = c.left.rstrip(" :：")
    return "page_furniture" if left.endswith(c.cues["boilerplate_left"]) else ""


def _after_di(c: Context) -> tuple[str, str]:
    """居全省第〔一〕 -> rank; 第〔十二〕次代表大会 -> ordinal; 第〔二〕医院 -> name."""
    q = c.q
    left = c.text[max(0, q.digits - 10) : q.digits - 1]
    if c.text[q.digits - 2 : q.digits - 1] in ("“", "「", "‘") and c.inside in ("brand", "speech"):
        return "name", "ordinal_in_brand"
    if not q.unit and c.after("institution_noun"):
        return "name", "numbered_institution"
    if not left.strip("\n ") and _PAGE.fullmatch(c.text, q.digits, q.end):
        return "boilerplate", "page_of_paper"
    if _moves_in_rank(c, left):
        return "rank", "place_in_comparison"
    placed = not q.unit or q.printed in ("名", "位", "个", "家", "次")
    if placed and left.endswith(c.cues["rank_left"]) and q.printed != "次":
        return "rank", "place_in_comparison"
    if q.printed in ("名", "位") and (not c.right or c.right[0] in MARKS or c.right[0] == "的"):
        return "rank", "place_in_comparison"
    if q.value == 1 and q.printed in _SINGLE:
        return "rank", "first_of_its_kind"
    if not q.unit and c.after("rank_right"):
        return "rank", "place_in_comparison"
    return "ordinal", "after_di"


def _ordinal(c: Context) -> str:
    """党的〔二十大〕, 〔十九届〕六中全会, 二届〔三次〕职代会: series that print no 第."""
    q = c.q
    if q.arabic or q.value is None:
        return ""
    if q.unit == "大":
        congress = 11 <= q.value <= 30 or c.left.endswith(("党的", "工会", "共产党", "全总"))
        if congress and (not c.after("structure_noun") or c.after("congress_right")):
            return "congress"
        return ""
    if q.unit == "类" and q.value <= 3 and _CONTEST.match(c.right):
        return "grade_of_contest"
    if q.unit == "届":
        if c.left.endswith(("举办", "举办了", "开展了", "召开了", "连续", "承办")):
            return ""
        if q.value > 8 or c.right[:1] in _NUMERALS or _MEETING.match(c.right):
            return "term_of_body"
    elif q.unit == "次" and c.left.endswith("届"):
        return "session_of_body"
    elif not q.unit and _PRIZE.match(c.right):
        return "joined_prizes"
    return ""


def _moves_in_rank(c: Context, left: str) -> bool:
    """排名由第〔9〕前移至第〔4〕: both ends of a move up or down a list."""
    if c.q.printed not in ("", "名", "位"):
        return False
    if any(word in left for word in _PLACES) and left.endswith(("由", "从", "自", "为", "居", "列")):
        return True
    return (_FROM.search(left) is not None and _MOVED.match(c.right) is not None) or (
        c.last == "rank" and left.endswith(("至", "到", "为", "居"))
    )


def _quoted_layout(c: Context) -> tuple[str, str] | None:
    """“一条主线、〔三大〕工程”, “四点”体会, “每天〔14间〕”定额: quotes that enclose a layout or a standard, no brand."""
    q = c.q
    inner = c.quotes.inner_at(q.start)
    if "、" in inner and q.family in ("count", "part") and not q.arabic:
        parts = inner.split("、")
        if all(part[:1] in _NUMERALS and len(part) > 2 for part in parts):
            return "structure", "quoted_layout"
    points = (
        inner.startswith(c.text[q.start : q.end]) and q.family in ("count", "part", "clock") and not q.arabic
    )
    rest = inner[q.end - q.start :]
    if points and (rest in _SPOKEN_POINTS or (not rest and c.right[1:].startswith(_SPOKEN_POINTS))):
        return "structure", "quoted_points"
    if q.arabic and inner.startswith("每") and _STANDARD.match(c.right):
        return "policy_param", "quoted_standard"
    return None


def _duration(c: Context) -> tuple[str, str]:
    """五年来, 连续3年, 2天: how long; four digits before 年 are a year; 三年行动 is a name."""
    q = c.q
    if q.unit == "年" and q.arabic and q.value is not None and q.exact:
        if 1800 <= q.value < 2100:
            return "date", "year"
        if 85 <= q.value <= 99 and c.right[:1] not in ("来", "间", "多", "的", "历", "时", "前", "后"):
            return "date", "short_year"
    if q.value == 1 and not q.arabic and _YEAR_AS_NOUN.search(c.left) and c.right[:1] in MARKS:
        return "lexical", "year_as_noun"
    if q.unit == "小时" and q.value == 24 and _ROUND_CLOCK.match(c.right):
        return "name", "open_round_the_clock"
    if q.unit in ("月", "季度") and c.left.endswith(("前", "头")) and _YEAR_LEFT.search(c.left):
        return "date", "first_months_of_year"
    if q.unit == "年" and not q.qualifier and _PLAN_AFTER_YEARS.match(c.right):
        return "name", "plan_of_years"
    return "duration", "time_unit"


def _calendar(c: Context) -> tuple[str, str]:
    """A day, hour, decade or century that the date forms did not take."""
    family = c.q.family
    if family == "clock":
        if c.right.startswith(_SPOKEN_POINTS):
            return "structure", "points_of_speech"
        return "date", "clock"
    if family == "day" and c.right[:1] == "内":
        return "duration", "days_inside"
    return "date", family


def _has_twin(c: Context) -> bool:
    """百企千岗, 千名干部进万企: a second round number close by makes a slogan."""
    for i, ch in enumerate(c.right[:7]):
        if ch in MARKS:
            return False
        if ch in _BARE_BIG and i:
            return True
    return c.previous == "name" and c.left[-2:-1] in _BARE_BIG


def _bare(c: Context) -> tuple[str, str]:
    """A number without a unit: hotline, list mark, year, slogan, a count whose classifier was left out."""
    q, left, right = c.q, c.left, c.right
    if not q.arabic:
        if q.qualifier:
            return "figure", "unit_missing"
        if q.value is not None and q.value >= 20 and q.end - q.digits >= 2 and "positional" not in q.flags:
            return "figure", "unit_missing"
        if c.after("institution_noun"):
            return "name", "numbered_institution"
        if c.after_within("brand_noun", 6) and not c.after("brand_noun"):
            return "name", "numbered_slogan"
        return "lexical", "numeral_in_word"
    if c.after("hotline_noun"):
        return "name", "hotline"
    if q.exact and _PLATE.search(left):
        return "ordinal", "number_of_plate"
    if (not left or left[-1] in "\n。 ") and right[:1] in ("、", ".", "．", ")", "）"):
        return "ordinal", "list_mark"
    if left[-1:] in ("(", "（") and right[:1] in _CLOSING:
        return "ordinal", "list_mark"
    if q.exact and left.endswith(_ANNALS):
        return "name", "year_in_title"
    if (
        q.value is not None
        and 1900 <= q.value < 2100
        and q.exact
        and not q.qualifier
        and not c.before("label_left")
    ):
        return "date", "year_without_nian"
    if q.qualifier or c.text[q.end - 1] in _BIG or c.before("label_left") or c.after("countable_noun"):
        return "figure", "unit_missing"
    if left and "\u4e00" <= left[-1] <= "\u9fff" and (not right or right[0] in MARKS):
        return "figure", "unit_missing"
    return "name", "number_without_unit"
