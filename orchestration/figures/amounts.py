"""Reportable or not: rules that tell a figure from a standard, a plan's layout or a rank.

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
_CARRIED = re.compile(
    r"^(?:[、，,]?[一二三四特优]等奖|[、，,]?(?:一|二|三|标准|示范|优秀)型|、|和|及|或|至|到|(?:的标准)?(?:统一)?(?:提高|提升|增加|上调|调整|降低|下调)(?:到|至|为))$"
)
_PRIZE_EACH = re.compile(
    r"(?:分别|各)(?:将|可|能)?(?:给予|奖励|补助|资助|发放|补贴|得到|获得|领取|享受|奖|补)[^0-9]{0,4}$"
)
_PRIZE = re.compile(
    r"(?:等奖|第[一二三四五六七八]名|[冠亚季]军|优秀奖|优胜奖|鼓励奖|特别奖)(?:各|奖励|奖金|奖)?$"
)
_SPAN_HANDED_OUT = re.compile(
    r"的?[^，,。；;0-9]{0,4}(?:不等|补助|补贴|奖励|奖补|资助|津贴|慰问金|标准|奖金|救助)"
)
_PER_HEAD = (
    "人均",
    "户均",
    "平均每人",
    "平均每户",
    "每人平均",
    "每户平均",
    "生均",
    "家均",
    "人均发放",
    "户均发放",
)
_HEAD_GETS = re.compile(
    r"每(?:人|户|家|名|位|个)[^，,。；;、0-9每]{0,8}(?:领到|领取|得到|获得|获赠|发放|送上|送去|赠送|发|送|赠)了?$"
)
_EACH_HAS = re.compile(
    r"每(?:个|家|间|座|处|所|名|人|户|支)[一-龥]{1,8}(?:均|都|要|须|应|至少)?(?:配备|配置|配有|设有|设置|备有|提供)"
)
_ONCE_A_PERIOD = re.compile(r"每(?:年|半年|个?季度?|季|个?月|周|星期|学期)[^，,。；;0-9]{0,8}$")
_ARTICLE_LEFT = frozenset("了这那每同第某有是的")
_AND = re.compile(r"(?<![共总饱缓温参以普涉])[和与及](?![谐平睦解气时格])")
_LIST_STOP = frozenset("，,。；;：:\n！!？?（(")
_AREA = re.compile(
    r"(?:县级?市?|市|区|州|旗|地市?|镇|乡|街道|省|县区|区县|县市|地(?![区方位点势]))(?![级直属长委本中场])"
)
_SUMMED = re.compile(r"(?:合计|共计|总计|相加|加起来|累加|叠加)")
_BODIES = re.compile(
    r"(?:部门|部委|厅局|委办局|委局|单位|方(?!面)|家(?:单位|部门)|国(?!家))(?:联合|联动|协同|共同|携手|发文|会商|印发|参与|机制|协商|合力|签)"
)
_ANNOUNCED = frozenset(("个", "项", "条", "件", "点", "块", "方面", "类", "种", "步", "大", "篇", "组"))
_AGENDA = re.compile(
    r"(?:议程|议题|内容|要点|特点|原因|做法|职责|环节|程序|目标|任务)(?:(?:一?共|主要)?(?:有|分为|分|为|是|包括)|一?共)$"
)
_PLANNED = re.compile(r"(?:确定|部署|下达|提出|规定|明确|制定|安排|交办|既定|布置|分解)的$")
_REAL_WORKS = re.compile(r"[一-龥]{0,4}?(?:重点|重大)(?:项目|工程|企业|建设项目)")
_ALL = re.compile(r"100%|百分之百|百分百")


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
        if _PRIZE.search(c.clause):
            return "amount_per_prize"
        if c.clause.endswith(_PER_HEAD):
            return "amount_per_head"
        if q.high is not None and _SPAN_HANDED_OUT.match(c.right):
            return "span_by_rule"
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
    if q.family == "count" and _HEAD_GETS.search(c.clause):
        return "thing_per_head"
    if q.family in ("count", "part") and q.qualifier and _EACH_HAS.search(c.sentence):
        return "equipment_per_site"
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
    if announced(c):
        return "announces_list"
    if q.qualifier or q.family not in ("count", "event") or q.value is None or q.value > 300:
        return ""
    if q.unit == "个" and _ALL.match(c.right):
        return "layout_of_shares"
    if _REAL_WORKS.match(c.right):
        return ""
    strong = c.after_within("structure_noun", 5 if q.unit in ("项", "条") else 3)
    weak = strong or c.after_within("structure_noun_weak", 4)
    if c.previous == "structure" and weak:
        return "joined_to_structure"
    if not weak:
        return ""
    if strong and _PLANNED.search(c.clause):
        return "layout_as_planned"
    if q.unit in ("家", "所", "场", "次", "批", "场次", "批次", "座", "间", "户") or c.clause_has(
        "done_verb"
    ):
        return ""
    if strong:
        return "layout_noun"
    if c.clause_has("structure_verb"):
        return "layout_verb"
    return ""


def announced(c: Context) -> bool:
    """资金用在〔三块〕:…, 议程有〔五项〕: a small Chinese numeral that only says how many items follow.

    >>> verbs = {"done_verb": ("表彰",)}
    >>> announced(Context.first("主要抓了三件:", {"件": "count"}, **verbs))
    True
    >>> announced(Context.first("表彰三件:", {"件": "count"}, **verbs))
    False
    >>> announced(Context.first("调解案件三件,", {"件": "count"}))
    False
    """
    q, right = c.q, c.right
    if q.arabic or q.qualifier or q.value is None or q.value > 12 or q.printed not in _ANNOUNCED:
        return False
    if _AGENDA.search(c.clause):
        return not right or right[0] in MARKS
    follows = right[:1] in (":", "：") or right[:1] >= "\U0001f000"
    return follows and not c.clause_has("done_verb")


def joined_bodies(c: Context) -> str:
    """How many of what was just named: 甲、乙〔两〕县, 写、唱〔两件〕事; 甲、乙、丙,〔三项〕合计; 〔四〕部门联合.

    A figure only where a classifier of houses, persons or events counts them, or where 等 leaves the list open.

    >>> def show(text): return joined_bodies(Context.first(text, {"件": "count", "人": "person"}))
    >>> show("东溪、西溪两县工会"), show("充电、热饭两件事"), show("东溪、西溪、南溪两县"), show("教师、医生两人获奖")
    ('counts_the_list', 'counts_the_list', '', '')
    >>> show("人社局等四部门联合检查"), show("助困、助学,两件合计")
    ('joint_bodies', 'counts_the_list')
    """
    q = c.q
    if q.qualifier or q.value is None or q.value > 20 or q.family not in ("", "count", "part"):
        return ""
    if not q.unit and _BODIES.match(c.right):
        return "joint_bodies"
    if q.value < 2 or not c.right or c.right[0] in MARKS:
        return ""
    if not q.arabic and not c.clause and c.left and _SUMMED.match(c.right):
        return "counts_the_list"
    area = (not q.unit and _AREA.match(c.right) is not None) or _AREA.fullmatch(q.printed) is not None
    if not area and (q.arabic or not q.unit or q.printed in ("家", "所", "座", "间", "处", "名", "位")):
        return ""
    return "counts_the_list" if _listed_before(c) == q.value else ""


def _listed_before(c: Context) -> int:
    """How many things 甲、乙和丙 names directly before the quantity; 1 when it is no list."""
    text, at = c.text, c.q.start
    low = max(0, at - 60)
    items = 1
    run = 0
    while at > low:
        at -= 1
        ch = text[at]
        if ch in _LIST_STOP:
            break
        if ch == "、" or (ch in "和与及" and items == 1 and run and _AND.match(text, at)):
            if not run:
                return 1
            items += 1
            run = 0
        else:
            run += 1
    return items if run else 1


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
    if q.family == "event" and _ONCE_A_PERIOD.search(c.clause) and c.clause.endswith(c.cues["event_verb"]):
        return "figure", "one_a_period"
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
    if (
        q.family == "person"
        and left[-1:] != "的"
        and any(word in right for word in ("获", "被评", "被授予", "当选", "入选", "荣登"))
    ):
        return "figure", "one_honoured"
    if q.family in ("person_time", "household"):
        return "figure", "one_counted"
    return "lexical", "one_as_article"
