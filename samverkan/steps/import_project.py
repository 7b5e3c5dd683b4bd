"""Taking in a project that was coded in another program (QDPX): planned, reported, written as a whole."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from corpus.counts import plural
from corpus.export.texts import Texts
from corpus.importing.loss import LossReport
from corpus.importing.loss_files import export_loss
from corpus.importing.planning import ImportOptions, ImportPlan, plan_import
from corpus.records import Municipality
from corpus.refi.opening import Package, opened
from corpus.refi.reading import read_refi
from corpus.refi.records import CodebookFile, Project, Source, SourceKind
from corpus.refi_reader import RefiReader
from corpus.review_records import ReviewerId
from corpus.store import Store
from corpus.times import now
from review.codebooks import find_recorded, parse_file
from samverkan import console
from samverkan.outcome import Outcome
from samverkan.steps.add import add_files
from samverkan.steps.runs import recorded_run
from samverkan.study import Study

_OUTSIDE = ReviewerId("")  # a codebook that a file brings to mind was changed by nobody in the review


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What to take in. `coder` is who coded where the file names nobody; `owner` whose documents the sources
    are that the study does not have, None to leave them. `dry`: only say what would happen.
    """

    path: Path
    coder: str = ""
    owner: Municipality | None = None
    reports: tuple[Path, ...] = ()
    dry: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """How an import ended, with what became of everything in the file and where that is written."""

    outcome: Outcome
    report: LossReport
    files: tuple[Path, ...] = field(default=())


def is_codebook(path: Path) -> bool:
    """Whether a file is a codebook by itself. Raises RefiError for what is neither."""
    with opened(path) as package:
        return isinstance(read_refi(package.xml, package.name), CodebookFile)


def import_project(study: Study, store: Store, request: ImportRequest) -> Imported:
    """Take in a project's codings and memos as answers and memos of its people. Raises RefiError."""
    with opened(request.path) as package:
        read = read_refi(package.xml, package.name)
        if isinstance(read, CodebookFile):
            raise TypeError("A codebook is taken in by import_codebook.")
        plan = _plan(study, store, package, read, request)
        if plan.missing and request.owner is not None and not request.dry:
            _add_sources(study, store, package, plan.missing, request.owner)
            plan = _plan(study, store, package, read, request)
        if not request.dry:
            _write(study, store, package, plan)
    texts = Texts(study.config.study.language)
    files = request.reports or (() if request.dry else _default_reports(study, request.path))
    for file in files:
        export_loss(plan.report, texts, file, dry=request.dry)
    return Imported(Outcome("import", _summary(plan, request), _counts(plan)), plan.report, files)


def _plan(
    study: Study, store: Store, package: Package, project: Project, request: ImportRequest
) -> ImportPlan:
    options = ImportOptions(study.codebook, request.coder, now())
    with store.reading() as reader, console.progress("import", len(project.sources)) as advance:
        return plan_import(RefiReader.beside(reader), package, project, options, advance)


def _write(study: Study, store: Store, package: Package, plan: ImportPlan) -> None:
    """Add everything in one transaction; nothing at all when everything is there already."""
    if not plan.answers and not plan.memos:
        return
    with recorded_run(study, store, "import", _counts(plan)), store.importing() as writer:
        if writer.find_codebook_version(study.codebook.hash) is None:
            file = parse_file(study.codebook_path.read_text("utf-8"), study.codebook_path)
            writer.add_codebook_version(file.as_version(_OUTSIDE, "", find_recorded(writer)))
        number = writer.add_import(package, plan.report.origin)
        writer.add_people(plan.people)
        for answer in plan.answers:
            writer.add_imported_answer(answer, number)
        for memo in plan.memos:
            writer.add_imported_memo(memo, number)


def _add_sources(
    study: Study, store: Store, package: Package, sources: tuple[Source, ...], owner: Municipality
) -> None:
    """Add the files of sources as documents of a municipality, where they came along."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, source in enumerate(sources):
            path = Path(folder) / str(number) / _file_name(source)
            if _unpack(package, source, path):
                paths.append(path)
        outcome = add_files(study, store, paths, owner)
    for line in outcome.lines:
        console.say(line)


def _unpack(package: Package, source: Source, path: Path) -> bool:
    """Write a source's own file, or else its text, under a name of ours; whether there was one."""
    if source.kind not in (SourceKind.TEXT, SourceKind.PDF):
        return False
    info = package.find_file(source.path) or package.find_file(source.text_path)
    if info is None and not source.text:
        return False
    path.parent.mkdir(parents=True)
    with path.open("wb") as target:
        if info is None:
            target.write(source.text.encode())
        else:
            package.copy_file(info, target)
    return True


def _file_name(source: Source) -> str:
    """A name that says what the source is called there, made of letters that no system minds."""
    ending = Path(source.path or source.text_path or "a.txt").suffix.lower()
    stem = source.name.removesuffix(ending).removesuffix(ending.upper())
    plain = "".join(sign if sign.isalnum() or sign in " -_()" else "_" for sign in stem).strip()
    return f"{plain[:80] or 'source'}{ending}"


def _default_reports(study: Study, path: Path) -> tuple[Path, ...]:
    return tuple(study.exports / f"import-{path.stem}.{ending}" for ending in ("html", "csv", "json"))


def _counts(plan: ImportPlan) -> dict[str, int]:
    fates = Counter(item.reason.fate.value for item in plan.report.items)
    new = {"answers": len(plan.answers), "changed": plan.changed, "known": plan.known}
    return {**new, "memos": len(plan.memos), "people": len(plan.people), "lost": fates["lost"]}


def _summary(plan: ImportPlan, request: ImportRequest) -> str:
    told = f"{plural(len(plan.answers), 'answer')}"
    if plan.changed:
        told += f" ({plan.changed:,} in place of earlier ones)"
    told += f" and {plural(len(plan.memos), 'memo')} "
    told += "would be taken in" if request.dry else "taken in"
    if plan.known:
        told += f", {plan.known:,} known already"
    return f"{told}; {plural(len(plan.report.lost()), 'thing')} of the file lost."


def iter_table(report: LossReport) -> Iterator[str]:
    """The counts by kind and reason as lines for a terminal."""
    texts = Texts("en")
    rows = [
        (what.value, reason.fate.value, f"{number:,}", texts[f"loss.reason.{reason}"])
        for (what, reason), number in report.count().items()
    ]
    for what, fate, number, reason in (("what", "fate", "number", "reason"), *rows):
        yield f"  {what:<9} {fate:<6} {number:>8}  {reason}"
