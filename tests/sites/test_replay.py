"""Replays are exact and comparable; the big sites and the floors are in tests/bench/bench_crawl_focus.py."""

import json

import pytest

from crawler.learning import SiteLearning
from tests.sites.families import FAMILIES
from tests.sites.plots import draw_svg, draw_text
from tests.sites.replay import Replay, replay_order, replay_visit
from tests.sites.website import make_site

TUNED = [name for name, family in FAMILIES.items() if not family.held_out]


def test_a_curve_counts_effort_and_not_the_documents_themselves():
    replay = Replay("x", (None, 1, 2, None, 2, None, 3), site_pages=10, site_documents=4)
    assert replay.curve == (2, 2, 3)
    assert replay.recall_at(0.1) == 0.5
    assert replay.recall == 0.75
    assert replay.find_effort(0.5) == 0.1
    assert replay.find_effort(1.0) == float("inf")


@pytest.mark.parametrize("family", TUNED)
def test_our_visit_finds_nearly_all_within_a_fifth_of_the_pages(family):
    replay, _ = replay_visit(make_site(family, 1, 400))
    assert replay.recall_at(0.2) >= 0.85
    assert replay.recall >= 0.9


def test_our_visit_is_ahead_of_the_usual_orders_and_the_same_every_time():
    site = make_site("umbraco", 2, 300)
    ours, _ = replay_visit(site)
    assert ours == replay_visit(make_site("umbraco", 2, 300))[0]
    for order in ("breadth", "anchor"):
        assert replay_order(site, order).recall_at(0.2) < ours.recall_at(0.2)


def test_what_a_visit_has_learned_helps_the_next_one():
    site = make_site("drupal", 2, 300)
    _, visit = replay_visit(site)
    told = visit.take_changes().site.learned
    assert json.loads(told)["lessons"] > 50
    again, _ = replay_visit(site, learning=SiteLearning.load(told))
    assert again.recall_at(0.2) >= 0.9


def test_the_curves_are_drawn_for_every_strategy():
    replays = [Replay(name, (None, 1, None), 2, 1) for name in ("ours", "breadth & co")]
    assert draw_text(replays).count("\n") == 2
    assert draw_svg(replays).count("<polyline") == 2
    assert "breadth &amp; co" in draw_svg(replays)
