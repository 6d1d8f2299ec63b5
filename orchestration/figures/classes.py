"""Which kind of mention a quantity is: the decision order of guide section 2, one small rule after another.

A rule looks at the unit's family and at a short window on each side, never at the whole text. Words come
from the vocabulary; a rule returns its name, which the mention carries as `reason`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from .numerals import CN_DIGITS
from .quantity import Quantity
from .quotes import Quotes

WINDOW = 14

_MARKS = "，,。；;！!？?：:、\n"
_PER = re.compile(
    r"(?:每|按|按照|人均给予|户均给予)[^，,。；;：:、\n0-9]{0,9}$|每[一1]?[一-龥]{1,6}(?:每[年月日天次])?[^，,。；;\n0-9]{0,6}$|(?:标准|单价|原价|定价|票价)[^，,。；;\n0-9]{0,4}$"
)
_DISTRIBUTIVE_ALL = re.compile(r"均(?:达到|达|为|超过|超|在|有|实现|保持在)?$")
_AFTER_PER_UNIT = re.compile(r"[/／每](?:人|年|月|户|次|天|日|家|个|名|亩|件|场|吨|学期|课时|小时)")
_MEETING = re.compile(r"(?:次|届)?(?:会员)?(?:全会|会议|全委|全体|职代会|代表大会|职工代表|常委|执委|委员会|理事|会员代表)")
_QUOTED_IDIOM = re.compile(r"[一-龥]{1,3}[一二三四五六七八九十百千万两双][一-龥]")
_SENTENCE_END = "。！!？?；;\n"


def is_ordinal_left(text: str, q: Quantity, floor: int) -> bool:
    """第〔十二〕次, 第〔3〕届: 第 directly before the number."""
    return q.digits > floor and text[q.digits - 1] == "第"


def classify(
    text: str, q: Quantity, cues: Mapping[str, tuple[str, ...]], quotes: Quotes, floor: int, end: int, previous: str
) -> tuple[str, str]:
    """(class, reason) of a quantity; `previous` is the class of a mention joined to it by 、 or 和, or ''.

    按每人800元标准发放共计16万元: 〔800元〕 -> policy_param, 〔16万元〕 -> figure
    """
    s, e = q.start, q.end
    left = text[max(floor, s - WINDOW) : s]
    right = text[e : e + WINDOW]
    family = q.family

    if left.endswith(cues["boilerplate_left"]) or (left[-1:] in ":：" and left[:-1].rstrip().endswith(cues["boilerplate_left"])):
        if not left.endswith("第") and q.family not in ("person", "money", "percent"):
            return "boilerplate", "page_furniture"
    if is_ordinal_left(text, q, 0):
        return _ordinal_or_rank(text, q, cues, right)
    inside = quotes.kind_at(s, e)
    if family == "anniversary":
        return "name", "anniversary"
    if family == "ordinal":
        return "ordinal", "ordinal_unit"
    if family == "month":
        return "date", "month"
    if inside == "title" or inside == "number":
        return "name", "in_title"
    if q.unit == "届":
        if q.arabic is False and _MEETING.match(right) or right[:1] in "一二三四五六七八九历":
            return "ordinal", "term_of_body"
        if q.value is not None and q.value > 8:
            return "ordinal", "term_of_body"
    if q.unit == "次" and left[-1:] == "届":
        return "ordinal", "session_of_body"
    if inside == "brand":
        if family == "percent" and quotes.length_at(s) > 10:
            return "policy_param", "share_in_slogan"
        return "name", "brand_in_quotes"
    if family == "generation":
        return "lexical", "generation"
    if family == "percent" or family == "point" or family == "ratio":
        return _share(text, q, cues, left, right)
    if family == "duration":
        return _duration(text, q, left, right)
    if family == "age":
        if q.qualifier in ("以上", "不超过"):
            return "policy_param", "age_bound"
        return "figure", "age"
    if family == "discount":
        return "policy_param", "discount"
    if family == "quarter":
        return ("date", "quarter")
    if family == "decade" or family == "century" or family == "day" or family == "clock" or family == "hour":
        return _calendar(q, family, right)
    if family == "rank":
        return ("name", "top_list") if q.unit == "强" else ("rank", "rank_unit")
    if family == "level":
        return "lexical", "level_of_hierarchy"
    if _is_anecdote(text, q, cues):
        return "anecdote", "single_person"
    if family == "money":
        if right.startswith(cues["price_noun"]) and not q.qualifier:
            return "name", "campaign_price"
        if _is_param(text, q, cues, left, right):
            return "policy_param", "amount_per_case"
        return "figure", "money"
    if q.qualifier in ("以上", "不超过") and right.startswith(cues["threshold_noun"]):
        return "policy_param", "threshold"
    if (family == "person" or family == "count") and left.endswith("每") and right[:1] not in "，,":
        return "policy_param", "basis_of_rate"
    if family == "" and not q.arabic and not q.bare and not q.qualifier:
        return _bare_chinese(text, q, cues, inside, right)
    if family == "" and q.arabic:
        return _bare_arabic(text, q, cues, left, right)
    rank = _rank(q, cues, left, right)
    if rank:
        return "rank", rank
    if family == "part":
        if q.unit == "大" and not q.arabic:
            return _great(q, cues, left, right)
        return "structure", "parts_unit"
    structure = _structure(text, q, cues, left, right, previous)
    if structure:
        return "structure", structure
    if q.value == 1 and not q.arabic and not q.qualifier:
        return _one(q, cues, left, right)
    return "figure", "counted"


def _ordinal_or_rank(text: str, q: Quantity, cues: Mapping[str, tuple[str, ...]], right: str) -> tuple[str, str]:
    """居全省第〔一〕 -> rank; 第〔十二〕次代表大会 -> ordinal."""
    left = text[max(0, q.digits - 9) : q.digits - 1]
    if left.endswith(("《", "“", "「")):
        return "name", "ordinal_in_brand"
    if left.endswith(cues["rank_left"]) and (not q.unit or q.printed in ("名", "位", "个", "家")):
        return "rank", "place_in_comparison"
    if q.printed in ("名", "位") and not right[:1].strip("，,。、；;的"):
        return "rank", "place_in_comparison"
    return "ordinal", "after_di"


def _share(
    text: str, q: Quantity, cues: Mapping[str, tuple[str, ...]], left: str, right: str
) -> tuple[str, str]:
    """A share or ratio: a rule's threshold or a figure."""
    if q.family != "percent":
        return "figure", "ratio"
    if right.startswith(cues["param_percent_right"]) and (
        q.qualifier in ("不少于", "不超过") or "按" in left or "每" in left or "给予" in left or "应" in left
    ):
        return "policy_param", "threshold_share"
    if left.endswith(cues["threshold_verb"]) and left[-1:] not in "为达":
        return "policy_param", "threshold_share"
    if left.endswith(("工资总额的", "经费的", "收入的", "拨缴的")) and ("按" in left or q.qualifier == "不少于"):
        return "policy_param", "threshold_share"
    return "figure", "share"


