"""Whether a figure is the amount itself, a difference, a growth, a plan or an amount per year (annotation guide, section 8).

Only words around the number are read; what the indicator does with a 新建 (stock -> delta) is told by its kind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from orchestration.claims.segments import Segment

_TO = r"(?:增加|增长|提高|上升|提升|扩大|发展|下降|减少|降低|增|升|降|上调|调高|壮大|增补)(?:到|至|为)(?:了)?"
_LEVEL_AFTER_CHANGE = re.compile(rf"(?:{_TO}|达到?|达至)(?:了)?(?:约|近)?$")
_GROWTH = re.compile(
    r"(?:增长率?|增幅|增加了?|上升了?|提高了?|提升了?|下降了?|减少了?|降低了?|递增|涨幅|升幅|降幅|同比|环比|净增长?|扩大了?|翻了?|上涨|增|降)"
    r"(?:率|幅|约|近|超过?|逾|达到?|为|了|均|分别|高达|又|:|：)*$"
)
_RATIO = re.compile(r"(?:是|为|相当于|比).{0,16}(?:的)$")
_SHARE_OF_PLAN = re.compile(r"(?:任务|计划|目标|指标)(?:数|量|总数)?(?:的)?$")
_SHARE = re.compile(r"(?:占|所占|占比|比重|比例)[^，,。；;、]{0,18}$")
_DELTA = re.compile(
    r"(?:(?:比|较|与|同比|环比)[^，,。；;]{0,18}?(?:增加|多|少|减少|净增|增长|增|减|上升|下降|提高|降低|扩大|高|低)了?|净增加?了?|净减少?了?|增加了|增加|减少了?|多出|同比增加|同比减少)(?:约|近|了|达)*$"
)
_DELTA_NOUN = re.compile(r"(?:净增加?|净减少?|减少|划出)[^，,。；;、0-9]{0,10}$")
_NEW = re.compile(
    r"(?:新|增|扩)(?:建成|建立|建|增设|增加|增|设立|设|创建|组建|成立|命名|打造|添|改建|扩建|改扩建|开办|开设|聘|招聘|培育|认定|签约|发行|发放|办理|添置)|增设|增建|新建改造|改扩建"
)
_PER = (
    ("year", re.compile(r"每年(?!度)|年均|平均每年|每年度|历年平均|年平均")),
    ("month", re.compile(r"每月|月均|平均每月")),
    ("day", re.compile(r"每天|每日|日均|平均每天|日服务|日接待")),
    ("term", re.compile(r"每届|每期|每季度|季均")),
)
_PLAN = re.compile(
    r"力争|争取(?=在|年内|到20|建成|实现|完成|达到|突破|新建|发展|培训|用[0-9一二三]|再)|确保|拟(?=[建投开举培组新在于再])|预计|计划(?=[一二两三四五0-9]+年|[建投开举培组新在于安到用完发实资帮再])|"
    r"(?<![就即])将(?=(?:再|继续|进一步|全面|着力|重点)?(?:新建|建设|建成|建会|打造|培训|培养|培育|完成|组织|开展|实现|投入|发放|帮助|举办|达到|突破|新增|在今|于|为|选树|创建|实施|推动|发展|选送|争取|力争))|"
    r"(?:今年|明年|新的一年|下一?步|今后)[^，,。；;]{0,6}要|今后(?=[，,]|.{0,12}每年)|目标[:：]|目标是|规划(?=建设|新建|到)|(?<![需主重纪摘提概必只不还紧首])要(?=[从由建培完达力确再办增超选树新]|实现|发展|稳定|保持)|至少(?=建|培|开|举|完|新)|"
    r"(?:总体|工作|主要|预期|年度|任务)目标[:：是为]?"
)
_PLAN_HEADING = re.compile(
    r"工作(?:打算|计划|安排|思路|要点|部署|目标)|(?:今后|未来|下一?个?阶段).{0,6}(?:工作|任务|年|目标)|下一步|下步|"
    r"目标任务|主要任务|奋斗目标|总体目标|预期目标|(?:明年|[0-9]{4}年)(?:的)?(?:工作)?(?:计划|打算|安排|思路|目标)"
)
_PLANNING = re.compile(r"安排|配套|计划|至少|将|力争|拟|规划|争取|预计")


@dataclass(frozen=True, slots=True)
class Relation:
    """relation, the basis of a per_period, the words that decided, and whether the figure leans on one named before."""

    relation: str
    per: str | None
    evidence: str
    leans: bool = False
    share: bool = False
    new: bool = False


def read_relation(
    text: str,
    segment: Segment,
    unit: str,
    headings: tuple[str, ...],
    *,
    future: bool,
    in_plan_years: bool = False,
) -> Relation:
    """Relation of the figure in `segment`; `future` when its own period phrase lies after publication,
    `in_plan_years` when it is a plan span that still runs.

    会员净增〔2万人〕 -> delta; 增幅〔58%〕 -> growth; 力争建成〔200个〕 -> target; 年均培训〔3000人〕 -> per_period.
    """
    own = text[segment.own_left : segment.start]
    clause = text[segment.clause_left : segment.start]
    if unit == "百分点":
        return Relation("delta", None, "百分点", leans=True)
    if unit in ("%", "‰", "倍"):
        if found := _SHARE_OF_PLAN.search(own):
            return Relation("target", None, found.group(), leans=True)
        if _LEVEL_AFTER_CHANGE.search(own) and unit != "倍":
            pass
        elif found := _GROWTH.search(own):
            return Relation("growth", None, found.group(), leans=True)
        elif unit == "倍":
            return Relation("growth", None, "倍", leans=True)
        elif found := _SHARE.search(own):
            return Relation("level", None, found.group(), share=True)
    elif not _LEVEL_AFTER_CHANGE.search(own):
        if found := _DELTA.search(own):
            return Relation(
                "delta", None, found.group(), leans=_compares(found.group()) or not _has_noun(own, found)
            )
        if found := _DELTA_NOUN.search(own):
            return Relation("delta", None, found.group())
    plan = _plan(text, segment, headings)
    if in_plan_years and (found := _PLANNING.search(text, segment.sentence_left, segment.start)):
        plan = plan or found.group()
    if plan or future:
        return Relation("target", None, plan or "period lies ahead")
    for per, pattern in _PER:
        if found := pattern.search(clause) or pattern.match(text, segment.end):
            return Relation("per_period", per, found.group())
        if segment.own_right > segment.end and per == "year" and text.startswith("/年", segment.end):
            return Relation("per_period", per, "/年")
    new = _NEW.search(own) or _NEW.search(clause)
    return Relation("level", None, new.group() if new else "", new=bool(new))


def _plan(text: str, segment: Segment, headings: tuple[str, ...]) -> str | None:
    found = _PLAN.search(text, segment.sentence_left, segment.start)
    if found:
        return found.group()
    for heading in headings:
        if found := _PLAN_HEADING.search(heading):
            return found.group()
    return None


def _compares(words: str) -> bool:
    return words[0] in "比较与" or words.startswith(("同比", "环比"))


def _has_noun(own: str, found: re.Match[str]) -> bool:
    return found.start() >= 2
