"""Chapter 7 in words: the dossier of one municipality for an in-depth study."""

from __future__ import annotations

from corpus.chapters.dossier import FEWEST_OTHERS, Background, Dossier, Line, tabulate_dossier
from corpus.chapters.quotes import choose_quotes
from corpus.chapters.tallies import rank, strategies_of, tally_codes
from corpus.export.chapters.cells import count_cell, named_table
from corpus.export.chapters.chapter import ChapterView, Paragraph, Part
from corpus.export.chapters.dossier_documents import document_part, history_part
from corpus.export.chapters.opening import quote_rows
from corpus.export.chapters.wording import (
    count_noun,
    count_number,
    count_passages,
    inline,
    list_codes,
    list_counts,
    say_who,
    write_paragraph,
)
from corpus.export.columns import label_of
from corpus.export.tables import Count, Table
from corpus.export.texts import Texts

_MOST_NAMED, _MOST_QUOTES = 200, 8


def build_dossier(background: Background, code: str, texts: Texts) -> ChapterView:
    """The dossier of the municipality with this code. Raises KeyError when it is not in the inventory."""
    found = tabulate_dossier(background, code)
    parts = [document_part(found, texts), *history_part(found, texts)]
    if found.rows:
        parts += [_themes(found, background, texts), *_missing(found, texts), *_partners(found, texts)]
    parts += _quotes(found, background, texts)
    place = found.municipality
    return ChapterView(
        f"dossier-{place.code}",
        texts.fill("ch.dossier.title", name=place.name),
        _lead(found, background, texts),
        tuple(parts) if found.documents else (),
    )


def _lead(found: Dossier, background: Background, texts: Texts) -> tuple[Paragraph, ...]:
    place = found.municipality
    about = write_paragraph(
        texts,
        "ch.dossier.about",
        name=place.name,
        county=place.county,
        group=f"{place.group} {place.group_name}".strip(),
        population=texts.number(place.population),
    )
    state = texts[f"state.{found.coverage.state}"]
    if not found.documents:
        return (about, write_paragraph(texts, "ch.dossier.no_documents", name=place.name, state=state))
    said = [
        about,
        write_paragraph(
            texts,
            "ch.dossier.coverage",
            documents=count_noun(texts, "documents", len(found.documents)),
            apart=_say_apart(found, texts),
            who=say_who(texts, found.rows),
            passages=count_passages(texts, found.rows),
            strategies=count_number(texts, strategies_of(found.rows)),
        ),
    ]
    if found.talk:
        said.append(write_paragraph(texts, "ch.dossier.talk", passages=count_passages(texts, found.talk)))
    if found.rows:
        said.append(_profile(found, background, texts))
    return tuple(said)


def _say_apart(found: Dossier, texts: Texts) -> str:
    """Of its documents those that were not read or are left out; "" when there are none."""
    numbers = {"unreadable": found.coverage.unreadable, "excluded": found.coverage.excluded}
    said = [
        Count(texts.fill(f"ch.dossier.{key}", number=texts.number(number)))
        for key, number in numbers.items()
        if number
    ]
    listed = "".join(piece.text for piece in list_counts(texts, said))
    return texts.fill("ch.dossier.apart", list=listed) if said else ""


def _profile(found: Dossier, background: Background, texts: Texts) -> Paragraph:
    partners = rank(tally_codes(found.rows, background.material.codes_of("partner")))
    purposes = rank(tally_codes(found.rows, background.material.codes_of("purpose")))
    if not partners or not purposes:
        return write_paragraph(texts, "ch.dossier.no_profile")
    lists = {"partners": list_codes(texts, partners), "purposes": list_codes(texts, purposes)}
    return write_paragraph(texts, "ch.dossier.profile", **lists)


def _themes(found: Dossier, background: Background, texts: Texts) -> Part:
    labels = {one.id: label_of(one, texts) for one in background.material.codebook.dimensions}
    keys = ("code", "own_passages", "group", "county")
    head = tuple(texts[f"ch.col.{key}"] for key in keys)
    tables = tuple(
        Table(
            f"t-dossier-{found.municipality.code}-{dimension}",
            labels[dimension],
            head,
            tuple(_line(line, texts) for line in lines if line.rows or line.group or line.county),
        )
        for dimension, lines in found.lines.items()
        if any(line.rows for line in lines)
    )
    lead = write_paragraph(texts, "ch.dossier.themes_lead")
    return Part("dossier-themes", texts["ch.dossier.themes"], (lead,), tables=tables)


def _line(line: Line, texts: Texts) -> tuple[Count, ...]:
    def of(number: int, of: int) -> Count:
        text = texts.fill("ch.of", number=texts.number(number), of=texts.number(of))
        return Count(text, (), number) if of else Count("–")

    return (
        Count(label_of(line.code, texts)),
        count_cell(texts, line.rows),
        of(len(line.group), line.group_of),
        of(len(line.county), line.county_of),
    )


def _missing(found: Dossier, texts: Texts) -> list[Part]:
    """What most of the group has and this municipality has not ("others in your group have …")."""
    title = texts["ch.dossier.missing"]
    line = next((line for lines in found.lines.values() for line in lines), None)
    if line is None or line.group_of < FEWEST_OTHERS:
        number = texts.number(0 if line is None else line.group_of)
        few = write_paragraph(texts, "ch.dossier.few_others", number=number)
        return [Part("dossier-missing", title, (few,))]
    if not found.missing:
        return [Part("dossier-missing", title, (write_paragraph(texts, "ch.dossier.none_missing"),))]
    lead = write_paragraph(
        texts,
        "ch.dossier.missing_lead",
        list=list_counts(texts, [Count(inline(one.code, texts)) for one in found.missing[:8]]),
    )
    keys = ("code", "group", "which")
    lines = tuple(
        (
            Count(label_of(one.code, texts)),
            Count(texts.fill("ch.of", number=len(one.group), of=one.group_of), (), len(one.group)),
            Count(", ".join(place.name for place in one.group)),
        )
        for one in found.missing
    )
    head = tuple(texts[f"ch.col.{key}"] for key in keys)
    table = Table(f"t-dossier-{found.municipality.code}-missing", title, head, lines)
    return [Part("dossier-missing", title, (lead,), tables=(table,))]


def _partners(found: Dossier, texts: Texts) -> list[Part]:
    if not found.named:
        return []
    title = texts["ch.dossier.partners"]
    ids = (f"t-dossier-{found.municipality.code}-named", title)
    return [
        Part("dossier-partners", title, tables=(named_table(ids, found.named, _MOST_NAMED, texts),)),
    ]


def _quotes(found: Dossier, background: Background, texts: Texts) -> list[Part]:
    """Chosen quotes of what holds now and of talk; every row follows the chapter with its source."""
    parts = []
    for key, rows in (("quotes", found.rows), ("talk", found.talk)):
        if rows:
            quotes = quote_rows(choose_quotes(rows, _MOST_QUOTES), background.material, texts)
            parts.append(Part(f"dossier-{key}", texts[f"ch.dossier.{key}_title"], quotes=quotes))
    return parts