def _duration(text: str, q: Quantity, left: str, right: str) -> tuple[str, str]:
    """五年来, 连续3年, 2天: how long; four digits before 年 are a year."""
    if q.unit == "年" and q.arabic and q.value is not None and 1800 <= q.value < 2100 and q.exact:
        return "date", "year"
    if left[-1:] == "第":
        return "ordinal", "after_di"
    return "duration", "time_unit"


def _calendar(q: Quantity, family: str, right: str) -> tuple[str, str]:
    """A day, hour, decade or century that the date forms did not take."""
    if family in ("decade", "century"):
        return "date", family
    if family == "clock":
        if right[:2] in ("要求", "意见", "建议", "希望", "体会", "想法", "做法", "启示", "感受", "经验"):
            return "structure", "points_of_speech"
        return "date", "clock"
    if family == "day":
        return ("duration", "days_inside") if right[:1] in "内" else ("date", "day")
    return "date", "hour"


def _is_param(
    text: str, q: Quantity, cues: Mapping[str, tuple[str, ...]], left: str, right: str
) -> bool:
    """每家补助〔5万元〕, 〔500元〕/人, 〔2000元〕标准: an amount per case, not a total."""
    if right.startswith(cues["per_standard"]) or _AFTER_PER_UNIT.match(right):
        return True
    near = left
    for mark in _MARKS:
        at = near.rfind(mark)
        if at >= 0:
            near = near[at + 1 :]
    if near.endswith(cues["param_left"]):
        return True
    m = _PER.search(near)
    if m is None:
        return False
    return not any(word in near for word in ("共", "累计", "合计", "总计", "每年", "每个月", "每季", "近年"))


def _is_anecdote(text: str, q: Quantity, cues: Mapping[str, tuple[str, ...]]) -> bool:
    """他…领到〔1.8万元〕: a single person stands in the same sentence and no wider subject does."""
    begin = q.start
    low = max(0, q.start - 60)
    while begin > low and text[begin - 1] not in _SENTENCE_END:
        begin -= 1
    window = text[begin : q.start]
    if not any(cue in window for cue in cues["anecdote_cue"]):
        return False
    cleaned = window.replace("他们", "").replace("她们", "").replace("其他", "").replace("他人", "").replace("吉他", "")
    if not any(cue in cleaned for cue in cues["anecdote_cue"]):
        return False
    return q.family in ("money", "count", "event") and not any(cue in cleaned[-14:] for cue in cues["aggregate_cue"])


