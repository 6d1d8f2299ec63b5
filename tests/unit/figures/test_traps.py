"""Every line of tests/cases/traps.txt: value, unit, qualifier and class of one mention."""

from __future__ import annotations

import pytest

from orchestration.figures import CLASSES, find_mentions

from .reading import Trap, read_traps, shipped_vocabulary

ALL = read_traps()


def test_there_are_at_least_four_hundred_traps_and_each_class_has_some() -> None:
    assert len(ALL) >= 400
    assert {trap.class_ for trap in ALL} == set(CLASSES)


def test_no_trap_stands_twice() -> None:
    keys = [(trap.text, trap.start) for trap in ALL]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("trap", ALL, ids=lambda trap: f"{trap.line}:{trap.text}")
def test_trap(trap: Trap) -> None:
    mentions = find_mentions(trap.text, shipped_vocabulary())
    if trap.start is not None and trap.end is not None:
        mentions = [m for m in mentions if m.start < trap.end and m.end > trap.start]
    found = [(m.value, m.unit, m.qualifier, m.class_) for m in mentions]
    assert found == [(trap.value, trap.unit, trap.qualifier, trap.class_)]
