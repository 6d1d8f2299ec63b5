"""A number about one person or one case: what sets a single story apart from a union's totals.

Who the story is about is told by a pronoun, a title (师傅, 女士), a trade with a name (焊工李小满), an age, or
一名 with a noun of persons. Everything between that person and the number must stay with the person.
"""

from __future__ import annotations

import re

from .context import Context

_CASE_WORDS = re.compile(
    r"[一-龥]某|[一-龥](?:师傅|女士|先生|大姐|大妈|大爷|阿姨)|[老小][张李王刘陈赵周吴孙朱马胡郭何高林罗郑梁谢宋唐许韩冯邓曹](?![一-龥]?(?:企业|镇|村|区))|我(?![们市省县区国局校院厂矿公企州旗镇乡党部会司家])|[他她](?!们|人|乡|山|说|表示|介绍|告诉|认为|坦言|道)"
)
_ONE_PERSON = re.compile(
    r"(?:一名|一位|(?<![0-9])1[名位])[^，,。0-9]{0,12}(?:职工|[一-龥]工|患者|司机|骑手|[一-龥]员|工友|姑娘|小伙)"
    r"(?:[^，,。]{0,6}|[，,](?:除了|不仅|还|也|又|一次就|共|就)?[^，,。0-9]{0,6}|[，,]除了[^。]{0,16})$"
)
_AGED = re.compile(r"[1-9][0-9]岁的?(?!以|及|至|到|女职工|职工|的职工|的女|人员|之|老)[^，,。0-9]{0,14}")
_TRADE = re.compile(
    r"(?:[一-龥](?:工(?![程会作业友地资种商厂艺具期序队伤矿龄信装笔时])|匠)|[一-龥](?<![会党职人委讯成议社学队专官动全裁减导满超定])员"
    r"|班组长|班长|段长|车间主任|技师|老师|教师|护士|医生|司机|骑手|劳模|工匠|同志|党员|患者|学生|女孩|姑娘|小哥)"
)
_NOT_TRADE = (
    "职工",
    "员工",
    "会工",
    "总工",
    "手工",
    "化工",
    "施工",
    "加工",
    "军工",
    "人工",
    "分工",
    "开工",
    "复工",
    "竣工",
)
_NOT_CASE = re.compile(r"其他|他们|她们|他人|吉他|某些|某种|某个|某项|某一|他/她")
_PRONOUN = re.compile(r"[他她](?!们|人)")
_LEADS = re.compile(r"代表|带着|带领|领着|带出|带了|手下|收了|教出|身后|和他的|和她的")
_SPEAKER = re.compile(r"我(?![们市省县区国局校院厂矿公企州旗镇乡党部会司家])")
_MANY = ("等", "、", "荣获", "授予", "评为", "命名", "当选", "称号")
"""Beside a name these lead back to a list of persons or honours."""
_WAGE = ("月薪", "年薪", "日薪", "时薪")
_STORY = frozenset(("money", "event", "count", "percent_cn", "duration", "person", "physical"))
_PAID = frozenset(("money", "count"))
_SAME_STORY = frozenset(("money", "event", "count", "person"))


def anecdote(c: Context) -> str:
    """A number about one person, with no wider subject between that person and the number.

    >>> anecdote(Context.first("他很快领到1.8万元", {"元": "money"}))
    'single_person'
    >>> anecdote(Context.first("他们领到1.8万元", {"元": "money"}))
    ''
    >>> role, name, after = ("农民工",), ("张",), ("领",)
    >>> anecdote(
    ...     Context.first("农民工张文顺领到8000元", {"元": "money"}, role_noun=role, surname=name, name_after=after)
    ... )
    'single_person'
    """
    q = c.q
    if q.family not in _STORY or (q.value == 1 and not q.arabic):
        return ""
    if (
        q.family == "money"
        and c.inside == "speech"
        and (c.clause.endswith(_WAGE) or _SPEAKER.search(c.right))
    ):
        return "first_person"
    sentence = c.sentence
    if (
        c.last == "anecdote"
        and (
            q.family == "money" or (q.family in _SAME_STORY and not any(w in c.between for w in "。！？!?\n"))
        )
        and not any(w in c.between for w in c.cues["aggregate_cue"])
    ):
        return "case_continues"
    found = None
    for m in _CASE_WORDS.finditer(sentence):
        found = m
    if found is None:
        found = _ONE_PERSON.search(sentence) if q.family == "money" else None
        if found is None:
            if q.family not in _PAID and _LEADS.search(c.clause) is None:
                return ""
            name = _named_person(c, sentence)
            if name < 0 and q.family in _PAID:
                name = _person_of_age(sentence)
            if name < 0:
                return ""
            tail = sentence[name:]
            if any(word in tail for word in _MANY):
                return ""
        else:
            tail = sentence[found.start() :]
    else:
        tail = sentence[found.start() :]
        if _NOT_CASE.match(sentence, max(0, found.start() - 1)) or _NOT_CASE.match(sentence, found.start()):
            return ""
        if q.family == "person" and "某" not in found[0] and not _PRONOUN.search(c.clause):
            return "single_person" if _LEADS.search(c.clause) and found[0] in c.clause else ""
    if any(mark in tail for mark in "”」)）"):
        return ""
    if found is not None and found[0] == "我":
        return "first_person"
    if any(word in tail[-16:] for word in c.cues["aggregate_cue"]):
        return ""
    return "single_person"


def _named_person(c: Context, sentence: str) -> int:
    """Offset of a role or trade followed by a surname and a given name (农民工张文顺, 焊工李小满), or -1."""
    best = -1
    for role in c.cues["role_noun"]:
        at = sentence.rfind(role)
        if at > best and _name_at(c, sentence, at + len(role), "name_after"):
            best = at
    for m in _TRADE.finditer(sentence):
        if (
            m.start() > best
            and not m[0].endswith(_NOT_TRADE)
            and _name_at(c, sentence, m.end(), "name_after", "name_verb")
        ):
            best = m.start()
    return best


def _name_at(c: Context, sentence: str, begin: int, *kinds: str) -> bool:
    """Does a surname with one to three further characters stand at `begin`, and a word that may follow a name?"""
    if not sentence.startswith(c.cues["surname"], begin):
        return False
    return any(sentence.startswith(c.cues[kind], begin + n) for kind in kinds for n in (3, 2, 4))


def _person_of_age(sentence: str) -> int:
    """Offset of the last 87岁的…, the age of one person, or -1: 60岁以上 and 50岁职工 are groups.

    >>> _person_of_age("87岁的老劳模接过"), _person_of_age("60岁以上职工")
    (0, -1)
    """
    last = -1
    for m in _AGED.finditer(sentence):
        last = m.start()
    return last
