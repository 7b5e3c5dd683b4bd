"""Fixtures that more than one package's tests use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty study database."""
    with Store.create(tmp_path / "corpus.db") as opened:
        yield opened
