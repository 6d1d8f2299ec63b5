"""The same report gives the same claims, however its bytes were written down."""

from __future__ import annotations

import html
from pathlib import Path

import pytest

from orchestration.catalogue import load_catalogue
from orchestration.claims import extract
from orchestration.corpus import read_report
from orchestration.settings import PROJECT_ROOT

SAMPLE = sorted((PROJECT_ROOT / "seeds" / "reports").glob("*.txt"))
ORIGINALS = PROJECT_ROOT.parent / "shared" / "reports"
TRADITIONAL = PROJECT_ROOT / "tests" / "cases" / "b02" / "03.txt"
REPORTS = SAMPLE + (sorted(ORIGINALS.glob("*.txt")) if ORIGINALS.is_dir() else [])


def claims_of(data: bytes, name: str) -> list[tuple[object, ...]]:
    """What a reader takes from each claim; no offset, for those are of the stored form."""
    found = extract(read_report(data, name), load_catalogue()).claims
    return [
        (
            c.value,
            c.unit,
            c.qualifier,
            c.indicator_id,
            c.relation,
            c.level,
            c.period_start,
            c.period_end,
            c.region_id,
        )
        for c in found
    ]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_encodings_agree(path: Path, encoding: str) -> None:
    text = path.read_text(encoding="utf-8")
    wanted = claims_of(text.encode(), path.name)
    assert len(wanted) > 30
    assert claims_of(text.encode(encoding), path.name) == wanted


@pytest.mark.parametrize(
    "path", [p for p in REPORTS if p.name.startswith(("廣西", "003"))] + [TRADITIONAL], ids=lambda p: p.stem
)
def test_big5_agrees_where_it_can_be_written(path: Path) -> None:
    # what Big5 cannot write (readings with tone marks, Simplified names of the tail) is left out of both
    text = path.read_text(encoding="utf-8").encode("big5", "ignore").decode("big5")
    wanted = claims_of(text.encode(), path.name)
    assert len(wanted) > 15
    assert claims_of(text.encode("big5"), path.name) == wanted


def page(text: str, charset: str) -> str:
    """A web page of the text: first line as title and heading, every other line a paragraph, a tag that names `charset`."""
    title, *lines = [line.strip() for line in text.splitlines() if line.strip()]
    body = "\n".join(f"<p>{html.escape(line)}</p>" for line in lines)
    head = f'<meta charset="{charset}"><title>{html.escape(title)}</title>'
    return f"<!doctype html><html><head>{head}</head><body><article><h1>{html.escape(title)}</h1>\n{body}</article></body></html>"


@pytest.mark.parametrize(
    "path", [p for p in SAMPLE if "广安" in p.name or "永川" in p.name], ids=lambda path: path.stem
)
def test_a_page_with_a_wrong_tag_gives_the_figures_of_its_text(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = claims_of(page(text, "big5").encode("gb18030"), path.stem + ".html")
    wanted = claims_of(text.encode(), path.name)
    assert [(c[0], c[1], c[3]) for c in found] == [(c[0], c[1], c[3]) for c in wanted]
