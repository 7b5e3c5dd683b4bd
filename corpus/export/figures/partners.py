"""Who is named as a partner, and where: municipalities or counties tied to the most shared partners. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from html import escape

from corpus.export.columns import labels_by_id
from corpus.export.figures.counting import Rows, count_municipalities, current_rows, number_of
from corpus.export.figures.partners_drawing import Network, Node, draw_network
from corpus.export.network import Tie, group_by_tie
from corpus.export.tables import Count, Figure, Table
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory, InventoryRow
from corpus.records import CodeId, Municipality

MOST_PARTNERS = 40
MOST_TIES = 100
"""So many ties have a line in the table; the others are drawn only."""
MOST_MUNICIPALITIES = 30
"""With more than these, counties stand for their municipalities."""


def build_partners(inventory: Inventory, texts: Texts) -> Figure:
    """The network of the named partners that most municipalities share."""
    ties = group_by_tie(current_rows(inventory))
    shared = rank_partners(ties)
    order = [code.id for code in inventory.codebook.codes]
    shown = sorted(shared[:MOST_PARTNERS], key=lambda one: (*order, one.type).index(one.type))
    network = build_network(ties, tuple(shown))
    labels = labels_by_id(inventory.codebook, texts)
    types = {one.type: labels.get(CodeId(one.type), one.type) for one in shown}
    tables = (
        _partner_table(network, types, len(shared), texts),
        _place_table(network, texts),
        _tie_table(network, texts),
    )
    lead = texts.fill("figure.partners_lead", shown=texts.number(len(shown)), all=texts.number(len(shared)))
    drawn = draw_network(network, tables, types, texts)
    if not shown:
        drawn = f'<p class="figure-note">{escape(texts["figure.partners_none"])}</p>'
    return Figure("partners", texts["figure.partners"], lead, drawn, tables[0], tables[1:])


def rank_partners(ties: Iterable[Tie]) -> list[Node]:
    """The partners with their rows, those that most municipalities name first, then those with most rows."""
    held: dict[str, list[InventoryRow]] = defaultdict(list)
    first: dict[str, Tie] = {}
    for tie in ties:
        first.setdefault(tie.key, tie)
        held[tie.key].extend(tie.rows)
    nodes = [Node(key, tie.partner.name, tuple(held[key]), tie.partner.type) for key, tie in first.items()]
    return sorted(nodes, key=lambda one: (-count_municipalities(one.rows), -len(one.rows), one.name, one.key))


def build_network(ties: Iterable[Tie], partners: tuple[Node, ...]) -> Network:
    """The ties of these partners, by county where more than `MOST_MUNICIPALITIES` name any of them."""
    keys = {node.key for node in partners}
    kept = [tie for tie in ties if tie.key in keys]
    place_of = _municipality_of
    if len({tie.municipality.code for tie in kept}) > MOST_MUNICIPALITIES:
        place_of = _county_of
    names: dict[str, str] = {}
    every: dict[str, dict[int, InventoryRow]] = defaultdict(dict)
    tied: dict[tuple[str, str], list[InventoryRow]] = defaultdict(list)
    for tie in kept:
        place, names[place] = place_of(tie.municipality)
        every[place].update((id(row), row) for row in tie.rows)  # a row may name several partners
        tied[place, tie.key].extend(tie.rows)
    places = tuple(Node(place, names[place], tuple(every[place].values())) for place in sorted(names))
    return Network(places, partners, {pair: tuple(rows) for pair, rows in tied.items()})


def _municipality_of(one: Municipality) -> tuple[str, str]:
    return one.code, one.name


def _county_of(one: Municipality) -> tuple[str, str]:
    return one.county_code, one.county


def _partner_table(network: Network, types: dict[str, str], number: int, texts: Texts) -> Table:
    keys = ("figure.partner", "figure.partner_type", "municipalities", "count")
    rows = tuple(
        (
            Count(one.name),
            Count(types[one.type]),
            _municipalities(one.rows, texts),
            number_of(one.rows, texts),
        )
        for one in network.partners
    )
    left = number - len(network.partners)
    note = texts.fill("figure.partners_left", left=texts.number(left)) if left else ""
    return Table("partners", texts["figure.partners"], tuple(texts[key] for key in keys), rows, note)


def _place_table(network: Network, texts: Texts) -> Table:
    rows = tuple((Count(one.name), number_of(one.rows, texts)) for one in network.places)
    head = (texts["figure.place"], texts["count"])
    return Table("partner-places", texts["figure.partners_places"], head, rows)


def _tie_table(network: Network, texts: Texts) -> Table:
    """The ties that most statements name, with the statements of each."""
    places = {one.key: one.name for one in network.places}
    partners = {one.key: one.name for one in network.partners}
    rows = tuple(
        (Count(places[place]), Count(partners[partner]), number_of(tied, texts))
        for (place, partner), tied in network.strongest(MOST_TIES)
    )
    head = (texts["figure.place"], texts["figure.partner"], texts["count"])
    left = len(network.ties) - len(rows)
    note = texts.fill("figure.ties_left", left=texts.number(left)) if left else ""
    return Table("partner-ties", texts["figure.partners_ties"], head, rows, note)


def _municipalities(rows: Rows, texts: Texts) -> Count:
    number = count_municipalities(rows)
    return Count(texts.number(number), rows, number)
