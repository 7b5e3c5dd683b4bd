from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.bag_tags import (
    DECLARATION,
    Elsewhere,
    find_declaration_fault,
    find_path_fault,
    format_fetch,
    format_info,
    format_manifest,
    parse_fetch,
    parse_info,
    parse_manifest,
)

A, B = "a" * 64, "b" * 64


@pytest.mark.parametrize(
    "path", ["data/plan.pdf", "data/blobs/ab/cd", "data/mål & budget 100 %.csv", "data/..dolt", "data/a b/c"]
)
def test_a_path_that_stays_inside_has_no_fault(path: str) -> None:
    assert find_path_fault(path) == ""


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("../etc/passwd", "leads out"),
        ("data/../../x", "leads out"),
        ("/etc/passwd", "absolute"),
        ("C:/x", "absolute"),
        ("data\\..\\x", "not every system"),
        ("data/x\ny", "not every system"),
        ("data/\udcff", "not every system"),
        ("data//x", "empty parts"),
        ("data/./x", "empty parts"),
        ("data/" + "å" * 128, "too long"),
    ],
)
def test_a_path_that_must_not_be_followed_is_named_as_such(path: str, says: str) -> None:
    assert says in find_path_fault(path)


def test_a_manifest_has_the_form_of_the_rfc_and_is_sorted() -> None:
    text = format_manifest({"data/b%.txt": B, "data/a.txt": A})
    assert text == f"{A}  data/a.txt\n{B}  data/b%25.txt\n"


@given(st.dictionaries(st.text(min_size=1, max_size=40), st.sampled_from([A, B]), max_size=8))
def test_a_manifest_that_was_written_is_read_back(hashes: dict[str, str]) -> None:
    kept = {f"data/{path}": one for path, one in hashes.items() if not find_path_fault(f"data/{path}")}
    assert parse_manifest("m", format_manifest(kept)) == (kept, [])


def test_wrong_lines_of_a_manifest_are_told_and_the_others_read() -> None:
    text = f"{A}  data/a\nabc  data/b\n{B}  data/a\n{B}  data/../c\n{B.upper()} *data/d\r\n"
    hashes, problems = parse_manifest("manifest-sha256.txt", text)
    assert hashes == {"data/a": A, "data/d": B}
    assert [(one.path, one.what.split(",")[0]) for one in problems] == [
        ("manifest-sha256.txt", "line 2 is no SHA-256 with a path"),
        ("data/a", "stands twice in manifest-sha256.txt"),
        ("data/../c", "a path that leads out of the bag"),
    ]


def test_fields_are_read_back_and_a_value_cannot_become_a_field() -> None:
    text = format_info(
        [("Title", "Samverkan\nLicense: none"), ("License", "CC-BY-4.0"), ("Contact-Name", "")]
    )
    assert text == "Title: Samverkan License: none\nLicense: CC-BY-4.0\n"
    assert parse_info(text) == {"Title": "Samverkan License: none", "License": "CC-BY-4.0"}


def test_folded_fields_are_joined_and_the_first_of_a_repeated_one_counts() -> None:
    assert parse_info("Title: Mål\n  och budget\nTitle: Annat\n  mer\n") == {"Title": "Mål och budget"}


def test_what_lies_elsewhere_is_read_back_with_blanks_of_the_address_encoded() -> None:
    text = format_fetch([Elsewhere("data/a b", A, 12, "https://x.example/mål 1.pdf")])
    assert text == "https://x.example/mål%201.pdf 12 data/a b\n"
    found, problems = parse_fetch(text, {"data/a b": A})
    assert found == {"data/a b": Elsewhere("data/a b", A, 12, "https://x.example/mål%201.pdf")}
    assert problems == []


def test_a_fetch_list_names_only_what_the_manifest_has() -> None:
    _, problems = parse_fetch("https://x 1 data/a\nhttps://x 1 /etc/x\nhttps://x\n", {})
    assert [one.path for one in problems] == ["data/a", "/etc/x", "fetch.txt"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("hello", "does not declare"),
        (DECLARATION.replace("1.0", "2.0"), "BagIt 2.0"),
        (DECLARATION.replace("UTF-8", "UTF-16"), "UTF-16"),
    ],
)
def test_a_wrong_declaration_is_explained(text: str, says: str) -> None:
    assert says in find_declaration_fault(text)
    assert find_declaration_fault(DECLARATION) == ""
