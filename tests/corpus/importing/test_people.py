"""Who in the study somebody is who coded in another program."""

from __future__ import annotations

from corpus.importing.people import match_people
from corpus.refi.guids import guid_of, model_guid, reviewer_guid
from corpus.refi.records import Guid, User
from corpus.review_records import Reviewer, ReviewerId
from tests.factories import AT, reviewer

ANNA = reviewer("Anna")
GUID = guid_of("foreign", "somebody")


def test_a_person_is_known_by_guid_by_id_and_by_name() -> None:
    for user in (
        User(reviewer_guid("anna"), "Renamed"),
        User(GUID, "Anna", "anna"),
        User(GUID, " ANNA ", "7"),
    ):
        people = match_people([user], [ANNA], (), "", AT)
        assert people.users == {user.guid: "anna"}
        assert people.made == {}


def test_somebody_else_with_the_same_id_is_a_new_person() -> None:
    people = match_people([User(GUID, "Annika Ödman", "anna")], [ANNA], (), "", AT)
    assert people.made == {"anna-2": Reviewer(ReviewerId("anna-2"), "Annika Ödman", 1, AT)}


def test_a_new_person_gets_an_id_of_plain_letters_also_without_any() -> None:
    users = [User(guid_of("foreign", name), name) for name in ("Åsa Öberg 🎓", "山田")]
    assert list(match_people(users, [], (), "", AT).made) == ["asa-oberg", "imported"]


def test_a_model_is_no_person_by_its_guid_or_by_the_end_of_its_name() -> None:
    users = [User(model_guid("rules-1"), "Model", "rules-1"), User(GUID, "Modell rules-2")]
    people = match_people(users, [], ("rules-2",), "", AT)
    assert people.models == {model_guid("rules-1"): "rules-1", GUID: "rules-2"}
    assert people.users == {}


def test_a_coding_without_a_name_is_the_only_users_or_whose_it_is_said_to_be() -> None:
    nobody, other = Guid(""), User(guid_of("foreign", "other"), "Bo")
    alone = match_people([User(GUID, "Anna")], [ANNA], (), "", AT)
    assert alone.users[alone.get_user(nobody)] == "anna"
    both = match_people([User(GUID, "Anna"), other], [ANNA], (), "", AT)
    assert both.get_user(nobody) == ""
    told = match_people([User(GUID, "Anna"), other], [ANNA], (), "Cecilia", AT)
    assert told.users[told.get_user(nobody)] == "cecilia"
