from __future__ import annotations

from pathlib import Path

import networkx

from corpus.export.network import export_network
from corpus.store import Store
from tests.corpus.export.materials import PARTNER, empty_inventory, hostile_inventory, opened


def test_the_network_reads_back_with_names_weights_and_years(store: Store, tmp_path: Path) -> None:
    inventory = hostile_inventory()
    with opened(store, inventory) as material:
        export_network(material, tmp_path / "n.graphml")
    graph = networkx.read_graphml(tmp_path / "n.graphml")
    labels = networkx.get_node_attributes(graph, "label")
    assert PARTNER in labels.values()
    said = {(row.municipality.name, partner) for row in inventory.current_rows for partner in row.partners}
    assert {frozenset((labels[a], labels[b])) for a, b in graph.edges} == set(map(frozenset, said))
    total = sum(len({(p.actor, p.name) for p in row.named}) for row in inventory.current_rows)
    assert sum(networkx.get_edge_attributes(graph, "weight").values()) == total
    kinds = networkx.get_node_attributes(graph, "node_type")
    assert all({kinds[a], kinds[b]} == {"municipality", "partner"} for a, b in graph.edges)
    dated = [edge for *_, edge in graph.edges(data=True) if "first_year" in edge]
    assert dated
    assert all(edge["first_year"] <= edge["last_year"] for edge in dated)


def test_the_same_inventory_gives_the_same_bytes(store: Store, tmp_path: Path) -> None:
    with opened(store, hostile_inventory()) as material:
        for name in ("one", "two"):
            export_network(material, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_no_rows_are_a_network_without_nodes(store: Store, tmp_path: Path) -> None:
    with opened(store, empty_inventory()) as material:
        written = export_network(material, tmp_path / "n.graphml")
    assert len(networkx.read_graphml(tmp_path / "n.graphml")) == 0
    assert written.summary == "0 nodes and 0 ties."
