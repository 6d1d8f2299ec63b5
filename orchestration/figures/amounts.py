"""Reportable or not: rules that tell a figure from a standard, a single case, a plan's layout or a rank.

The quantity is already known to be no date, name or length of time; these rules judge it by its clause.
Each returns the name of the rule that fired, or an empty string.
"""

from __future__ import annotations

import re

from .context import MARKS, Context

_PER = re.compile(
    r"(?:按|按照)[^0-9]{0,12}$|(?:每|人均给予|户均给予)[^0-9]{0,12}$|(?:标准|单价|原价|定价|票价)[^0-9]{0,4}$"
    r"|一次性(?:给予|资助|奖励|补助|发放|补贴)?[^0-9]{0,4}$|最高(?:可|给予|补助|奖励|资助|不超过|赔付|报销|给付|补偿|保障|救助)[^0-9达额]{0,4}$"
)
_NOT_PER = re.compile(r"共|累计|合计|总计|每年|每季|年均|达到|总额")
_AFTER_PER_UNIT = re.compile(r"[/／每](?:人|年|月|户|次|天|日|家|个|名|亩|件|场|吨|学期|课时|小时|平方米|位)")
_CASE_WORDS = re.compile(
    r"[一-龥]某|[一-龥](?:师傅|女士|先生|大姐|大妈|大爷|阿姨)|[老小][张李王刘陈赵周吴孙朱马胡郭何高林罗郑梁谢宋唐许韩冯邓曹](?![一-龥]?(?:企业|镇|村|区))|我(?![们市省县区国局校院厂矿公企州旗镇乡党部会司家])|[他她](?!们|人|乡|山|说|表示|介绍|告诉|认为|坦言|道)"
)
_ONE_PERSON = re.compile(
    r"(?:一名|一位|(?<![0-9])1[名位])[^，,。0-9]{0,8}(?:职工|工人|患者|农民工|司机|骑手|快递员|会员)[^，,。]{0,6}$"
)
_NOT_CASE = re.compile(r"其他|他们|她们|他人|吉他|某些|某种|某个|某项|某一|他/她")
_CARRIED = re.compile(
    r"^(?:、|和|及|或|至|到|(?:的标准)?(?:统一)?(?:提高|提升|增加|上调|调整|降低|下调)(?:到|至|为))$"
)
_PRIZE_EACH = re.compile(r"(?:分别|各)(?:给予|奖励|补助|资助|发放|补贴|奖|补)[^0-9]{0,4}$")
_PRONOUN = re.compile(r"[他她](?!们|人)")
_ARTICLE_LEFT = frozenset("了这那每同第某有是")
_ALL = re.compile(r"100%|百分之百|百分百")
_PAYMENT = frozenset(("money", "event", "count", "percent_cn", "duration", "person"))


def policy_param(c: Context) -> str:
    """A standard, price or threshold per case.

    >>> policy_param(Context.first("每家补助5万元", {"元": "money"}))
    'amount_per_case'
    >>> policy_param(Context.first("每年投入5万元", {"元": "money"}))
    ''
    >>> policy_param(Context.first("100人以上企业", {"人": "person"}, threshold_noun=("企业",)))
    'threshold'
    >>> policy_param(Context.first("每5名职工配1名指导员", {"名": "person"}))
    'basis_of_rate'
    """
    q = c.q
    if q.family == "money":
        if c.after("per_standard") or _AFTER_PER_UNIT.match(c.right):
            return "amount_per_unit"
        if c.clause.endswith(c.cues["param_left"]):
            return "amount_by_rule"
        if c.last == "policy_param" and _CARRIED.search(c.between) and not _NOT_PER.search(c.between):
            return "amount_continues_rule"
        if q.value is not None and q.value < 100_000 and _PRIZE_EACH.search(c.clause):
            return "amount_per_prize"
        if q.value is not None and q.value < 10_000 and c.clause.endswith(c.cues["param_left_small"]):
            return "small_amount_by_rule"
        m = _PER.search(c.clause)
        if m is not None and not _NOT_PER.search(c.clause):
            return "amount_per_case"
        return ""
    if q.family == "percent":
        return _threshold_share(c)
    if q.qualifier in ("以上", "不超过") and c.after_within("threshold_noun", 7):
        return "threshold"
    if q.family == "person" and q.high is not None and c.after("threshold_noun"):
        return "threshold"
    if q.family in ("person", "count", "household") and c.left.endswith("每") and c.right[:1] not in MARKS:
        return "basis_of_rate"
    return ""


