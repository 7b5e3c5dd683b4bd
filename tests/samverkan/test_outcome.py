from __future__ import annotations

from samverkan.outcome import Outcome


def test_an_outcome_is_a_line_and_one_for_each_failure() -> None:
    outcome = Outcome("extract", "2 documents read.", failures=("a.pdf: broken", "b.pdf: empty"))
    assert outcome.lines == ("extract: 2 documents read.", "  - a.pdf: broken", "  - b.pdf: empty")


def test_many_failures_are_counted_and_the_command_that_lists_them_is_named() -> None:
    lines = Outcome("extract", "done", failures=tuple(f"{n}.pdf: broken" for n in range(50))).lines
    assert len(lines) == 22
    assert lines[-1] == "  - and 30 more; see them all with: samverkan status --failures"
