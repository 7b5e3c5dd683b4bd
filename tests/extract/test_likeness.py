from __future__ import annotations

import random
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Sha256
from extract.likeness import Pair, find_pairs
from extract.sketches import SKETCH_SIZE, Sketch, sketch_document


def make_sentences(name: str, count: int) -> list[str]:
    """Sentences that no document of another name has."""
    return [f"Mening {number} i dokumentet {name} handlar om samverkan." for number in range(count)]


def sketch(name: str, *texts: Sequence[str]) -> Sketch:
    return sketch_document(Sha256(name), [text for part in texts for text in part])


def get_names(pairs: Sequence[Pair]) -> set[tuple[str, str]]:
    return {(pair.first, pair.second) for pair in pairs}


def test_a_document_and_its_copy_are_the_same() -> None:
    text = make_sentences("plan", 40)
    (pair,) = find_pairs([sketch("a", text), sketch("b", text[::-1])])
    assert pair == Pair(Sha256("a"), Sha256("b"), 1.0, 1.0, is_same=True)


def test_shares_are_those_of_each_documents_letters() -> None:
    plan, more = make_sentences("plan", 40), make_sentences("till", 60)
    (pair,) = find_pairs([sketch("plan", plan), sketch("large", plan, more)])
    assert pair.first_share == 1.0
    assert 0.38 < pair.second_share < 0.42
    assert not pair.is_same


def test_documents_without_common_text_are_no_pair() -> None:
    assert find_pairs([sketch(name, make_sentences(name, 50)) for name in "abcdef"]) == ()


def test_what_a_whole_municipality_writes_makes_no_pair() -> None:
    template = make_sentences("mall", 45)  # 45 % of every document
    documents = [sketch(str(n), template, make_sentences(f"egen{n}", 55)) for n in range(20)]
    assert find_pairs(documents) == ()


def test_a_revision_is_found_among_documents_from_the_same_template() -> None:
    template = make_sentences("mall", 45)
    documents = [sketch(str(n), template, make_sentences(f"egen{n}", 55)) for n in range(20)]
    revised = sketch("ny", template, make_sentences("egen7", 40), make_sentences("nytt", 15))
    assert get_names(find_pairs([*documents, revised])) == {("7", "ny")}


def test_a_small_part_is_found_in_a_whole_far_larger_than_its_sketch() -> None:
    whole = make_sentences("samling", 12 * SKETCH_SIZE)
    found = [
        find_pairs([sketch("del", whole[n : n + 120]), sketch("hel", whole)]) for n in range(0, 2400, 120)
    ]
    assert sum(map(len, found)) == len(found) == 20
    assert all(pair.first_share == 1.0 for (pair,) in found)


def test_many_copies_are_chained_and_not_all_paired() -> None:
    text = make_sentences("länsplan", 80)
    pairs = find_pairs([sketch(f"{n:02}", text) for n in range(40)])
    assert get_names(pairs) == {(f"{n:02}", f"{n + 1:02}") for n in range(39)}


def test_forms_that_share_only_a_heading_are_no_pair() -> None:
    assert find_pairs([sketch("a", ["Ansökan om bidrag."]), sketch("b", ["Ansökan om bidrag."])]) == ()


def test_one_document_and_none_have_no_pair() -> None:
    assert find_pairs([]) == ()
    assert find_pairs([sketch("a", make_sentences("a", 5))]) == ()


@given(st.integers(0, 2**32), st.integers(2, 12), st.floats(0.45, 1.0))
def test_what_is_shared_is_found_whatever_the_size(seed: int, tens: int, share: float) -> None:
    chance = random.Random(seed)
    text = make_sentences(str(seed), 10 * tens)
    kept = chance.sample(text, round(share * len(text)))
    (pair,) = find_pairs([sketch("a", text), sketch("b", kept, make_sentences("b", 10 * tens - len(kept)))])
    assert abs(pair.first_share - share) < 0.06
