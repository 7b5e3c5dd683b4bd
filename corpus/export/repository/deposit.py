"""What a data repository asks for, ready to deposit: DataCite and DDI, in one folder."""

from __future__ import annotations

import json
from pathlib import Path

from corpus.export.dataset.statements import statement_table
from corpus.export.folders import replacing_folder
from corpus.export.material import Material, Written
from corpus.export.repository.datacite import build_datacite_xml, describe_datacite
from corpus.export.repository.ddi import build_ddi_xml
from corpus.export.study_facts import gather_facts


def export_deposit(material: Material, path: Path) -> Written:
    """Write datacite.json, datacite.xml and ddi-codebook.xml."""
    facts, table = gather_facts(material.inventory), statement_table(material.inventory)
    described = describe_datacite(facts, material)
    with replacing_folder(path, material) as folder:
        text = json.dumps(described, ensure_ascii=False, indent=1)
        (folder / "datacite.json").write_text(text + "\n", "utf-8")
        (folder / "datacite.xml").write_bytes(build_datacite_xml(described))
        (folder / "ddi-codebook.xml").write_bytes(build_ddi_xml(table, facts, material))
    no_doi = "No DOI yet: the repository gives it, and it stands as (:tba)."
    return Written(f"{len(table.variables)} variables described.", (no_doi, *facts.reminders))
