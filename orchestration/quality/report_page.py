"""Results of the suites as one static page that reads offline: no script, no font, no style from outside. Chinese first.

A pure function over plain data. Not here: running expectations, writing files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

#: Rows shown of one failing check; the count says how many there are.
SHOWN = 50

_STYLE = """
body{font:16px/1.6 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;margin:0 auto;max-width:68rem;padding:1.5rem;
color:#1c2430;background:#fff}
h1{font-size:1.5rem;margin:0}h2{font-size:1.15rem;margin:2.2rem 0 .6rem;border-bottom:1px solid #d5dae1;padding-bottom:.2rem}
h2 small,td small,p small{color:#5b6675;font-weight:400}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid #e6e9ee;vertical-align:top}
th{font-weight:600;color:#424d5c;font-size:.9rem}td.n{text-align:right;font-variant-numeric:tabular-nums}
.mark{white-space:nowrap;font-weight:600}.ok .mark{color:#176b3a}.warning .mark{color:#8a5a00}.critical .mark{color:#a11919}
details{margin:.3rem 0}summary{cursor:pointer;color:#2a5db0}details table{font-size:.85rem;margin:.4rem 0}
.wide{overflow-x:auto}
@media (prefers-color-scheme:dark){body{color:#e4e8ee;background:#14181f}h2,th,td{border-color:#303845}h2 small,td small,p small{color:#9aa5b4}
th{color:#b9c2cf}.ok .mark{color:#6fcf97}.warning .mark{color:#f2c14e}.critical .mark{color:#ff8a80}summary{color:#8ab4f8}}
@media print{details{display:block}}
"""

_MARKS = {"ok": "✓ 通过", "warning": "△ 存疑", "critical": "✗ 未通过"}


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One expectation as it came out; `rows` are failing rows as plain values, `severity` critical or warning."""

    suite: str
    asset: str
    title_zh: str
    title_en: str
    severity: str
    passed: bool
    rows_checked: int
    failing: int
    rows: Sequence[Mapping[str, Any]] = field(default=())
    exception: str = ""

    @property
    def state(self) -> str:
        """ok, warning or critical; a check that could not be computed is critical."""
        if self.exception:
            return "critical"
        return "ok" if self.passed else self.severity


def report_page(results: Sequence[CheckResult], made_at: str) -> str:
    """The page as one self-contained HTML text; worst checks first within a suite, suites in the given order."""
    suites = dict.fromkeys((result.suite, result.asset) for result in results)
    counts = {state: sum(result.state == state for result in results) for state in _MARKS}
    body = [
        "<h1>数据检查结果</h1>",
        f"<p>{escape(made_at)}：共{len(results)}项，通过{counts['ok']}项，存疑{counts['warning']}项，"
        f"未通过{counts['critical']}项。 <small>Data checks: {counts['ok']} passed, {counts['warning']} doubtful, "
        f"{counts['critical']} failed.</small></p>",
        "<p>“存疑”不妨碍发布，请看所列数字；“未通过”表示流程本身有误，已停止发布。 "
        "<small>Doubtful figures do not stop publishing; a failed check is a fault of the pipeline and does.</small></p>",
    ]
    for suite, asset in suites:
        mine = [result for result in results if result.suite == suite]
        mine.sort(key=lambda result: list(_MARKS).index(result.state), reverse=True)
        body.append(f"<h2>{escape(asset)} <small>{escape(suite)}</small></h2><div class=wide><table>")
        body.append("<tr><th>结果</th><th>检查</th><th>检查行数</th><th>不合行数</th></tr>")
        body += [_row(result) for result in mine]
        body.append("</table></div>")
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>数据检查结果</title><style>{_STYLE}</style></head><body>{''.join(body)}</body></html>\n"
    )


def _row(result: CheckResult) -> str:
    notes = f"<br><small>{escape(result.title_en)}</small>"
    if result.exception:
        notes += f"<br>{escape(result.exception)}"
    return (
        f'<tr class="{result.state}"><td class=mark>{_MARKS[result.state]}</td>'
        f"<td>{escape(result.title_zh)}{notes}{_failing(result)}</td>"
        f"<td class=n>{result.rows_checked}</td><td class=n>{result.failing}</td></tr>"
    )


def _failing(result: CheckResult) -> str:
    """The failing rows, folded away; columns in the order of their first row."""
    if not result.rows:
        return ""
    names = list(dict.fromkeys(name for row in result.rows for name in row))
    head = "".join(f"<th>{escape(name)}</th>" for name in names)
    lines = "".join(
        "<tr>" + "".join(f"<td>{_cell(row.get(name))}</td>" for name in names) + "</tr>"
        for row in result.rows[:SHOWN]
    )
    rest = f"（只列{SHOWN}行）" if result.failing > SHOWN else ""
    return f"<details><summary>不合的行{rest}</summary><table><tr>{head}</tr>{lines}</table></details>"


def _cell(value: Any) -> str:
    return "" if value is None else escape(str(value))
