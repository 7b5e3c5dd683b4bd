"""The frontier in the store: where addresses stand, what a new visit finds, what is forgotten."""

from dataclasses import replace

import pytest

from corpus import crawl_writer
from corpus.frontier_records import LEFT, FrontierLink, LinkState, OriginRule, RuleKind, SiteState, Version
from corpus.records import FetchFailure, Sha256
from corpus.store import Store

CODE = "0484"
OLD, NEW = Sha256("a" * 64), Sha256("b" * 64)


def a_link(key: int, state: LinkState = LinkState.WAITING, **changes: object) -> FrontierLink:
    url = f"https://k.example/{key}"
    link = FrontierLink(CODE, key, url, "page", 1.0, 1, "https://k.example/", "Länk", "{}", state, visit=1)
    return replace(link, **changes)  # type: ignore[arg-type]


def write_links(store: Store, *links: FrontierLink) -> None:
    with store.writing() as writer:
        writer.set_links(links)


def read_links(store: Store) -> dict[int, FrontierLink]:
    with store.reading() as reader:
        return {link.key: link for link in reader.iter_links(CODE)}


def test_a_link_comes_back_as_it_was_and_its_newest_word_is_the_only_one(store: Store) -> None:
    link = a_link(-7, LinkState.FETCHED, etag='"x"', fingerprint=OLD, asked=3, changed=1, fruit=4, trusted=2)
    write_links(store, a_link(-7), link)
    assert read_links(store) == {-7: link}


def test_the_most_promising_come_first(store: Store) -> None:
    write_links(store, a_link(1, priority=1.0), a_link(2, priority=9.0), a_link(3, priority=-2.0))
    assert list(read_links(store)) == [2, 1, 3]


def test_a_closed_visit_leaves_every_address_in_a_final_state_with_a_reason(store: Store) -> None:
    write_links(store, a_link(1), a_link(2, LinkState.LEASED), a_link(3, LinkState.FETCHED))
    with store.writing() as writer:
        writer.close_links(CODE, 1, "not reached: budget")
    found = read_links(store)
    assert [found[key].state for key in (1, 2, 3)] == ["refused", "refused", "fetched"]
    assert (found[1].outcome, found[1].reason) == (LEFT, "not reached: budget")
    with store.reading() as reader:
        assert reader.count_links(CODE) == {"fetched": 1, "refused": 2}


def test_a_new_visit_opens_what_was_left_and_what_is_due(store: Store) -> None:
    write_links(
        store,
        a_link(1, LinkState.REFUSED, outcome=LEFT),
        a_link(2, LinkState.REFUSED, outcome="robots"),
        a_link(3, LinkState.FETCHED, due=2),
        a_link(4, LinkState.FETCHED, due=3),
        a_link(5, LinkState.FAILED, due=2),
    )
    with store.writing() as writer:
        writer.open_links(CODE, 2, 2)
    assert {key for key, link in read_links(store).items() if link.state is LinkState.WAITING} == {1, 3, 5}
    with store.writing() as writer:
        writer.open_links(CODE, 3, None)
    assert read_links(store)[4].state is LinkState.WAITING


def test_what_was_refused_and_not_met_again_is_forgotten(store: Store) -> None:
    write_links(store, a_link(1, LinkState.REFUSED, reason="pages: news"), a_link(2, LinkState.FETCHED))
    with store.writing() as writer:
        writer.close_links(CODE, 3, "end")
    assert list(read_links(store)) == [2]


def test_a_site_is_remembered_within_bounds(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crawl_writer, "_MAX_LINKS", 3)
    write_links(
        store,
        a_link(1, LinkState.FETCHED, fingerprint=OLD, priority=-9.0),
        a_link(2, LinkState.FETCHED, fruit=3, fingerprint="1", priority=-9.0),
        a_link(3, LinkState.REFUSED, priority=5.0),
        a_link(4, priority=-1.0),
        a_link(5, priority=2.0),
    )
    with store.writing() as writer:
        writer.close_links(CODE, 1, "end")
    assert sorted(read_links(store)) == [1, 2, 3]


def test_an_open_visit_goes_on_and_a_closed_or_an_old_one_does_not(store: Store) -> None:
    def begin(since: str = "2026-01-01", *, anew: bool = False) -> SiteState:
        with store.writing() as writer:
            return writer.open_site(CODE, "https://k.example", since, anew=anew)

    assert begin().number == 1
    running = SiteState(CODE, "https://k.example", 4, started="2026-03-01T08:00:00Z", requests=7)
    with store.writing() as writer:
        writer.set_site(running)
        writer.set_learned(CODE, '{"w": 1}')
    assert begin() == replace(running, learned='{"w": 1}')
    assert (begin("2026-04-01").number, begin("2026-04-01").started) == (5, "")
    assert begin(anew=True).number == 5
    with store.writing() as writer:
        writer.close_site(CODE, "complete")
    assert begin() == SiteState(CODE, "https://k.example", 5, ended="complete", learned='{"w": 1}')


def test_rules_of_an_origin_are_kept_and_grow_old(store: Store) -> None:
    rule = OriginRule(
        "https://k.example", RuleKind.ROBOTS, "2026-03-01T08:00:00Z", 200, b"x", "text/plain", None
    )
    lost = replace(rule, kind=RuleKind.TDMREP, failure=FetchFailure.DNS, detail="no such name")
    with store.writing() as writer:
        writer.set_rule(replace(rule, body=b"older"))
        writer.set_rule(rule)
        writer.set_rule(lost)
    with store.reading() as reader:
        assert reader.find_rule(rule.origin, RuleKind.ROBOTS, "2026-03-01T00:00:00Z") == rule
        assert reader.find_rule(rule.origin, RuleKind.TDMREP, "2026-03-01T00:00:00Z") == lost
        assert reader.find_rule(rule.origin, RuleKind.ROBOTS, "2026-03-02T00:00:00Z") is None


def test_a_document_is_gone_when_all_its_addresses_are(store: Store) -> None:
    gone = {"aim": "document", "fingerprint": OLD, "gone": "2026-03-01T08:00:00Z"}
    there = {"aim": "document", "fingerprint": NEW}
    write_links(
        store,
        a_link(1, LinkState.FAILED, **gone),
        a_link(2, LinkState.FAILED, **(gone | {"fingerprint": NEW})),
        a_link(3, LinkState.FETCHED, **there),
    )
    with store.reading() as reader:
        assert list(reader.iter_gone_documents(CODE)) == [(OLD, "2026-03-01T08:00:00Z")]


def test_a_version_is_recorded_once(store: Store) -> None:
    from tests import factories

    document = factories.document()
    version = Version(
        CODE, "https://k.example/p.pdf", document.sha256, OLD, "replaced", "2026-03-01T08:00:00Z"
    )
    with store.writing() as writer:
        run = writer.start_run("crawl", "0", "")
        writer.add_document(document)
        writer.add_version(version, run)
        writer.add_version(replace(version, at="2026-04-01T08:00:00Z"), run)
    with store.reading() as reader:
        assert list(reader.iter_versions(CODE)) == [version]
