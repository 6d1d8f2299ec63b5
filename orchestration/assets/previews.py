"""Small pictures of a lake table for the UI: a Markdown table of a few rows and a bar chart as inline SVG.

An asset carries at most 50 rows and 64 kB of metadata; both functions stay far below.
"""

from __future__ import annotations

import base64
from collections import Counter
from html import escape

from orchestration.cli.render import plain
from orchestration.lake.store import Lake, Manifest

ROWS = 12
BARS = 12
_WIDE = 48

#: Columns that tell a person most, in this order; others are left to a query.
PREVIEW_COLUMNS = {
    "sources": ("file_name", "report_id", "media_type", "byte_size", "gone_at"),
    "reports": (
        "file_name",
        "title",
        "publisher",
        "region_name",
        "published_on",
        "period_start",
        "period_end",
        "text_status",
    ),
    "texts": ("report_id", "clean_text"),
    "claims": (
        "surface",
        "value",
        "unit",
        "qualifier",
        "indicator_id",
        "region_name",
        "period_end",
        "sentence",
    ),
    "claim_links": ("kind", "claim_id", "role", "other_claim_id", "other_role"),
    "mention_counts": ("report_id", "class", "count"),
}


def preview(lake: Lake, manifest: Manifest, table: str) -> str:
    """The first rows of the table's first shard as Markdown."""
    columns = PREVIEW_COLUMNS[table]
    rows = lake.read(manifest, table, [0], columns).slice(0, ROWS).to_pylist()
    lines = [f"| {' | '.join(columns)} |", f"|{' --- |' * len(columns)}"]
    lines += [f"| {' | '.join(cell(row[name]) for name in columns)} |" for row in rows]
    if manifest.rows(table) > len(rows):
        lines.append(f"\n{len(rows)} / {manifest.rows(table)}; the rest: `lake.{table}` in the warehouse")
    return "\n".join(lines)


def cell(value: object, width: int = _WIDE) -> str:
    """One value for a Markdown table: short, on one line, with nothing that breaks the table or carries markup."""
    text = " ".join((plain(value) or "").split())
    text = text if len(text) <= width else text[: width - 1] + "…"
    return escape(text, quote=False).replace("|", "\\|").replace("`", "'")


def bar_chart(lake: Lake, manifest: Manifest, table: str, column: str) -> str:
    """How often each value of a column occurs in the first shard, as an image that needs no network."""
    if table == "mention_counts":
        rows = lake.read(manifest, table, [0], (column, "count")).to_pylist()
        counts = Counter[str]()
        for row in rows:
            counts[str(row[column])] += int(row["count"])
    else:
        counts = Counter(
            str(value) for value in lake.read(manifest, table, [0], (column,))[column].to_pylist()
        )
    return svg_bars(counts.most_common(BARS))


def svg_bars(bars: list[tuple[str, int]]) -> str:
    """Horizontal bars as a Markdown image with the SVG inside."""
    if not bars:
        return "no rows"
    highest = max(count for _, count in bars) or 1
    height = 20 * len(bars) + 6
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="460" height="{height}" font-family="sans-serif" font-size="12">'
    ]
    for i, (label, count) in enumerate(bars):
        y = 20 * i + 4
        length = max(1, round(240 * count / highest))
        parts.append(f'<text x="132" y="{y + 12}" text-anchor="end" fill="#666">{escape(label[:20])}</text>')
        parts.append(f'<rect x="138" y="{y}" width="{length}" height="15" rx="2" fill="#4c78a8"/>')
        parts.append(f'<text x="{144 + length}" y="{y + 12}" fill="#666">{count}</text>')
    parts.append("</svg>")
    image = base64.b64encode("".join(parts).encode()).decode()
    return f"![chart](data:image/svg+xml;base64,{image})"
