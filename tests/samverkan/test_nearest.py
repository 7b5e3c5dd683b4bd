from __future__ import annotations

from samverkan.nearest import say_nearest


def test_the_nearest_come_first_and_are_at_most_three() -> None:
    known = ["partner.region", "partner.regions", "partner.regional", "partner.regionen", "form.iop"]
    told = say_nearest("partner.region", known)
    assert told.startswith("Nearest: partner.region, ")
    assert told.count(",") == 2
    assert "form.iop" not in told


def test_where_none_is_near_nothing_is_said() -> None:
    assert say_nearest("zzz", ["partner.region"]) == ""
