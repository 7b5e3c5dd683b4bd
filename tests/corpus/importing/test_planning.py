"""A project of another program: its own order, spelling and line ends, and much that has no place here."""

from __future__ import annotations

import zipfile
from collections import Counter
from pathlib import Path

import pytest

from corpus.importing.loss import Item, Reason, What
from corpus.importing.planning import ImportOptions, ImportPlan, plan_import
from corpus.refi.guids import guid_of
from corpus.refi.opening import opened
from corpus.refi.reading import read_refi
from corpus.refi.records import Project
from corpus.refi_reader import RefiReader
from corpus.store import Store
from tests.factories import AT, TEXTS, add_classified, codebook, document, municipality

TEXT = "\r\n".join(TEXTS)
"""As a Windows program keeps it: offsets are those of this text, without its byte order mark."""


def guid(name: str) -> str:
    """As some programs write them: in braces and capitals."""
    return "{" + guid_of("foreign", name).upper() + "}"


def selection(name: str, quote: str, *codes: str, user: str = "anna", inside: str = "") -> str:
    start = TEXT.index(quote)
    by = f' creatingUser="{guid(user)}"' if user else ""
    codings = "".join(
        f'<Coding guid="{guid(name + code)}"{by} creationDateTime="2026-01-02T03:04:05Z">'
        f'<CodeRef targetGUID="{guid(code)}"/></Coding>'
        for code in codes
    )
    return (
        f'<PlainTextSelection guid="{guid(name)}" startPosition="{start}" endPosition="{start + len(quote)}">'
        f"{inside}{codings}</PlainTextSelection>"
    )


def note(name: str, text: str) -> str:
    return (
        f'<Note guid="{guid(name)}" name="N" creatingUser="{guid("anna")}">'
        f"<PlainTextContent>{text}</PlainTextContent></Note>"
    )


SELECTIONS = (
    selection("one", TEXTS[0], "Strategi", "Universitet"),
    selection("two", "regionen", "Region", inside="<Description>Om valet</Description>"),
    selection("three", TEXTS[2], "Något eget"),
    selection("four", TEXTS[2], "Region", user=""),
)
CODES = "".join(
    f'<Code guid="{guid(name)}" name="{name}" isCodable="true"/>'
    for name in ("Strategi", "Universitet", "Region", "Något eget")
)
PROJECT = f"""<?xml version="1.0" encoding="utf-8"?>
<Project name="P" origin="QualCoder 3.6" xmlns="urn:QDA-XML:project:1.0">
<Notes>{note("note", "Tänk på 🎓")}{note("all", "Om allt")}</Notes>
<Sources><TextSource guid="{guid("source")}" name="plan.pdf" plainTextPath="internal://PLAN.txt">
<Description>Om källan</Description>{"".join(SELECTIONS)}
<Coding guid="{guid("whole")}" creatingUser="{guid("anna")}"><CodeRef targetGUID="{guid("Region")}"/></Coding>
<NoteRef targetGUID="{guid("note")}"/>
<VariableValue><VariableRef targetGUID="{guid("size")}"/><TextValue>stor</TextValue></VariableValue>
</TextSource></Sources>
<Variables><Variable guid="{guid("size")}" name="Storlek" typeOfVariable="Text"/></Variables>
<CodeBook><Codes>{CODES}</Codes></CodeBook>
<Users><User guid="{guid("anna")}" name="Anna"/><User guid="{guid("bo")}" name="Bo"/></Users>
<NoteRef targetGUID="{guid("all")}"/>
</Project>"""


@pytest.fixture
def plan(store: Store, tmp_path: Path) -> ImportPlan:
    """Of a package with a renamed project and a byte order mark in its text, whose folder has a capital."""
    add_classified(store, document(), municipality())
    path = tmp_path / "foreign.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Sources/plan.txt", "\ufeff" + TEXT)
        archive.writestr("Mitt projekt.qde", PROJECT)
    with store.reading() as reader, opened(path) as package:
        project = read_refi(package.xml, package.name)
        assert isinstance(project, Project)
        options = ImportOptions(codebook(), "", AT)
        return plan_import(RefiReader.beside(reader), package, project, options, lambda _done, _now: None)


def reasons(plan: ImportPlan, what: What) -> Counter[Reason]:
    return Counter(item.reason for item in plan.report.items if item.what is what)


def lost(plan: ImportPlan, what: What) -> list[Item]:
    return [item for item in plan.report.lost() if item.what is what]


def test_codings_become_answers_by_their_labels_and_words(plan: ImportPlan) -> None:
    first, second = plan.answers
    assert first.answer.yes == ("gate.strategy", "partner.university")
    assert first.made == "2026-01-02T03:04:05Z"
    assert second.answer.yes == ("partner.region",)
    assert "gate.strategy" in second.answer.unsure
    assert [one.name for one in plan.people] == ["Anna"]


def test_every_coding_has_a_fate(plan: ImportPlan) -> None:
    assert reasons(plan, What.CODING) == {
        Reason.TAKEN: 2,
        Reason.WIDENED: 1,
        Reason.UNKNOWN_CODE: 1,
        Reason.NO_USER: 1,
        Reason.WHOLE_SOURCE: 1,
    }


def test_a_note_of_the_source_is_a_memo_and_one_of_the_project_has_no_place(plan: ImportPlan) -> None:
    assert [(one.memo.kind.value, one.memo.text) for one in plan.memos] == [("document", "Tänk på 🎓")]
    assert [(item.reason, item.quote) for item in lost(plan, What.MEMO)] == [(Reason.NO_PLACE, "Om allt")]


def test_values_and_descriptions_are_told_lost_where_they_stand(plan: ImportPlan) -> None:
    (value,) = lost(plan, What.VALUE)
    assert (value.name, value.source, value.quote) == ("Storlek", "plan.pdf", "stor")
    source, chosen = lost(plan, What.DESCRIPTION)
    assert (source.quote, source.source) == ("Om källan", "plan.pdf")
    start = TEXT.index("regionen")
    assert (chosen.quote, chosen.place) == ("Om valet", f"{start}–{start + len('regionen')}")
    assert [item.name for item in lost(plan, What.VARIABLE)] == ["Storlek"]


def test_somebody_who_did_nothing_is_not_made_a_person(plan: ImportPlan) -> None:
    assert reasons(plan, What.USER) == {Reason.TAKEN: 1, Reason.NOTHING_TAKEN: 1}
