"""The study as DataCite 4.5 metadata, as JSON (the REST API's attributes) and as XML (kernel-4).

Property numbers are those of the DataCite Metadata Schema 4.5. What nobody has filled in yet is "(:unav)",
one of the schema's own words for unknown information; a DOI is "(:tba)" until the repository gives one.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from corpus.export.extents import identify
from corpus.export.material import Material
from corpus.export.study_facts import Creator, StudyFacts, retrieved_between
from corpus.export.writable import writable_xml

UNAVAILABLE, TO_BE_ASSIGNED = "(:unav)", "(:tba)"
_NAMESPACE = "http://datacite.org/schema/kernel-4"
_XML = "http://www.w3.org/XML/1998/namespace"
_TYPE = "Coded passages of municipal policy documents"


def describe_datacite(facts: StudyFacts, material: Material) -> dict[str, Any]:
    """The attributes of a DOI record."""
    made, identity = material.inventory.provenance, identify(material.inventory)
    described: dict[str, Any] = {
        "creators": [_creator(one, facts) for one in _creators(facts)],  # 2
        "titles": [  # 3
            {"title": facts.title.sv, "lang": "sv"},
            {"title": facts.title.en, "lang": "en", "titleType": "TranslatedTitle"},
        ],
        "publisher": {"name": facts.affiliation or UNAVAILABLE},  # 4
        "publicationYear": int(made.made[:4]),  # 5
        "subjects": [{"subject": keyword} for keyword in facts.keywords],  # 6
        "dates": _dates(material),  # 8
        "language": material.texts.language,  # 9
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": _TYPE},  # 10
        "alternateIdentifiers": [  # 11
            {"alternateIdentifier": identity, "alternateIdentifierType": "SHA-256 of the content"}
        ],
        "version": identity[:16],  # 15
        "rightsList": _rights(facts),  # 16
        "descriptions": [  # 17
            {"description": facts.description.sv, "descriptionType": "Abstract", "lang": "sv"},
            {"description": facts.description.en, "descriptionType": "Abstract", "lang": "en"},
            {
                "description": material.texts["method_text"],
                "descriptionType": "Methods",
                "lang": material.texts.language,
            },
        ],
        "geoLocations": [{"geoLocationPlace": place} for place in _places(material)],  # 18
        "fundingReferences": [{"funderName": facts.funding}] if facts.funding else [],  # 19
        "schemaVersion": "http://datacite.org/schema/kernel-4",
    }
    return {key: value for key, value in described.items() if value}


def _creators(facts: StudyFacts) -> tuple[Creator, ...]:
    return facts.creators or (Creator(UNAVAILABLE, ""),)


def _creator(one: Creator, facts: StudyFacts) -> dict[str, Any]:
    creator: dict[str, Any] = {"name": one.name}
    if one.name != UNAVAILABLE:
        creator["nameType"] = "Personal"
    if "," in one.name:
        family, _, given = one.name.partition(",")
        creator |= {"givenName": given.strip(), "familyName": family.strip()}
    if one.orcid:
        identifier = {"nameIdentifier": f"https://orcid.org/{one.orcid}", "nameIdentifierScheme": "ORCID"}
        creator["nameIdentifiers"] = [{**identifier, "schemeUri": "https://orcid.org"}]
    if facts.affiliation:
        creator["affiliation"] = [{"name": facts.affiliation}]
    return creator


def _dates(material: Material) -> list[dict[str, str]]:
    dates = [{"date": material.inventory.provenance.made[:10], "dateType": "Created"}]
    between = retrieved_between(material.inventory)
    if between:
        dates.append({"date": "/".join(between), "dateType": "Collected"})
    return dates


def _places(material: Material) -> tuple[str, ...]:
    """Sweden, or the municipalities of an extract."""
    inventory = material.inventory
    if inventory.narrowed_from is None:
        return ("Sverige",)
    return tuple(one.municipality.name for one in inventory.coverage)


def _rights(facts: StudyFacts) -> list[dict[str, str]]:
    if not facts.licence:
        return []
    rights = {"rights": facts.licence, "rightsUri": facts.licence_url}
    if facts.licence_url.startswith("https://spdx.org/"):
        rights |= {"rightsIdentifier": facts.licence, "rightsIdentifierScheme": "SPDX"}
    return [rights]


def build_datacite_xml(described: dict[str, Any]) -> bytes:
    """The same record as kernel-4 XML, elements in the order of the schema's documentation."""
    root = etree.Element(f"{{{_NAMESPACE}}}resource", nsmap={None: _NAMESPACE})
    _add(root, "identifier", TO_BE_ASSIGNED, identifierType="DOI")
    creators = _add(root, "creators")
    for one in described["creators"]:
        _add_creator(creators, one)
    titles = _add(root, "titles")
    for one in described["titles"]:
        kind = {"titleType": one["titleType"]} if "titleType" in one else {}
        _add(titles, "title", one["title"], **{f"{{{_XML}}}lang": one["lang"]}, **kind)
    _add(root, "publisher", described["publisher"]["name"])
    _add(root, "publicationYear", str(described["publicationYear"]))
    types = described["types"]
    _add(root, "resourceType", types["resourceType"], resourceTypeGeneral=types["resourceTypeGeneral"])
    _add_lists(root, described)
    etree.indent(root)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _add_lists(root: etree._Element, described: dict[str, Any]) -> None:
    """What may be repeated or left out."""
    if "subjects" in described:
        subjects = _add(root, "subjects")
        for one in described["subjects"]:
            _add(subjects, "subject", one["subject"])
    dates = _add(root, "dates")
    for one in described["dates"]:
        _add(dates, "date", one["date"], dateType=one["dateType"])
    _add(root, "language", described["language"])
    others = _add(root, "alternateIdentifiers")
    for one in described["alternateIdentifiers"]:
        kind = one["alternateIdentifierType"]
        _add(others, "alternateIdentifier", one["alternateIdentifier"], alternateIdentifierType=kind)
    _add(root, "version", described["version"])
    descriptions = _add(root, "descriptions")
    for one in described["descriptions"]:
        lang = {f"{{{_XML}}}lang": one["lang"]}
        _add(descriptions, "description", one["description"], descriptionType=one["descriptionType"], **lang)
    places = _add(root, "geoLocations")
    for one in described["geoLocations"]:
        _add(_add(places, "geoLocation"), "geoLocationPlace", one["geoLocationPlace"])
    _add_terms(root, described)


