"""All tables of an inventory, in the order that readers want them."""

from __future__ import annotations

from typing import Any

from corpus.export.dataset.codes import change_table, code_table, estimate_table
from corpus.export.dataset.documents import document_table, municipality_table, policy_table
from corpus.export.dataset.long_tables import coding_table, gather_codings, partner_table
from corpus.export.dataset.statements import statement_table
from corpus.export.dataset.variables import DataTable
from corpus.export.material import Material


def build_tables(material: Material) -> tuple[DataTable[Any], ...]:
    """Every table; those without rows too, so that a package looks the same for every study."""
    inventory = material.inventory
    return (
        statement_table(inventory),
        document_table(inventory),
        policy_table(inventory),
        municipality_table(inventory),
        partner_table(inventory),
        coding_table(gather_codings(inventory, material.reader)),
        code_table(inventory),
        estimate_table(inventory),
        change_table(inventory),
    )
