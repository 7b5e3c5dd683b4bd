import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.errands import Aim, Errand
from crawler.journal import Journal, read_errand
from crawler.learning import Lesson, SiteLearning, find_features, find_miss_bound

LIST, MENU = "li.item<ul.links<main", "li<ul<nav<frame"


def lesson(number, fruit, region=LIST, folder="omsorg"):
    return Lesson(f"https://k.se/{folder}/sida-{'x' * number}", f"Sida {number}", region, 1.0, fruit)


def taught(*lessons):
    learning = SiteLearning()
    for one in lessons:
        learning.learn(one)
    return learning


def bonus(learning, region=LIST, folder="omsorg", anchor="Annat"):
    features = find_features(f"https://k.se/{folder}/annat", anchor, region)
    return learning.find_bonus(features, region)


def test_nothing_is_corrected_before_enough_is_known():
    assert bonus(taught(*[lesson(number, 3) for number in range(5)])) == 0.0


def test_the_region_that_leads_to_documents_comes_before_the_one_that_does_not():
    lessons = [lesson(n, 2) for n in range(10)] + [lesson(n, 0, MENU, "fritid") for n in range(10)]
    learning = taught(*lessons)
    assert bonus(learning) > 1.0
    assert bonus(learning, MENU, "fritid") < -0.5


def test_a_word_that_leads_nowhere_is_learned_whatever_the_region():
    barren = [Lesson(f"https://k.se/a/{'b' * n}", f"Boka {n}", LIST, 1.0, 0) for n in range(10)]
    learning = taught(*[lesson(n, 2) for n in range(10)], *barren)
    assert bonus(learning, anchor="Boka") < bonus(learning, anchor="Annat")


def test_a_region_that_was_seldom_tried_is_tried():
    learning = taught(*[lesson(n, 0) for n in range(40)])
    assert bonus(learning, "td<tr<table", "nytt") > bonus(learning, LIST, "nytt")


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 3)), max_size=60))
def test_learning_never_outweighs_the_start_weights(told):
    learning = taught(*[lesson(number, fruit) for number, fruit in told])
    assert -4.0 <= bonus(learning) <= 4.5


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 3)), max_size=60))
def test_the_same_lessons_give_the_same_state_and_it_survives_being_written(told):
    lessons = [lesson(number, fruit) for number, fruit in told]
    learning, again = taught(*lessons), taught(*lessons)
    assert learning.dump() == again.dump()
    loaded = SiteLearning.load(learning.dump())
    assert bonus(loaded) == pytest.approx(bonus(learning), abs=0.01)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"weights": {"a": 1}}', '{"weights": 3}'])
def test_a_state_that_cannot_be_read_is_a_new_site(text):
    assert SiteLearning.load(text).lessons == 0


def test_what_outlives_a_visit_is_small():
    learning = taught(*[lesson(number, number % 2, f"div.c{'x' * number}") for number in range(400)])
    assert len(json.loads(SiteLearning.load(learning.dump()).dump())["weights"]) <= 150


def test_a_lesson_can_be_made_again_from_the_row_of_the_frontier():
    errand = Errand(Aim.PAGE, "https://k.se/a", "https://k.se/a", anchor="Kultur", score=2.0, region=LIST)
    journal = Journal("0001")
    journal.wait(errand)
    (row,) = journal.take()
    again = read_errand(row)
    assert (again.asked, again.anchor, again.region, again.score) == ("https://k.se/a", "Kultur", LIST, 2.0)


def test_three_hundred_barren_pages_leave_one_in_a_hundred_open():
    assert find_miss_bound(300) == pytest.approx(0.01)
    assert find_miss_bound(0) == 1.0