def _add_terms(root: etree._Element, described: dict[str, Any]) -> None:
    """Rights and funding, where they are stated."""
    if "rightsList" in described:
        rights = _add(root, "rightsList")
        for one in described["rightsList"]:
            known = {key.replace("Uri", "URI"): value for key, value in one.items() if key != "rights"}
            _add(rights, "rights", one["rights"], **known)
    if "fundingReferences" in described:
        funding = _add(_add(root, "fundingReferences"), "fundingReference")
        _add(funding, "funderName", described["fundingReferences"][0]["funderName"])


def _add_creator(creators: etree._Element, one: dict[str, Any]) -> None:
    creator = _add(creators, "creator")
    kind = {"nameType": one["nameType"]} if "nameType" in one else {}
    _add(creator, "creatorName", one["name"], **kind)
    for part in ("givenName", "familyName"):
        if part in one:
            _add(creator, part, one[part])
    for known in one.get("nameIdentifiers", ()):
        scheme = {"nameIdentifierScheme": known["nameIdentifierScheme"], "schemeURI": known["schemeUri"]}
        _add(creator, "nameIdentifier", known["nameIdentifier"], **scheme)
    for at in one.get("affiliation", ()):
        _add(creator, "affiliation", at["name"])


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    safe = {key: writable_xml(value) for key, value in attributes.items()}
    added = etree.SubElement(parent, f"{{{_NAMESPACE}}}{name}", safe)
    if text:
        added.text = writable_xml(text)
    return added
