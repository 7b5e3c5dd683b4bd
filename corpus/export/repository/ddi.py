"""The study as DDI Codebook 2.5: study, file and variables, in Swedish and English.

Elements stand in the order that the schema's sequences ask for (ddi:codebook:2_5).
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from corpus.export.dataset.variables import DataTable, Kind, Variable, Words, words_of
from corpus.export.extents import add_extent, identify, say_extent
from corpus.export.material import Material
from corpus.export.study_facts import StudyFacts, retrieved_between, years_of
from corpus.export.writable import writable_xml

_NAMESPACE = "ddi:codebook:2_5"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NUMERIC = frozenset({Kind.WHOLE, Kind.NUMBER, Kind.FLAG})
_CONTINUOUS = frozenset({Kind.NUMBER, Kind.WHOLE, Kind.DAY, Kind.MOMENT})
_FLAGS = (("0", words_of("flag.0")), ("1", words_of("flag.1")))


def build_ddi_xml(table: DataTable[Any], facts: StudyFacts, material: Material) -> bytes:
    """The description of the study with the variables of its main table."""
    root = etree.Element(f"{{{_NAMESPACE}}}codeBook", nsmap={None: _NAMESPACE}, version="2.5")
    root.set(_LANG, "sv")
    _add_citation(_add(root, "docDscr"), facts, material)
    study = _add(root, "stdyDscr")
    _add_citation(study, facts, material)
    _add_information(study, facts, material)
    _add_method(study, material)
    _add_access(study, facts)
    _add_file(root, table)
    described = _add(root, "dataDscr")
    for number, variable in enumerate(table.variables, start=1):
        _add_variable(described, variable, number)
    etree.indent(root)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _add_citation(parent: etree._Element, facts: StudyFacts, material: Material) -> None:
    made, identity = material.inventory.provenance, identify(material.inventory)
    citation = _add(parent, "citation")
    titles = _add(citation, "titlStmt")
    _add(titles, "titl", facts.title.sv, lang="sv")
    _add(titles, "parTitl", facts.title.en, lang="en")
    _add(titles, "IDNo", identity, agency="SHA-256")
    responsible = _add(citation, "rspStmt")
    for creator in facts.creators:
        at = {"affiliation": facts.affiliation} if facts.affiliation else {}
        _add(responsible, "AuthEnty", creator.name, **at)
    if not facts.creators:
        _add(responsible, "AuthEnty", "(:unav)")
    produced = _add(citation, "prodStmt")
    if facts.affiliation:
        _add(produced, "producer", facts.affiliation)
    _add(produced, "prodDate", made.made[:10], date=made.made[:10])
    _add(produced, "software", made.program)
    if facts.funding:
        _add(produced, "fundAg", facts.funding)
    if facts.contact:
        _add(_add(citation, "distStmt"), "contact", facts.contact)
    _add(_add(citation, "verStmt"), "version", identity[:16], date=made.made[:10])


def _add_information(study: etree._Element, facts: StudyFacts, material: Material) -> None:
    information = _add(study, "stdyInfo")
    if facts.keywords:
        subject = _add(information, "subject")
        for keyword in facts.keywords:
            _add(subject, "keyword", keyword)
    _add_both(information, "abstract", facts.description)
    summary = _add(information, "sumDscr")
    _add_period(summary, "timePrd", _years(material))
    _add_period(summary, "collDate", retrieved_between(material.inventory))
    _add(summary, "nation", "Sverige", lang="sv", abbr="SE")
    _add_both(summary, "geogCover", say_extent(material.inventory) or words_of("ddi.coverage"))
    _add_both(summary, "geogUnit", words_of("municipality"))
    _add_both(summary, "anlyUnit", words_of("ddi.unit"))
    _add_both(summary, "universe", add_extent(words_of("ddi.universe"), material.inventory))
    _add_both(summary, "dataKind", words_of("ddi.kind"))


def _years(material: Material) -> tuple[str, str] | None:
    years = years_of(material.inventory)
    return (str(years[0]), str(years[1])) if years else None


def _add_period(summary: etree._Element, name: str, between: tuple[str, str] | None) -> None:
    if between:
        for event, date in zip(("start", "end"), between, strict=True):
            _add(summary, name, date, date=date, event=event)


def _add_method(study: etree._Element, material: Material) -> None:
    collected = _add(_add(study, "method"), "dataColl")
    _add_both(collected, "timeMeth", words_of("ddi.time"))
    _add_both(collected, "sampProc", words_of("ddi.sampling"))
    _add_both(collected, "collMode", words_of("method_text"))
    sources = _add(collected, "sources")
    for one in material.inventory.coverage:
        if one.documents:
            website = one.municipality.website
            said = f"{one.municipality.name} ({one.municipality.code}) {website}".strip()
            _add(sources, "dataSrc", said)
    if not len(sources):
        collected.remove(sources)


def _add_access(study: etree._Element, facts: StudyFacts) -> None:
    if not facts.licence and not facts.contact:
        return
    use = _add(_add(study, "dataAccs"), "useStmt")
    if facts.contact:
        _add(use, "contact", facts.contact)
    if facts.licence:
        _add(use, "conditions", f"{facts.licence} {facts.licence_url}".strip())


def _add_file(root: etree._Element, table: DataTable[Any]) -> None:
    file = _add(root, "fileDscr", ID="F1")
    told = _add(file, "fileTxt")
    _add(told, "fileName", f"{table.name}.csv")
    _add(told, "fileCont", table.about.sv, lang="sv")
    size = _add(told, "dimensns")
    _add(size, "caseQnty", str(len(table.rows)))
    _add(size, "varQnty", str(len(table.variables)))
    _add(told, "fileType", "text/csv; charset=utf-8")


def _add_variable(parent: etree._Element, one: Variable[Any], number: int) -> None:
    interval = "contin" if one.kind in _CONTINUOUS else "discrete"
    variable = _add(parent, "var", ID=f"V{number}", name=one.name, files="F1", intrvl=interval)
    _add_both(variable, "labl", one.label)
    _add_both(variable, "txt", one.about)
    if one.kind in (Kind.CATEGORY, Kind.FLAG):
        for value, words in _FLAGS if one.kind is Kind.FLAG else one.values:
            category = _add(variable, "catgry")
            _add(category, "catValu", value)
            _add_both(category, "labl", words)
    _add(variable, "varFormat", type="numeric" if one.kind in _NUMERIC else "character")


def _add_both(parent: etree._Element, name: str, words: Words) -> None:
    _add(parent, name, words.sv, lang="sv")
    _add(parent, name, words.en, lang="en")


def _add(
    parent: etree._Element, tag: str, text: str = "", lang: str = "", **attributes: str
) -> etree._Element:
    safe = {key: writable_xml(value) for key, value in attributes.items()}
    added = etree.SubElement(parent, f"{{{_NAMESPACE}}}{tag}", safe)
    if lang:
        added.set(_LANG, lang)
    if text:
        added.text = writable_xml(text)
    return added
