from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from models.embedding_cache import CachedEncoder, EmbeddingCache
from models.encoders import Vectors


class Counting:
    """An encoder that writes down what it was asked; a vector is the number of letters a, b and c."""

    def __init__(self, name: str = "counting") -> None:
        self.id = f"{name}-00000000"
        self.source = name
        self.dimensions = 3
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return np.array([[t.count("a"), t.count("b"), t.count("c")] for t in texts], dtype=np.float32)

    def encode_query(self, text: str) -> Vectors:
        return np.asarray(self.encode([text])[0])


def test_a_text_is_encoded_once_however_often_it_is_asked_for(tmp_path: Path) -> None:
    encoder = Counting()
    cached = CachedEncoder(EmbeddingCache.open(tmp_path, encoder))
    assert cached.encode(["a", "bb", "a"]).tolist() == [[1, 0, 0], [0, 2, 0], [1, 0, 0]]
    assert cached.encode(["bb", "c"]).tolist() == [[0, 2, 0], [0, 0, 1]]
    assert sorted(encoder.asked) == ["a", "bb", "c"]


def test_another_process_finds_what_the_first_has_made(tmp_path: Path) -> None:
    first, second = Counting(), Counting()
    CachedEncoder(EmbeddingCache.open(tmp_path, first)).encode(["a", "b"])
    assert CachedEncoder(EmbeddingCache.open(tmp_path, second)).encode(["b", "a"])[0].tolist() == [0, 1, 0]
    assert second.asked == []


def test_another_encoder_finds_nothing_of_the_first(tmp_path: Path) -> None:
    CachedEncoder(EmbeddingCache.open(tmp_path, Counting("one"))).encode(["a"])
    other = Counting("other")
    CachedEncoder(EmbeddingCache.open(tmp_path, other)).encode(["a"])
    assert other.asked == ["a"]


def test_a_record_that_was_half_written_is_made_again_and_the_others_stay(tmp_path: Path) -> None:
    cache = EmbeddingCache.open(tmp_path, Counting())
    CachedEncoder(cache).encode(["a", "b"])
    whole = cache.file.path.read_bytes()
    cache.file.path.write_bytes(whole[:-5])
    again = Counting()
    rows = CachedEncoder(EmbeddingCache.open(tmp_path, again)).encode(["a", "b"])
    assert rows.tolist() == [[1, 0, 0], [0, 1, 0]]
    assert len(again.asked) == 1
    assert len(cache.file.path.read_bytes()) == len(whole)


def test_what_two_add_at_once_does_not_confuse_either(tmp_path: Path) -> None:
    one, two = EmbeddingCache.open(tmp_path, Counting()), EmbeddingCache.open(tmp_path, Counting())
    one.find_places(["a"])
    two.find_places(["b"])
    CachedEncoder(one).encode(["c"])
    assert CachedEncoder(two).encode(["c", "a", "b"]).tolist() == [[0, 0, 1], [1, 0, 0], [0, 1, 0]]
    assert CachedEncoder(one).encode(["c", "a", "b"]).tolist() == [[0, 0, 1], [1, 0, 0], [0, 1, 0]]


def test_many_new_texts_are_found_after_they_were_sorted_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.embedding_cache._MOST_FRESH", 2)
    encoder = Counting()
    cached = CachedEncoder(EmbeddingCache.open(tmp_path, encoder))
    for size in range(1, 6):
        cached.encode(["a" * n for n in range(size)])
    assert cached.encode(["a" * n for n in range(5)])[:, 0].tolist() == [0, 1, 2, 3, 4]
    assert len(encoder.asked) == 5


def test_progress_adds_up_to_the_number_of_texts(tmp_path: Path) -> None:
    done: list[int] = []
    cached = CachedEncoder(EmbeddingCache.open(tmp_path, Counting()), done.append)
    cached.encode(["a", "a", "b"])
    cached.encode(["a", "c"])
    assert sum(done) == 5


def test_questions_are_not_kept(tmp_path: Path) -> None:
    cache = EmbeddingCache.open(tmp_path, Counting())
    assert CachedEncoder(cache).encode_query("ab").tolist() == [1, 1, 0]
    assert not cache.file.path.exists()


def test_a_cache_that_is_deleted_while_it_is_used_begins_anew(tmp_path: Path) -> None:
    cached = CachedEncoder(EmbeddingCache.open(tmp_path, Counting()))
    cached.encode(["a", "b"])
    cached.cache.file.path.unlink()
    assert cached.encode(["a", "b"]).tolist() == [[1, 0, 0], [0, 1, 0]]
    cached.cache.file.path.unlink()
    CachedEncoder(EmbeddingCache.open(tmp_path, Counting())).encode(["c", "cc", "ccc"])
    assert cached.encode(["a", "b", "d"]).tolist() == [[1, 0, 0], [0, 1, 0], [0, 0, 0]]
