import pytest

from crawler.missing import says_missing
from tests.crawler.pages import MISSING, PRESENT


@pytest.mark.parametrize("name", MISSING)
def test_a_page_that_is_called_not_found_is_missing(name):
    assert says_missing(name)
    assert says_missing(f"{name} | Grenås kommun")
    assert says_missing(f"Grenås kommun - {name}")


@pytest.mark.parametrize("name", PRESENT)
def test_other_pages_are_there(name):
    assert not says_missing(name)
    assert not says_missing(f"{name} | Grenås kommun")
