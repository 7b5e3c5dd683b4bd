"""Auditing: draw the random sample that figures are corrected by, and tell how it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from corpus.audit_advice import Expectation, expect_width, find_sizes, list_common
from corpus.audit_pool import read_pool
from corpus.audit_reader import AuditReader
from corpus.audit_records import Audit
from corpus.audit_writer import AuditPlan, draw_audit
from corpus.counts import plural
from corpus.errors import CorpusError
from corpus.estimate_material import list_codes
from corpus.estimate_reader import read_estimates
from corpus.estimate_records import Basis, Domain, Estimate, Unit
from corpus.inventory_records import Selection
from corpus.reader import Reader
from corpus.records import CodeId
from corpus.review_records import ReviewerId
from corpus.review_writer import ReviewWriter
from corpus.store import Store
from review.views.entry import make_reviewer
from samverkan.nearest import say_nearest
from samverkan.outcome import Outcome
from samverkan.study import Study

_COMMON = 8
NOTHING = "Nothing is classified yet, so there is nothing to audit: samverkan run"


@dataclass(frozen=True, slots=True)
class DrawRequest:
    """How many passages, read by whom, by which chance. `again`: also while one is unread."""

    size: int
    names: tuple[str, ...]
    seed: int = 0
    again: bool = False


def draw(study: Study, store: Store, request: DrawRequest) -> Outcome:
    """Draw an audit for these people, taking in those who are new. Raises CorpusError."""
    with store.reading() as reader:
        coder = reader.find_latest_coder()
        selection = select(study, reader)
        _refuse_unread(AuditReader.beside(reader), request)
    if coder is None:
        raise CorpusError(NOTHING)
    with store.deciding() as writer:
        people = tuple(admit(writer, name) for name in request.names)
        draw_audit(
            writer, AuditPlan("Audit", request.size, people, request.seed, coder), study.codebook, selection
        )
        audit = AuditReader.beside(writer).get_newest_audit()
    drawn = sum(audit.drawn.values())
    parts = ", ".join(f"{layer} {audit.drawn[layer]} of {audit.sizes[layer]:,}" for layer in audit.drawn)
    all_there_is = ", which is all there is" if drawn < request.size else ""
    summary = f"{plural(drawn, 'passage')} drawn{all_there_is} ({parts}). Read them blind: samverkan review"
    return Outcome("audit", summary, {"drawn": drawn})


def _refuse_unread(reader: AuditReader, request: DrawRequest) -> None:
    newest = reader.find_newest_audit()
    waiting = 0 if newest is None else reader.count_waiting(newest)
    if waiting and not request.again:
        raise CorpusError(
            f"An audit is being read: {plural(waiting, 'passage')} of it still unanswered. Read on first "
            "(samverkan review), or draw another with --again. Figures rest on the newest read to its end."
        )


def admit(writer: ReviewWriter, name: str) -> ReviewerId:
    """The person of this name, taken in if new."""
    for one in writer.iter_reviewers():
        if name.casefold() in (one.id, one.name.casefold()):
            return one.id
    made = make_reviewer(writer, name)
    writer.add_reviewer(made)
    return made.id


def read_shares(study: Study, store: Store) -> tuple[Estimate, ...]:
    """The shares of the whole, as they can be given now."""
    with store.reading() as reader:
        return _read_shares(study, reader)


def _read_shares(study: Study, reader: Reader) -> tuple[Estimate, ...]:
    coder = reader.find_latest_coder() or ""
    found = read_estimates(reader, study.codebook, select(study, reader), coder)
    return tuple(one for one in found if one.domain == Domain() and not one.other)


def iter_lines(study: Study, store: Store, asked: Sequence[str] = ()) -> Iterator[str]:
    """How the audit stands: how much is read and how wide the intervals are; before one is drawn, how wide
    they are expected to be. `asked` are codes to tell of besides the most common. Raises CorpusError.
    """
    codes = tuple(map(CodeId, asked))
    unknown = [code for code in codes if code not in list_codes(study.codebook)]
    if unknown:
        hint = say_nearest(unknown[0].casefold(), list_codes(study.codebook))
        raise CorpusError(f"The codebook has no code {unknown[0]}: see codebook.yaml. {hint}".strip())
    with store.reading() as reader:
        audits = AuditReader.beside(reader)
        audit = audits.find_audit()
        if audit is None:
            yield from _iter_advice(study, audits, codes)
        else:
            yield from _iter_state(audits, audit)
            yield from _iter_shares(_read_shares(study, reader), codes)


def _iter_advice(study: Study, reader: AuditReader, asked: tuple[CodeId, ...]) -> Iterator[str]:
    coder = reader.find_latest_coder()
    if coder is None:
        raise CorpusError(NOTHING)
    yield "audit: no sample has been drawn, so every figure is the machine's own count, uncorrected."
    pool = read_pool(reader, coder, study.codebook, select(study, reader))
    sizes = find_sizes(pool.sizes)
    codes = dict.fromkeys((*list_common(pool.frame, _COMMON), *asked))
    if not sizes or not codes:
        yield "  The model counts nothing that could be audited."
        return
    yield "  Expected width of the 95 % interval, in percentage points of all passages, by how many are read:"
    yield f"  {'':<30}" + "".join(f"{size:>9,}" for size in sizes)
    for code in codes:
        told = (expect_width(pool.frame, pool.sizes, code, size) for size in sizes)
        yield f"  {code:<30}" + "".join(f"{_say_expected(one):>9}" for one in told)
    yield "  In brackets: so few passages with the code are expected that only limits can be given."
    yield "  Municipalities that differ in how the model errs make intervals wider. For rare codes draw more."
    yield f"  Draw: samverkan audit --draw {min(300, sizes[-1])} --reviewer NAME"


def _say_expected(one: Expectation) -> str:
    width = f"{100 * one.width:.1f}"
    return width if one.gives_point else f"({width})"


def _iter_state(reader: AuditReader, audit: Audit) -> Iterator[str]:
    waiting, lost = reader.count_waiting(audit), reader.count_lost(audit)
    drawn = sum(audit.drawn.values())
    read = drawn - waiting - lost
    yield f"audit: {read} of {drawn} passages read, drawn {audit.at} with seed {audit.seed}."
    if lost:
        yield f"  {plural(lost, 'passage')} changed before anybody answered, and count as not drawn."
    if waiting:
        yield "  Go on reading: samverkan review. Figures rest on what is read so far."


def _iter_shares(shares: Sequence[Estimate], asked: tuple[CodeId, ...]) -> Iterator[str]:
    columns = ("machine", "point", "low", "high", "width", "read", "with it")
    corrected = [
        one for one in shares if one.unit is Unit.PASSAGE and one.basis in (Basis.DIFFERENCE, Basis.BOUNDS)
    ]
    if not corrected:
        yield "  Nobody has answered yet, so every figure is the machine's own count, uncorrected."
        return
    yield f"  {'share of passages':<30}" + "".join(f"{column:>9}" for column in columns)
    for one in corrected:
        if one.machine or one.positives or one.code in asked:
            width = None if one.low is None or one.high is None else one.high - one.low
            figures = (one.machine, one.point, one.low, one.high, width)
            yield (
                f"  {one.code:<30}"
                + "".join(f"{say_share(value):>9}" for value in figures)
                + (f"{one.audited:>9}{one.positives:>9}")
            )
    most = max(one.audited for one in corrected)
    if any(one.audited < most for one in corrected):
        yield "  Fewer read than elsewhere: people differ or are unsure, which counts as not drawn."
    if any(one.basis is Basis.BOUNDS for one in corrected):
        yield "  Without a point: too few of the read passages hold the code for more than limits."


def as_json(shares: Sequence[Estimate]) -> dict[str, Any]:
    """The shares for programs."""
    return {"estimates": [asdict(one) for one in shares]}


def select(study: Study, reader: Reader) -> Selection:
    """What figures are about: every municipality of the study, without the kinds it leaves out."""
    exclude = frozenset(study.config.inventory.exclude_kinds)
    return Selection(tuple(reader.iter_municipalities()), exclude)


def say_share(value: float | None) -> str:
    """A share in 0..1 as per cent, a dash where there is none."""
    return "–" if value is None else f"{value:.1%}"
