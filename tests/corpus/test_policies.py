from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from corpus.frontier_records import Version
from corpus.inventory_records import Policy
from corpus.policies import Evidence, group_policies
from corpus.records import Document, Likeness, LikenessKind
from tests import factories
from tests.factories import AT


def plan(name: str, title: str, **facts: str) -> Document:
    return factories.document(name, title=title, **facts)


def like(newer: Document, older: Document, kind: str = "revision", share: float = 0.6) -> Likeness:
    return Likeness(newer.sha256, older.sha256, LikenessKind(kind), share, share)


def replaced(newer: Document, older: Document) -> Version:
    return Version(
        "9801", "https://www.sjobacka.example/plan.pdf", newer.sha256, older.sha256, "replaced", AT
    )


def group(documents: Sequence[Document], *links: Likeness | Version, **more: frozenset[str]) -> list[Policy]:
    evidence = Evidence(
        [link for link in links if isinstance(link, Likeness)],
        [link for link in links if isinstance(link, Version)],
        **more,  # type: ignore[arg-type]
    )
    return list(group_policies({"9801": documents}, evidence))


def members(policies: Sequence[Policy], documents: Sequence[Document]) -> list[list[str]]:
    names = {document.sha256: document.name for document in documents}
    return sorted([names[sha256] for sha256 in policy.members] for policy in policies)


OLD = plan("old", "Kulturplan 2019–2022", adopted="2019-04-01")
NEW = plan("new", "Kulturplan 2023–2026", adopted="2023-02-01")
NEXT = plan("next", "Kulturprogram 2027–2030", adopted="2027-01-15")
SPORT = plan("sport", "Idrottsplan 2024", adopted="2024-06-01")


def test_a_document_without_versions_is_a_policy_of_its_own() -> None:
    alone = group([OLD])
    assert [(one.members, one.current, one.title) for one in alone] == [
        ((OLD.sha256,), OLD.sha256, "Kulturplan 2019–2022")
    ]
    assert len(alone[0].id) == 16


def test_versions_are_ordered_by_when_they_were_adopted_and_the_newest_holds() -> None:
    documents = [NEXT, OLD, NEW]
    (policy,) = group(documents, like(NEW, OLD), like(NEXT, NEW))
    assert members([policy], documents) == [["old", "new", "next"]]
    assert (policy.current, policy.title) == (NEXT.sha256, "Kulturprogram 2027–2030")


def test_the_id_stays_when_a_newer_version_comes() -> None:
    assert group([OLD])[0].id == group([OLD, NEW], like(NEW, OLD))[0].id


def test_a_part_alone_is_another_policy() -> None:
    assert len(group([NEW, SPORT], like(SPORT, NEW, "part"))) == 2


def test_a_part_of_the_same_title_and_kind_is_a_version() -> None:
    assert len(group([NEW, OLD], like(OLD, NEW, "part"))) == 1
    other = replace(OLD, metadata=replace(SPORT.metadata, title=OLD.metadata.title, kind="strategi"))
    assert len(group([NEW, other], like(other, NEW, "part"))) == 2


def test_the_same_title_without_any_likeness_is_not_enough() -> None:
    assert len(group([OLD, NEW])) == 2


def test_text_in_common_does_not_join_statutes_of_different_boards() -> None:
    boards = [
        plan(name, f"Reglemente för {name}", kind="reglemente")
        for name in ("socialnämnden", "byggnadsnämnden")
    ]
    assert len(group(boards, like(*boards, share=0.7))) == 2


def test_a_chain_through_a_document_without_title_does_not_join_different_policies() -> None:
    bridge = plan("bridge", "")
    documents = [NEW, bridge, SPORT]
    found = group(documents, like(NEW, bridge, share=0.8), like(bridge, SPORT, share=0.6))
    assert members(found, documents) == [["bridge", "new"], ["sport"]]


def test_an_overwritten_address_joins_whatever_the_titles() -> None:
    renamed = plan("renamed", "Strategi för ett levande Sjöbacka", adopted="2025-01-01")
    (policy,) = group([OLD, renamed], replaced(renamed, OLD))
    assert policy.current == renamed.sha256


def test_what_an_overwritten_address_joins_does_not_draw_in_strangers() -> None:
    documents = [OLD, NEW, SPORT]
    found = group(documents, replaced(NEW, OLD), like(SPORT, NEW, share=0.5))
    assert members(found, documents) == [["old", "new"], ["sport"]]


@pytest.mark.parametrize("kind", ["protokoll", "årsredovisning", "utvärdering"])
def test_minutes_and_accounts_do_not_take_the_place_of_the_last(kind: str) -> None:
    first = plan("first", "Kommunstyrelsen", kind=kind, adopted="2024-01-10")
    second = plan("second", "Kommunstyrelsen", kind=kind, adopted="2024-02-10")
    assert len(group([first, second], replaced(second, first), like(second, first))) == 2


@pytest.mark.parametrize(
    "says", ["Kulturplan 2019–2022", "Beslutet om Kulturplan 2019-2022, KF 2019", "KS 2019/7"]
)
def test_a_document_names_what_it_replaces_by_title_or_registry_number(says: str) -> None:
    old = replace(OLD, metadata=replace(OLD.metadata, reference="KS 2019/7"))
    newer = plan("newer", "Fritidsprogram", adopted="2024-01-01", replaces=says)
    (policy,) = group([old, newer])
    assert policy.current == newer.sha256


def test_a_name_that_two_documents_have_tells_nothing() -> None:
    twin = plan("twin", "Kulturplan 2019–2022")
    newer = plan("newer", "Fritidsprogram", replaces="Kulturplan 2019–2022")
    assert len(group([OLD, twin, newer])) == 3


def test_a_draft_never_holds_while_there_is_a_final_version() -> None:
    draft = plan("draft", "Kulturplan 2023–2026", adopted="2024-01-01")
    documents = [NEW, draft]
    (policy,) = group(documents, like(draft, NEW, "draft"))
    assert policy.current == NEW.sha256
    assert members([policy], documents) == [["new", "draft"]]


def test_of_two_copies_the_first_found_holds() -> None:
    copy = replace(plan("copy", ""), found="2026-05-01T00:00:00Z")
    (policy,) = group([copy, NEW], like(copy, NEW, "copy", 1.0))
    assert policy.current == NEW.sha256


def test_a_version_that_could_not_be_read_does_not_hide_the_one_before() -> None:
    (policy,) = group([OLD, NEW], like(NEW, OLD), unread=frozenset({NEW.sha256}))
    assert policy.current == OLD.sha256
    assert policy.members[-1] == NEW.sha256


def test_documents_without_dates_are_ordered_by_when_they_were_found() -> None:
    first = plan("first", "Kulturplan")
    second = replace(plan("second", "Kulturplan"), found="2026-09-01T00:00:00Z")
    (policy,) = group([second, first], like(second, first))
    assert policy.members == (first.sha256, second.sha256)


def test_municipalities_are_kept_apart_and_the_order_of_documents_does_not_matter() -> None:
    evidence = Evidence([like(NEW, OLD)])
    found = group_policies({"9802": [NEW], "9801": [OLD, NEW]}, evidence)
    assert [(one.municipality, len(one.members)) for one in found] == [("9801", 2), ("9802", 1)]
    assert found == group_policies({"9801": [NEW, OLD], "9802": [NEW]}, evidence)
