"""`gonghui eval` and `gonghui label` with a reader that knows the answers."""

from __future__ import annotations

import argparse
import csv
import json

import pytest

from orchestration.cli import eval as command
from orchestration.cli import label
from orchestration.evaluation import ours as our_reading
from orchestration.evaluation.corpora import Reading
from orchestration.evaluation.definitions import DEFINITIONS
from orchestration.evaluation.facts import FACT_FIELDS
from orchestration.evaluation.first_scores import HEADER
from orchestration.evaluation.rows import GOLD_HEADER

TEXT = "会员38.5万人。"
LINE = "2,38.5万人,385000,人,,figure,union_members,,2022-12-31,2022-12-31,云岚市,level,"
GOLD = ",".join(GOLD_HEADER) + "\n" + LINE + "\n"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with one batch whose only passage is labelled twice; the reader errs in the region."""
    batch = tmp_path / "tests" / "cases" / "b1"
    (batch / "second").mkdir(parents=True)
    (batch / "01.txt").write_text(TEXT, encoding="utf-8")
    (batch / "01.csv").write_text(GOLD, encoding="utf-8")
    (batch / "second" / "01.csv").write_text(GOLD.replace(",level,\n", ",delta,\n"), encoding="utf-8")
    (batch / "facts.csv").write_text(
        "file," + ",".join(FACT_FIELDS) + "\n01.txt,,,云岚市,,,,,,\n", encoding="utf-8"
    )

    def read(path) -> Reading:
        row = dict(zip(GOLD_HEADER, LINE.split(","), strict=True))
        return Reading(TEXT, ({**row, "region": "全国"},), {"region": "云岚市"})

    monkeypatch.setattr(command, "PROJECT_ROOT", tmp_path)
    monkeypatch.setattr(our_reading, "read_ours", read)
    return tmp_path


def gonghui(*words: str) -> int:
    module = {"eval": command, "label": label}[str(words[0])]
    parser = argparse.ArgumentParser()
    module.add_arguments(parser)
    return module.run(parser.parse_args([str(word) for word in words[1:]]))


def test_without_folders_the_batches_are_scored(project, capsys):
    assert gonghui("eval") == 0
    out = capsys.readouterr().out
    assert "development: 1 reports, 1 gold rows, 1 of ours" in out
    assert "region: gold 云岚市 | ours 全国" in out and "会员〔38.5万人〕" in out
    assert "facts of 1 reports: 1.000" in out


def test_mistakes_of_one_field(project, capsys):
    assert gonghui("eval", "--only", "period") == 0
    assert "mistakes" not in capsys.readouterr().out


def test_json_alone_on_standard_output(project, capsys):
    assert gonghui("eval", "--json", "-") == 0
    found = json.loads(capsys.readouterr().out)["development"]
    assert found["scores"]["region"] == {"hit": 0, "ours": 1, "gold": 1, "precision": 0, "recall": 0, "f1": 0}
    assert found["mistakes"][0]["fields"] == ["region"]


def test_folders_are_scored(project, capsys):
    batch = project / "tests" / "cases" / "b1"
    assert gonghui("eval", "--reports", batch, "--gold", batch) == 0
    assert "folder: 1 reports" in capsys.readouterr().out


def test_one_folder_without_the_other_is_wrong_use(project, capsys):
    assert gonghui("eval", "--gold", project) == 2
    assert "--reports and --gold go together" in capsys.readouterr().err


def test_unknown_batch_is_wrong_use(project, capsys):
    assert gonghui("eval", "--batch", "b9") == 2
    assert "b9: no passages" in capsys.readouterr().err


def test_first_score_is_written_once(project, capsys):
    table = project / "tests" / "cases" / "first_scores.csv"
    assert gonghui("eval", "--first", "b1") == 0
    written = table.read_bytes()
    (line,) = csv.DictReader(written.decode().splitlines())
    assert list(line) == HEADER
    assert (line["batch"], line["passages"], line["rows"], line["region"]) == ("b1", "1", "1", "0.0000")
    assert (line["facts"], line["agreement_passages"], line["agreement_relation"]) == (
        "1.0000",
        "1",
        "0.0000",
    )
    assert gonghui("eval", "--first", "b1") == 2
    assert table.read_bytes() == written
    assert "b1: has its first score" in capsys.readouterr().err


def test_repin_raises_and_refuses_to_lower(project, capsys):
    floors = project / "tests" / "gate" / "floors.json"
    assert gonghui("eval", "--repin") == 0
    pinned = json.loads(floors.read_text(encoding="utf-8"))
    pinned["development"]["floors"]["region"] = 0.5
    floors.write_text(json.dumps(pinned), encoding="utf-8")
    assert gonghui("eval", "--repin") == 1
    assert "development.region: 0.0 is under 0.5" in capsys.readouterr().err
    assert json.loads(floors.read_text(encoding="utf-8")) == pinned
    assert gonghui("eval", "--repin", "--lower", "region", "--why", "trial") == 0
    assert json.loads(floors.read_text(encoding="utf-8"))["development"]["floors"]["region"] == 0.0


def test_annotators_are_compared(project, capsys):
    batch = project / "tests" / "cases" / "b1"
    assert gonghui("eval", "--agreement", batch, batch / "second") == 0
    assert "agreement on 1 reports" in capsys.readouterr().out


def test_label_prints_a_gold_csv(project, capsys):
    assert gonghui("label", project / "tests" / "cases" / "b1" / "01.txt") == 0
    assert capsys.readouterr().out == GOLD.replace("云岚市", "全国")


def test_label_writes_a_file(project, capsys):
    out = project / "01.gold.csv"
    assert gonghui("label", project / "tests" / "cases" / "b1" / "01.txt", "--out", out) == 0
    assert capsys.readouterr().out == "" and out.read_text(encoding="utf-8") == GOLD.replace("云岚市", "全国")


def test_stored_rows_are_scored(project, capsys):
    batch = project / "tests" / "cases" / "b1"
    row = {**dict(zip(GOLD_HEADER, LINE.split(","), strict=True)), "report": "01.txt", "region": "东湖区"}
    (project / "ours.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert gonghui("eval", "--reports", batch, "--gold", batch, "--ours", project / "ours.jsonl") == 0
    assert "region: gold 云岚市 | ours 东湖区" in capsys.readouterr().out


def test_help_holds_the_definitions(capsys):
    with pytest.raises(SystemExit):
        gonghui("eval", "--help")
    assert DEFINITIONS in capsys.readouterr().out
