"""Fixtures of the review's tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.review.desks import Study, make_client, make_study


@pytest.fixture
def study(tmp_path: Path) -> Study:
    """Three coded passages on one page."""
    return make_study(tmp_path)


@pytest.fixture
def client(study: Study) -> Iterator[TestClient]:
    """Anna's browser at that study."""
    with make_client(study.desk) as opened:
        yield opened