def _rank(q: Quantity, cues: Mapping[str, tuple[str, ...]], left: str, right: str) -> str:
    """前〔3名〕: places counted from the top."""
    if left.endswith("前") and (q.printed in ("名", "位", "强", "") or right[:1] in "名位强"):
        return "places_from_top"
    return ""


def _great(q: Quantity, cues: Mapping[str, tuple[str, ...]], left: str, right: str) -> tuple[str, str]:
    """四大行动 -> structure; 二十大精神, 工会十八大 -> ordinal."""
    value = q.value
    if value is not None and (11 <= value <= 30 or left.endswith(("党的", "工会", "共产党"))):
        if not right.startswith(cues["structure_noun"]) or right.startswith(cues["congress_right"]):
            return "ordinal", "congress"
    return "structure", "great_parts"


def _structure(
    text: str, q: Quantity, cues: Mapping[str, tuple[str, ...]], left: str, right: str, previous: str
) -> str:
    """提出〔12项〕举措, 〔十七个〕项目: how many parts a plan has."""
    if q.qualifier or q.family not in ("count", "event") or q.value is None or q.value > 300:
        return ""
    noun = right.lstrip("主具工基大重")
    is_noun = right.startswith(cues["structure_noun"]) or noun.startswith(cues["structure_noun"])
    if previous == "structure" and is_noun:
        return "joined_to_structure"
    if not is_noun and not (q.unit in ("项", "条") and right[:1] not in _MARKS and right[:2] in ("重点", "主要", "具体", "工作", "考核", "惠民", "利民")):
        return ""
    near = left
    for mark in _MARKS[:-2]:
        at = near.rfind(mark)
        if at >= 0:
            near = near[at + 1 :]
    if any(verb in near for verb in cues["done_verb"]):
        return ""
    if any(near.endswith(verb) or verb in near for verb in cues["structure_verb_strict"]):
        return "layout_verb"
    if not q.arabic:
        return "layout_noun"
    return "layout_noun" if q.unit in ("项", "条", "个") and q.value <= 100 else ""


def _one(q: Quantity, cues: Mapping[str, tuple[str, ...]], left: str, right: str) -> tuple[str, str]:
    """一 with a classifier is an article (一个案例), unless it closes its clause or an event is counted."""
    if right[:1] in _MARKS + ")）" and left and left[-1] not in "了这那每同第某" + _MARKS:
        if q.family in ("count", "event", "person", "household"):
            return "figure", "one_after_noun"
    if q.family == "event" and left.endswith(cues["event_verb"]):
        return "figure", "one_event"
    if q.family in ("count", "event") and left.endswith(cues["gain_verb"]):
        return "figure", "one_gained"
    if q.family in ("person_time", "household"):
        return "figure", "one_counted"
    return "lexical", "one_as_article"


def _bare_chinese(
    text: str, q: Quantity, cues: Mapping[str, tuple[str, ...]], inside: str, right: str
) -> tuple[str, str]:
    """A Chinese numeral with no unit: a slogan's number, a long number, or part of a word."""
    length = q.end - q.digits
    if q.value is not None and q.value >= 20 and length >= 2 and "positional" not in q.flags:
        return "figure", "long_numeral_without_unit"
    for i in range(0, 6):
        if right.startswith(cues["brand_noun"], i) and i:
            return "name", "numbered_slogan"
        if right[i : i + 1] in _MARKS:
            break
    return "lexical", "numeral_in_word"


def _bare_arabic(
    text: str, q: Quantity, cues: Mapping[str, tuple[str, ...]], left: str, right: str
) -> tuple[str, str]:
    """An Arabic number with no unit: hotline, place from the top, list mark, year, or a count."""
    if right.startswith(cues["hotline_noun"]):
        return "name", "hotline"
    if left.endswith("前"):
        return "rank", "places_from_top"
    if left.endswith(cues["label_left"]) or right.startswith(cues["countable_noun"]):
        return "figure", "unit_missing"
    if q.qualifier:
        return "figure", "unit_missing"
    value = q.value
    if value is not None and 1900 <= value < 2100 and q.exact:
        return "date", "year_without_nian"
    if (not left or left[-1] in "\n。 ") and right[:1] in "、.．,，)）":
        return "ordinal", "list_mark"
    if left[-1:] in "(（" and right[:1] in ")）":
        return "ordinal", "list_mark"
    if right[:1] in _MARKS + "" and left and "\u4e00" <= left[-1] <= "\u9fff":
        return "figure", "unit_missing"
    return "name", "number_without_unit"
