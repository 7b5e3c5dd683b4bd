"""Changing the codebook: a form, a look at what it would change, and saving; one person at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from starlette.responses import Response

from models import codebook_text
from models.codebook import GATE
from models.codebook_editing import edit_codebook, next_version
from models.errors import CodebookError, EditError
from review.codebook_forms import PARTS, TEXTS, Act, Draft, Fault, fill_fields, read_edit
from review.codebook_saving import Change, ChangedOutside, finish_saving, save_change
from review.codebook_words import FIELDS as FIELD_NAMES
from review.codebook_words import Comparison, compare_files, tell_edit
from review.codebooks import CodebookFile, parse_file
from review.language import N_
from review.pages import Page
from review.views.codebook import get_code, label_codes, read_change
from review.visit import PageMissing, Visit

FIELDS: Final = (
    "dimension",
    "reason",
    *(prefix + name for prefix in ("", *PARTS) for name in ("id", *TEXTS, "cues", "sector")),
)
"""All that a form can send, but for which codes are merged."""

TITLES: Final = {
    Act.CHANGE: N_("Change a code"),
    Act.ADD: N_("Add a code"),
    Act.SPLIT: N_("Split a code"),
    Act.MERGE: N_("Merge codes"),
    Act.RETIRE: N_("Retire a code"),
    Act.RESTORE: N_("Go back to an earlier version"),
}


@dataclass(frozen=True, slots=True)
class Prepared:
    """A change that can be saved: the codebook as it would be, in words, and beside what it is now."""

    file: CodebookFile
    summary: str
    comparison: Comparison


_Then = Callable[[Visit, Draft, Prepared], Response]


def show_form(visit: Visit) -> Response:
    """The form for a code."""
    code = get_code(visit, visit.path["code"])
    try:
        act = Act(visit.path["act"])
    except ValueError:
        raise PageMissing(N_("There is no such page.")) from None
    if code.dimension == GATE and act is not Act.CHANGE:
        visit.refuse(N_("The codes of the gate can be worded anew, but not added to or taken away."))
    fields = fill_fields(code)
    if act is Act.SPLIT:
        fields = {**fill_fields(code, PARTS[0]), **{f"{prefix}sector": code.sector for prefix in PARTS[1:]}}
    return _show_form(visit, Draft(act, code.id, fields), ())


def show_new(visit: Visit) -> Response:
    """The form for a code that is not there yet."""
    return _show_form(visit, Draft(Act.ADD, "", {"dimension": visit.query.get("dimension", "")}), ())


def preview(visit: Visit) -> Response:
    """What the change would do, to be saved or not."""
    draft = read_draft(visit)
    if visit.get_text("take"):
        visit.office.lease.take_over(visit.reviewer.id)
    return _with_prepared(visit, draft, _show_preview)


def save(visit: Visit) -> Response:
    """Save the change; who went on editing the form gets it back."""
    draft = read_draft(visit)
    if visit.get_text("back"):
        return _show_form(visit, draft, ())
    return _with_prepared(visit, draft, _save)


def leave(visit: Visit) -> Response:
    """Give the turn back without changing anything."""
    visit.office.lease.leave(visit.reviewer.id)
    return visit.redirect("codebook")


def read_draft(visit: Visit) -> Draft:
    """The form as it was sent. Raises PageMissing."""
    try:
        act = Act(visit.get_text("act"))
    except ValueError:
        raise PageMissing(N_("There is no such page.")) from None
    fields = {name: visit.get_text(name) for name in FIELDS if visit.get_text(name)}
    return Draft(act, visit.get_text("code"), fields, visit.get_texts("with"))


def prepare(visit: Visit, draft: Draft) -> Prepared | tuple[Fault, ...]:
    """Make the change on the file as it is, without saving it. Raises ChangedOutside."""
    before = visit.office.shelf.load_file()
    if before.stamp != visit.get_text("base"):
        raise ChangedOutside
    try:
        if draft.act is Act.RESTORE:
            return _prepare_return(visit, draft, before)
        edit = read_edit(draft, before.codebook)
        if isinstance(edit, tuple):
            return edit
        made = edit_codebook(before.text, (edit,), visit.office.shelf.path)
    except (CodebookError, EditError) as error:
        return (Fault("", N_("The codebook cannot be changed like that."), str(error)),)
    after = CodebookFile(made.text, made.codebook)
    summary = tell_edit(edit, before.codebook, visit.words)
    return Prepared(after, summary, compare_files(before, after))


def _prepare_return(visit: Visit, draft: Draft, before: CodebookFile) -> Prepared | tuple[Fault, ...]:
    with visit.reviewing() as reader:
        change, earlier = read_change(visit, reader, draft.code)
    if earlier.codebook.hash == before.codebook.hash:
        return (Fault("", N_("The codebook is already as it was in that version.")),)
    version = next_version(before.codebook.version)
    after = parse_file(codebook_text.change_version(earlier.text, version), visit.office.shelf.path)
    summary = visit.say(
        N_("Went back to version %(version)s of %(day)s."), version=change.version, day=change.at[:10]
    )
    return Prepared(after, summary, compare_files(before, after))


def _with_prepared(visit: Visit, draft: Draft, then: _Then) -> Response:
    """Go on with the change if it can be made and it is the visitor's turn; else say why not."""
    holder = visit.office.lease.ask(visit.reviewer.id)
    if holder != visit.reviewer.id:
        return _show_busy(visit, draft, holder)
    finish_saving(visit.office.desk, visit.office.shelf)
    try:
        prepared = prepare(visit, draft)
        if isinstance(prepared, Prepared):
            return then(visit, draft, prepared)
    except ChangedOutside:
        return _show_conflict(visit, draft)
    return _show_form(visit, draft, prepared)


