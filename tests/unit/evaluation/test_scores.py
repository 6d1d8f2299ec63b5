"""What a pair of rows is worth."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orchestration.evaluation import GoldError, score
from orchestration.evaluation.scores import SCORE_NAMES
from orchestration.evaluation.tally import Tally
from tests.unit.evaluation.rows_by_hand import figure, plain

GOLD = [
    plain(0, "2022年", "date"),
    figure(10, "38.5万人", "385000"),
    figure(20, "92%以上", "92", unit="%", qualifier="以上", indicator_id="union_establishment_rate"),
    figure(20, "92%以上", "92", unit="%", qualifier="以上", indicator_id="worker_membership_rate"),
    figure(30, "12个", "12", unit="个", class_="other", indicator_id="", relation=""),
    plain(40, "一线", "lexical"),
    figure(50, "12名", "12", level="mixed", indicator_id="model_workers_honored"),
]


def test_gold_against_itself_is_one_everywhere():
    found = score(GOLD, GOLD)
    for name in SCORE_NAMES:
        tally = found[name]
        assert tally.hit == tally.ours == tally.gold > 0, name
    assert not found.mistakes


def test_nothing_of_ours_misses_everything_but_lexical_rows():
    found = score([], GOLD)
    assert found["mention"] == Tally(0, 0, 6)
    assert found["indicator"] == Tally(0, 0, 4)
    assert found["quantity"] == Tally(0, 0, 5)
    assert found["mention"].precision is None and found["mention"].recall == 0


def test_lexical_rows_may_be_left_out_or_added():
    without = [row for row in GOLD if row.class_ != "lexical"]
    extra = [*GOLD, plain(70, "进一步", "lexical")]
    assert score(without, GOLD)["mention"] == score(extra, GOLD)["mention"] == Tally(6, 6, 6)
    assert score(without, GOLD)["class"] == score(GOLD, GOLD)["class"] == Tally(6, 6, 6)


def test_figure_claimed_on_a_lexical_row_is_a_class_error():
    ours = [*GOLD[:5], plain(40, "一线", "structure", "1"), GOLD[6]]
    assert score(ours, GOLD)["class"] == Tally(6, 7, 7)


def test_unmapped_row_is_an_indicator_miss_and_no_false_positive():
    ours = [replace(GOLD[1], class_="other", indicator_id="", relation="")]
    found = score(ours, [GOLD[1]])
    assert found["indicator"] == Tally(0, 0, 1)
    assert found["class"] == Tally(0, 1, 1)
    assert found["quantity"] == Tally(1, 1, 1)
    assert found["region"] == Tally(1, 1, 1)
    assert found["relation"] == Tally(0, 1, 1)
    assert found["whole_row"] == Tally(0, 0, 1)


def test_id_on_an_other_row_is_a_false_positive():
    ours = [replace(GOLD[4], class_="figure", indicator_id="union_members", relation="level")]
    found = score(ours, [GOLD[4]])
    assert found["indicator"] == Tally(0, 1, 0)
    assert found["period"] == Tally(0, 0, 0)


def test_wrong_id_is_a_miss_and_a_false_positive():
    found = score([replace(GOLD[1], indicator_id="new_members_recruited")], [GOLD[1]])
    assert found["indicator"] == Tally(0, 1, 1)
    assert found.confusions["indicator"] == {("union_members", "new_members_recruited"): 1}


def test_misread_value_is_a_miss_and_an_extra():
    ours = [replace(GOLD[1], value=GOLD[1].value / 10000)]
    found = score(ours, [GOLD[1]])
    assert found["mention"] == Tally(0, 1, 1)
    assert found["quantity"] == Tally(0, 1, 1)
    assert found["indicator"] == Tally(0, 1, 1)
    assert [m.fields for m in found.mistakes] == [("mention", "value")]


def test_quantity_needs_value_unit_and_qualifier_whatever_the_class():
    ours = [replace(GOLD[2], class_="policy_param", indicator_id="", relation="")]
    assert score(ours, [GOLD[2]])["quantity"] == Tally(1, 1, 1)
    assert score([replace(GOLD[2], qualifier="")], [GOLD[2]])["quantity"] == Tally(0, 1, 1)
    assert score([replace(GOLD[2], unit="")], [GOLD[2]])["quantity"] == Tally(0, 1, 1)


def test_fields_are_judged_on_matched_claims_only():
    ours = [replace(GOLD[1], class_="anecdote", indicator_id="", region="", relation="")]
    assert score(ours, [GOLD[1]])["region"] == Tally(0, 0, 0)


def test_wrong_level_spares_the_whole_row_and_is_reported_beside_it():
    found = score([replace(GOLD[6], level="")], [GOLD[6]])
    assert found["whole_row"] == Tally(1, 1, 1)
    assert found["whole_row_level"] == Tally(0, 1, 1)
    assert found["level"] == Tally(0, 1, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"indicator_id": "union_organizations"},
        {"unit": "人次"},
        {"qualifier": "近"},
        {"period_start": ""},
        {"period_end": "2023-06-30"},
        {"region": "东湖区"},
        {"relation": "delta"},
    ],
)
def test_one_wrong_label_fails_the_whole_row(wrong):
    assert score([replace(GOLD[1], **wrong)], [GOLD[1]])["whole_row"] == Tally(0, 1, 1)


def test_swapped_nouns_on_one_span_are_two_indicator_errors():
    ours = [GOLD[3], GOLD[2]]
    assert score(ours, GOLD[2:4])["indicator"] == Tally(0, 2, 2)


def test_reports_are_kept_apart():
    elsewhere = replace(GOLD[1], report="s")
    found = score([elsewhere], [GOLD[1]], reports=["r", "s.txt"])
    assert found["mention"] == Tally(0, 1, 1)
    assert set(found.by_report) == {"r", "s"}


def test_reports_without_labels_are_named_and_not_counted():
    found = score([GOLD[1], replace(GOLD[1], report="t")], [GOLD[1]])
    assert found.unlabelled_reports == ("t",)
    assert found["mention"] == Tally(1, 1, 1)


def test_labelled_report_without_rows_counts_our_extras():
    assert score([GOLD[1]], [], reports=["r"])["mention"] == Tally(0, 1, 0)


def test_mappings_in_the_shape_of_extract_are_accepted():
    ours = {
        "report": "r.txt",
        "start": 10,
        "end": 15,
        "surface": "38.5万人",
        "value": "385000",
        "unit": "人",
        "qualifier": "",
        "class": "figure",
        "indicator_id": "union_members",
        "unmapped_reason": None,
        "level": None,
        "period_start": "2022-01-01",
        "period_end": "2022-12-31",
        "region": "云岚市",
        "relation": "level",
        "confidence": 0.9,
    }
    assert score([ours], [GOLD[1]])["whole_row"] == Tally(1, 1, 1)


def test_unreadable_row_says_where():
    with pytest.raises(GoldError, match="class 'figur'"):
        score([{"report": "r", "start": 3, "surface": "3人", "class": "figur"}], GOLD)
    with pytest.raises(GoldError, match=r"value '3\+' is not a plain number"):
        score([{"report": "r", "start": 3, "surface": "3人", "class": "figure", "value": "3+"}], GOLD)


def test_indicators_are_counted_one_by_one():
    ours = [replace(GOLD[1], indicator_id="new_members_recruited"), GOLD[6]]
    found = score(ours, [GOLD[1], GOLD[6]]).by_indicator
    assert found["union_members"]["indicator"] == Tally(0, 0, 1)
    assert found["new_members_recruited"]["indicator"] == Tally(0, 1, 0)
    assert found["model_workers_honored"]["whole_row"] == Tally(1, 1, 1)


def test_class_confusion_counts_missed_and_spurious_rows():
    ours = [plain(0, "2022年", "duration"), figure(80, "7人", "7")]
    found = score(ours, GOLD[:2]).confusion
    assert found == {("date", "duration"): 1, ("figure", "-"): 1, ("-", "figure"): 1}


def test_intervals_are_the_same_every_time_and_hold_the_score():
    gold = [replace(row, report=f"r{n}") for n in range(8) for row in GOLD]
    ours = [row for n, row in enumerate(gold) if n % 5]
    first, second = score(ours, gold), score(ours, gold)
    assert first.intervals == second.intervals
    low, high = first.intervals["mention"]["recall"]
    assert low < first["mention"].recall < high


def test_two_reports_are_too_few_for_an_interval():
    gold = [replace(GOLD[1], report=name) for name in ("a", "b")]
    assert score(gold, gold).intervals["mention"]["f1"] is None


def test_calibration_groups_claims_by_tenth():
    right, wrong = replace(GOLD[1], confidence=0.85), replace(GOLD[6], confidence=0.94, indicator_id="x")
    (found,) = score([right, wrong], [GOLD[1], GOLD[6]]).calibration
    assert (found.at, found.claims, found.indicator_right, found.whole_row_right) == (0.9, 2, 0.5, 0.5)


def test_mistake_shows_the_sentence_with_its_mention():
    text = "去年不计。全市会员38.5万人,再创新高。其余从略。"
    row = figure(text.index("38.5"), "38.5万人", "385000")
    (found,) = score([replace(row, region="全国")], [row], texts={"r": text}).mistakes
    assert found.sentence == "全市会员〔38.5万人〕,再创新高"
    assert found.pair("region") == ("云岚市", "全国")
