from __future__ import annotations

from corpus.export.dataset.long_tables import coding_table, gather_codings, partner_table
from corpus.store import Store
from tests import factories
from tests.corpus.export.materials import PARTNER, hostile_inventory
from tests.corpus.test_inventory import build
from tests.factories import CODER, TEXTS, add_classified


def test_a_coding_says_which_model_or_person_set_the_code(store: Store) -> None:
    owner, plan = factories.municipality(), factories.document()
    add_classified(store, plan, owner)
    passage = factories.passages_of(plan, TEXTS)[0]
    with store.writing() as writer:
        writer.add_judgement(factories.judgement(passage, "purpose.competence", "no", "Åsa"))
        writer.add_judgement(factories.judgement(passage, "purpose.quality", "yes", "Åsa"))
        writer.add_judgement(factories.judgement(passage, "partner.region", "no", "Åsa"))
    with store.reading() as reader:
        table = coding_table(gather_codings(build(store, owner), reader))
    said = [(one.code, one.who, one.role, one.verdict, one.score) for one in table.rows]
    assert said[:5] == [
        ("gate.strategy", CODER, "machine", "yes", 0.9),
        ("partner.university", CODER, "machine", "yes", 0.9),
        ("purpose.competence", CODER, "machine", "yes", 0.9),
        ("purpose.competence", "Åsa", "person", "no", None),
        ("purpose.quality", "Åsa", "person", "yes", None),
    ]
    assert [one[0] for one in said[5:]] == ["gate.description", "partner.region"]


def test_a_partner_stands_once_for_each_statement_that_names_it() -> None:
    inventory = hostile_inventory()
    table = partner_table(inventory)
    hostile = [one for one in table.rows if one.partner.name == PARTNER]
    assert len(hostile) == sum(1 for row in inventory.rows if PARTNER in row.partners) > 0
    keys = [tuple(v.value(one) for v in table.variables if v.name in table.keys) for one in table.rows]
    assert len(keys) == len(set(keys))