def _show_form(visit: Visit, draft: Draft, faults: tuple[Fault, ...]) -> Response:
    holder = visit.office.lease.ask(visit.reviewer.id)
    if holder != visit.reviewer.id:
        return _show_busy(visit, draft, holder)
    codebook = visit.codebook
    code = next((one for one in codebook.codes if one.id == draft.code), None)
    if draft.act is Act.RESTORE or (code is None and draft.act is not Act.ADD):
        return visit.redirect("codebook", "history", notice=_say(visit, faults[0]) if faults else "")
    dimension = draft.get("dimension") if code is None else code.dimension
    return visit.render(
        "codebook-form.html",
        409 if faults else 200,
        draft=draft,
        code=code,
        dimension=next((one for one in codebook.dimensions if one.id == dimension), None),
        title=visit.say(TITLES[draft.act]),
        faults={fault.field: _say(visit, fault) for fault in faults},
        field_names=FIELD_NAMES,
        detail=" ".join(fault.detail for fault in faults),
        prefixes=PARTS if draft.act is Act.SPLIT else ("",),
        base=visit.get_text("base") or visit.office.shelf.load_file().stamp,
        gate=GATE,
    )


def _say(visit: Visit, fault: Fault) -> str:
    return visit.say(fault.message)


def _show_preview(visit: Visit, draft: Draft, prepared: Prepared) -> Response:
    with visit.reviewing() as reader:
        given = reader.count_given()
    before = visit.codebook
    again = {change.code.id: given.get(change.code.id, 0) for change in prepared.comparison.codes}
    again |= {code: given.get(code, 0) for of, _ in prepared.comparison.merged for code in of}
    return visit.render(
        "codebook-preview.html",
        draft=draft,
        prepared=prepared,
        comparison=prepared.comparison,
        given=again,
        labels=label_codes(visit, before, prepared.file.codebook),
        title=visit.say(TITLES[draft.act]),
        before=before,
        base=visit.get_text("base"),
    )


def _save(visit: Visit, draft: Draft, prepared: Prepared) -> Response:
    reason = " ".join(draft.get("reason").split())
    summary = f"{prepared.summary} {reason}".strip()
    change = Change(prepared.file, visit.get_text("base"), visit.reviewer.id, summary)
    save_change(visit.office.desk, visit.office.shelf, change)
    visit.office.lease.leave(visit.reviewer.id)
    version = prepared.file.codebook.version
    return visit.redirect("codebook", notice=visit.say(N_("Saved as version %(version)s."), version=version))


def _show_busy(visit: Visit, draft: Draft, holder: str) -> Response:
    with visit.reviewing() as reader:
        person = reader.find_reviewer(holder)
    base = visit.get_text("base") or visit.office.shelf.load_file().stamp
    return visit.render(
        "codebook-busy.html", 409, draft=draft, person=person, base=base, title=visit.say(TITLES[draft.act])
    )


def _show_conflict(visit: Visit, draft: Draft) -> Response:
    """The file was changed behind the form: show how, and offer to go on from there."""
    shelf = visit.office.shelf
    now = shelf.load_file()
    text = shelf.find_text(visit.get_text("base"))
    before = None if text is None else parse_file(text, shelf.path)
    return visit.render(
        "codebook-conflict.html",
        409,
        draft=draft,
        base=now.stamp,
        comparison=None if before is None else compare_files(before, now),
        labels=label_codes(visit, *([before.codebook] if before else []), now.codebook),
        title=visit.say(TITLES[draft.act]),
    )


PAGES = (
    Page("/codebook/add", show_new),
    Page("/codebook/code/{code}/{act}", show_form),
    Page("/codebook/preview", preview, "POST"),
    Page("/codebook/save", save, "POST"),
    Page("/codebook/leave", leave, "POST"),
)
