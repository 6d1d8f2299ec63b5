"""The summary after a run: what was read, found and held back, where it is, and what to type next. Chinese with English beside it."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from orchestration.cli.options import published
from orchestration.cli.render import plain
from orchestration.home import Home
from orchestration.settings import Settings

QUOTED = 5
LISTED = 10

REPORTS = "select text_status, file_name, text_reason from marts.dim_reports order by file_name"
FIGURES = """
select
    count(*), count(*) filter (where indicator_id is not null), count(*) filter (where indicator_id is null),
    count(*) filter (where status = 'held'), count(*) filter (where status = 'flagged')
from marts.fct_claims
"""
WORST = """
with worst as (
    select distinct on (claims.claim_id)
        claims.claim_id, reports.file_name, claims.surface, claims.sentence, claims.char_start,
        findings.suggested_value, claims.unit,
        coalesce(findings.suggestion_reason_zh, findings.message_zh) as reason
    from marts.fct_claims as claims
    inner join marts.fct_findings as findings using (claim_id)
    inner join marts.dim_reports as reports on claims.report_id = reports.report_id
    where claims.status = 'held' and findings.severity = 'error' and findings.status = 'open'
    order by claims.claim_id, findings.suggested_value is null, findings.rule_id
)
select * from worst
order by suggested_value is null, file_name, char_start
limit ?
"""


def print_summary(home: Home, *, unchanged: bool) -> int:
    """Print the summary of what is published in a home; returns how many figures are held back."""
    with published(home) as connection:
        reports = connection.execute(REPORTS).fetchall()
        found, mapped, unmapped, held, flagged = connection.execute(FIGURES).fetchone()
        worst = connection.execute(WORST, [QUOTED]).fetchall()
    unread = [row for row in reports if row[0] != "ok"]
    if unchanged:
        print("自上次以来没有变化，未重新计算 / nothing changed since the last build; nothing was redone\n")
    elif not reports:
        print(
            f"没有报告：把文件放进 {home.inbox} / no reports: put files there, or name them with --reports\n"
        )
    call = callable_as(home)
    _line("已读报告", "reports read", len(reports) - len(unread))
    if unread:
        _line("未能读取", "could not be read", len(unread))
        for status, name, reason in unread[:LISTED]:
            print(f"    {name}：{status}，{reason or ''}")
        _rest(len(unread), LISTED, call("reports list"))
    _line("找到数字", "figures found", found)
    _line("已归指标", "mapped to an indicator", mapped)
    _line("尚无指标", "unmapped", unmapped)
    _line("存疑（仍有效）", "flagged, still in force", flagged)
    _line("扣下不用", "held back", held)
    for row in worst:
        _quote(row, call)
    _rest(held, QUOTED, call("findings"))
    print(f"\n发布文件 / published file: {home.published_file}")
    print("接着可以 / next:")
    for command, what in (
        ("findings", "可疑的数字 / every doubtful figure"),
        ("unmapped", "尚无指标的数字 / figures without an indicator"),
        ("ui", "运行、血缘与检查 / run, lineage and checks"),
    ):
        print(f"  {call(command)}    # {what}")
    return int(held)


def callable_as(home: Home) -> Callable[[str], str]:
    """How this person types a command for this home: by its path when it is not on PATH, with --home when it is not the usual one."""
    program = (
        "gonghui" if shutil.which("gonghui") else os.path.relpath(Path(sys.executable).with_name("gonghui"))
    )
    here = "" if home.root == Settings.load(environ={}).home else f" --home {shlex.quote(_short(home.root))}"
    return lambda command: f"{shlex.quote(program)} {command}{here}"


def _short(path: Path) -> str:
    """Relative where the path lies below the current folder."""
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)


def _line(chinese: str, english: str, count: int) -> None:
    print(f"{chinese} / {english}: {count}")


def _quote(row: tuple[Any, ...], call: Callable[[str], str]) -> None:
    claim_id, name, surface, sentence, _, value, unit, reason = row
    print(f"  - 「{surface}」 {name}")
    print(f"      {clip(sentence, surface)}")
    if value is not None:
        print(f"      建议 / proposal: {plain(value)}{unit or ''}  {reason or ''}")
    elif reason:
        print(f"      {reason}")
    print(f"      {call(f'explain {claim_id}')}")


def _rest(count: int, shown: int, command: str) -> None:
    if count > shown:
        print(f"    …另有 {count - shown} 个 / {count - shown} more: {command}")


def clip(sentence: str, surface: str, around: int = 24) -> str:
    """The sentence around a figure, on one line.

    >>> clip("全市共帮扶困难职工12.53余人次，发放资金。", "12.53余人次", around=4)
    '…困难职工12.53余人次，发放资…'
    """
    text = " ".join(sentence.split())
    at = text.find(surface)
    if at < 0:
        return text[: 2 * around + len(surface)]
    start, stop = max(0, at - around), min(len(text), at + len(surface) + around)
    return ("…" if start else "") + text[start:stop] + ("…" if stop < len(text) else "")