def _threshold_share(c: Context) -> str:
    """不低于工资总额的〔1.5%〕, 〔不少于50%〕的配套: a share that a rule sets."""
    q, clause = c.q, c.clause
    ruled = clause.endswith(c.cues["threshold_verb"]) or any(
        w in clause for w in ("按", "应", "须", "不低于", "不少于")
    )
    if c.after("param_percent_right") and (
        q.qualifier in ("不少于", "不超过") or ruled or "每" in clause or "给予" in clause
    ):
        return "threshold_share"
    if clause.endswith(("总额的", "经费的", "收入的", "费用的")) and (
        ruled or q.qualifier in ("不少于", "不超过")
    ):
        return "threshold_share"
    if clause.endswith(("上缴", "留成", "上解", "返还")) and c.previous == "policy_param":
        return "threshold_share"
    if clause.endswith(("比例不低于", "比例不得低于", "不得低于", "不得少于", "原则上")):
        return "threshold_share"
    if q.qualifier == "不少于" and clause.endswith(("比例", "应", "须", "要求", "占比要")):
        return "threshold_share"
    return ""


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
    if q.family not in _PAYMENT or (q.value == 1 and not q.arabic):
        return ""
    sentence = c.sentence
    if (
        c.last == "anecdote"
        and q.family == "money"
        and not any(w in c.between for w in c.cues["aggregate_cue"])
    ):
        return "case_continues"
    found = None
    for m in _CASE_WORDS.finditer(sentence):
        found = m
    if found is None:
        found = _ONE_PERSON.search(sentence) if q.family == "money" else None
        if found is None:
            name = _named_person(c, sentence)
            if name < 0 or q.family not in ("money", "count"):
                return ""
            tail = sentence[name:]
        else:
            tail = sentence[found.start() :]
    else:
        tail = sentence[found.start() :]
        if _NOT_CASE.match(sentence, max(0, found.start() - 1)) or _NOT_CASE.match(sentence, found.start()):
            return ""
        if q.family == "person" and "某" not in found[0] and not _PRONOUN.search(c.clause):
            return ""
    if any(mark in tail for mark in "”」)）"):
        return ""
    if found is not None and found[0] == "我":
        return "first_person"
    if any(word in tail[-16:] for word in c.cues["aggregate_cue"]):
        return ""
    return "single_person"


def _named_person(c: Context, sentence: str) -> int:
    """Offset of a role noun followed by a surname and a given name (农民工张文顺), or -1."""
    roles, surnames = c.cues["role_noun"], c.cues["surname"]
    best = -1
    for role in roles:
        at = sentence.rfind(role)
        if at < 0:
            continue
        begin = at + len(role)
        if not sentence.startswith(surnames, begin):
            continue
        for length in (3, 2, 4):
            if sentence.startswith(c.cues["name_after"], begin + length):
                best = max(best, at)
                break
    return best


def structure(c: Context) -> str:
    """How many parts a plan, document or event has.

    >>> nouns = {"structure_noun": ("举措",), "structure_noun_weak": ("项目",), "structure_verb": ("设",)}
    >>> structure(Context.first("提出12项举措", {"项": "count"}, **nouns))
    'layout_noun'
    >>> structure(Context.first("设5个项目", {"个": "count"}, **nouns))
    'layout_verb'
    >>> structure(Context.first("获奖5个项目", {"个": "count"}, **nouns))
    ''
    """
    q = c.q
    if q.family == "part":
        return "parts_unit"
    if q.qualifier or q.family not in ("count", "event") or q.value is None or q.value > 300:
        return ""
    if q.unit == "个" and _ALL.match(c.right):
        return "layout_of_shares"
    strong = c.after_within("structure_noun", 5 if q.unit in ("项", "条") else 3)
    weak = strong or c.after_within("structure_noun_weak", 4)
    if c.previous == "structure" and weak:
        return "joined_to_structure"
    if not weak:
        return ""
    if q.unit in ("家", "所", "场", "次", "批", "场次", "批次", "座", "间", "户") or c.clause_has(
        "done_verb"
    ):
        return ""
    if strong:
        return "layout_noun"
    if c.clause_has("structure_verb"):
        return "layout_verb"
    return ""


def rank(c: Context) -> str:
    """Places counted from the top.

    >>> rank(Context.first("进入前3名", {"名": "person"})), rank(Context.first("目前3名", {"名": "person"}))
    ('places_from_top', '')
    """
    q = c.q
    if c.left.endswith("前") and not c.left.endswith(
        ("目前", "之前", "以前", "此前", "年前", "日前", "节前", "会前", "岗前", "提前")
    ):
        if (
            q.printed in ("名", "位", "强")
            or (not q.unit and c.right[:1] in MARKS)
            or (not q.unit and not c.right)
        ):
            return "places_from_top"
        if not q.unit and c.right[:1] in ("名", "位", "强", "的"):
            return "places_from_top"
    return ""


def one(c: Context) -> tuple[str, str]:
    """一 with a classifier is an article, unless it closes its clause or an event is counted.

    >>> one(Context.first("一个案例", {"个": "count"})), one(Context.first("职工书屋一个", {"个": "count"}))
    (('lexical', 'one_as_article'), ('figure', 'one_after_noun'))
    """
    q, left, right = c.q, c.left, c.right
    if "每" in c.clause:
        return "lexical", "one_per_turn"
    closes = not right or right[0] in MARKS or right[0] in ")）"
    counted = q.family in ("count", "event", "person", "household")
    alone = closes and len(c.clause) >= 2 and c.clause[-1] not in _ARTICLE_LEFT
    if counted and alone and not c.before("one_article_left"):
        return "figure", "one_after_noun"
    if q.family == "event" and left.endswith(c.cues["event_verb"]):
        return "figure", "one_event"
    if q.family in ("count", "event") and left.endswith(c.cues["gain_verb"]):
        return "figure", "one_gained"
    if q.family == "person" and any(
        word in right for word in ("获", "被评", "被授予", "当选", "入选", "荣登")
    ):
        return "figure", "one_honoured"
    if q.family in ("person_time", "household"):
        return "figure", "one_counted"
    return "lexical", "one_as_article"
