"""The codebook to be read: all of it, one code with its examples, its history, two versions side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from starlette.responses import Response

from corpus.records import Code, Codebook, CodeId, Dimension, Passage
from corpus.review_reader import ReviewReader
from corpus.review_records import CodebookChange, MemoTarget
from models.codebook import GATE
from models.errors import CodebookError
from models.rules import named_codes, parse_rule
from review.codebook_aging import count_outdated
from review.codebook_words import compare_files
from review.codebooks import CodebookFile, parse_file
from review.language import N_
from review.pages import Page
from review.rule_words import name_codes, tell_rule
from review.screens import Source, read_source
from review.visit import Visit

EXAMPLES = 12
"""Passages shown with a code."""

_LOOKED_AT = 400  # of those that hold the code: some are kept from a person who is to read them blind


@dataclass(frozen=True, slots=True)
class Example:
    """A passage that somebody gave a code, with its document."""

    passage: Passage
    source: Source


@dataclass(frozen=True, slots=True)
class Used:
    """How often codes are given: `model` by the model, `people` by answers, in passages."""

    coder: str | None
    model: dict[CodeId, int]
    people: dict[CodeId, int]


def show_codebook(visit: Visit) -> Response:
    """Every code by dimension, or those that a search finds; rules, false friends and rulings."""
    codebook, words = visit.codebook, visit.words
    sought = " ".join(visit.query.get("q", "").split())[:100]
    with visit.reviewing() as reader:
        used = read_used(reader)
        outdated = count_outdated(reader, codebook.hash)
    found = [(one, find_codes(one, sought)) for one in codebook.dimensions]
    return visit.render(
        "codebook.html",
        sought=sought,
        found=[(number, one, codes) for number, (one, codes) in enumerate(found) if codes],
        used=used,
        outdated=outdated,
        rules=[tell_rule(rule, codebook, words) for rule in codebook.rules],
        rulings=[name_codes(text, codebook, words) for text in codebook.rulings],
        labels=label_codes(visit, codebook),
        gate=GATE,
    )


def find_codes(dimension: Dimension, sought: str) -> tuple[Code, ...]:
    """The codes of a dimension in which all the words stand."""
    wanted = sought.lower().split()

    def texts(code: Code) -> str:
        said = (code.id, code.sv, code.en, code.definition, code.include, code.exclude, *code.cues)
        return " ".join(said).lower()

    return tuple(code for code in dimension.codes if all(word in texts(code) for word in wanted))


def read_used(reader: ReviewReader) -> Used:
    """How often codes are given."""
    coder = reader.find_latest_coder()
    return Used(coder, {} if coder is None else reader.count_accepted(coder), reader.count_given())


def show_code(visit: Visit) -> Response:
    """One code: what it means, which rules name it, and passages that people gave it."""
    code = get_code(visit, visit.path["code"])
    codebook = visit.codebook
    with visit.reviewing() as reader:
        return visit.render(
            "code.html",
            code=code,
            number=[one.id for one in codebook.dimensions].index(code.dimension),
            dimension=next(one for one in codebook.dimensions if one.id == code.dimension),
            used=read_used(reader),
            examples=tuple(islice(iter_examples(visit, reader, code.id), EXAMPLES)),
            rules=[tell_rule(rule, codebook, visit.words) for rule in _iter_rules(codebook, code.id)],
            rulings=[name_codes(text, codebook, visit.words) for text in codebook.rulings if code.id in text],
            memos=tuple(reader.iter_memos(MemoTarget.CODE, code.id)),
            people={person.id: person for person in reader.iter_reviewers()},
            editable=code.dimension != GATE,
        )


def _iter_rules(codebook: Codebook, code: CodeId) -> Iterable[tuple[str, str]]:
    return (rule for rule in codebook.rules if code in named_codes(parse_rule(*rule)))


def iter_examples(visit: Visit, reader: ReviewReader, code: CodeId) -> Iterable[Example]:
    """Passages that somebody gave the code, but none that the visitor is still to read by themselves."""
    waiting = reader.read_waiting(visit.reviewer.id)
    for passage in islice(reader.iter_given(code), _LOOKED_AT):
        if passage not in waiting:
            found = reader.get_passage(passage)
            yield Example(found, read_source(reader, found.document))


def get_code(visit: Visit, code: str) -> Code:
    """The code that an address names. Raises PageMissing."""
    found = next((one for one in visit.codebook.codes if one.id == code), None)
    if found is None:
        visit.refuse(N_("There is no such code in the codebook: it may have been merged, split or retired."))
    return found


def label_codes(visit: Visit, *codebooks: Codebook) -> dict[CodeId, str]:
    """The names of all codes of these versions; the last version has the last word."""
    return {code.id: visit.words.label(code) for one in codebooks for code in one.codes}


def show_history(visit: Visit) -> Response:
    """Every change of the codebook, newest first."""
    with visit.reviewing() as reader:
        changes = tuple(reader.iter_codebook_changes())
        people = {person.id: person for person in reader.iter_reviewers()}
    recorded = changes[0].codebook if changes else ""
    return visit.render(
        "codebook-history.html", changes=changes, people=people, outside=recorded != visit.codebook.hash
    )


def show_comparison(visit: Visit) -> Response:
    """Two versions side by side."""
    with visit.reviewing() as reader:
        old, new = (read_change(visit, reader, visit.query.get(name, "")) for name in ("old", "new"))
        people = {person.id: person for person in reader.iter_reviewers()}
    if old[0].id > new[0].id:
        old, new = new, old
    return visit.render(
        "codebook-compare.html",
        old=old[0],
        new=new[0],
        comparison=compare_files(old[1], new[1]),
        labels=label_codes(visit, old[1].codebook, new[1].codebook),
        people=people,
    )


def read_change(visit: Visit, reader: ReviewReader, number: str) -> tuple[CodebookChange, CodebookFile]:
    """A change and the codebook as it left it. Raises PageMissing."""
    wanted = int(number) if number.isdecimal() and len(number) < 12 else 0
    change = reader.find_codebook_change(wanted)
    if change is None:
        visit.refuse(N_("There is no such version of the codebook."))
    try:
        return change, parse_file(reader.get_codebook_text(change.id), visit.office.shelf.path)
    except CodebookError:
        visit.refuse(N_("That version of the codebook cannot be read by this program any more."))


PAGES = (
    Page("/codebook", show_codebook),
    Page("/codebook/code/{code}", show_code),
    Page("/codebook/history", show_history),
    Page("/codebook/compare", show_comparison),
)
