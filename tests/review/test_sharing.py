from __future__ import annotations

from dataclasses import replace

import pytest

from review.access import Doors
from review.serving import bind
from review.sharing import ShareRefused, check_people, describe_share, find_address
from tests import factories

ANNA = replace(factories.reviewer("Anna"), password="hash")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "http://x", "host:80", "a/b", "-x"])
def test_sharing_needs_a_name_that_others_can_use(host: str) -> None:
    with pytest.raises(ShareRefused, match="no name that others"):
        find_address(host)


def test_an_address_means_itself() -> None:
    assert find_address("127.0.0.1") == "127.0.0.1"


def test_sharing_needs_a_password_of_everybody_active() -> None:
    check_people([ANNA, replace(factories.reviewer("Bo"), active=False)])
    with pytest.raises(ShareRefused, match=r"\(Bo\)"):
        check_people([ANNA, factories.reviewer("Bo")])
    with pytest.raises(ShareRefused, match="nobody is there"):
        check_people([])


def test_what_sharing_means_is_said_with_the_address() -> None:
    said = " ".join(describe_share(Doors(8765, "10.0.0.7", login=True)))
    assert "http://10.0.0.7:8765/login" in said
    assert "not encrypted" in said


def test_an_address_of_another_computer_is_refused_with_its_mend() -> None:
    with pytest.raises(ShareRefused, match="no address of this computer"):
        bind(0, "192.0.2.1")  # RFC 5737: nobody's
