from __future__ import annotations

import hashlib
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.bag_checks import find_plan, iter_changed, iter_unpacked_changes
from corpus.bag_sources import BagUnreadable, opened_bag
from corpus.bag_tags import Elsewhere
from corpus.bags import Contents, write_bag

BLOB = hashlib.sha256(b"%PDF-1.7 plan").hexdigest()
PLACE = f"blobs/{BLOB[:2]}/{BLOB[2:]}"
AWAY = Elsewhere("blobs/ef/" + "f" * 62, "ef" + "f" * 62, 1000, "https://x.example/avtal.pdf")

Entries = dict[str, bytes]


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    """A bag with a database, a document and an export, and one document that lies elsewhere."""
    files = {}
    for name, content in ((PLACE, b"%PDF-1.7 plan"), ("corpus.db", b"db" * 500), ("exports/å.csv", b"a;b")):
        path = tmp_path / f"source-{len(files)}"
        path.write_bytes(content)
        files[name] = path
    write_bag(tmp_path / "bag.zip", Contents(files, (AWAY,), ()))
    return tmp_path / "bag.zip"


def _said(path: Path) -> list[tuple[str, str]]:
    with opened_bag(path) as opened:
        plan = find_plan(opened)
        return [(one.path, one.what) for one in (*plan.problems, *iter_changed(opened, plan))]


def _change(path: Path, change: Callable[[Entries], None]) -> Path:
    """The bag packed again after a change of its entries (paths inside the bag)."""
    with zipfile.ZipFile(path) as archive:
        entries = {one.filename.removeprefix("bag/"): archive.read(one) for one in archive.infolist()}
    change(entries)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name if name.startswith(("/", "..")) else f"bag/{name}", content)
    return path


def _append(path: Path, entry: zipfile.ZipInfo, content: bytes) -> Path:
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(entry, content)
    return path


def test_an_untouched_bag_is_whole_and_tells_what_lies_elsewhere(bag: Path, tmp_path: Path) -> None:
    assert _said(bag) == []
    with opened_bag(bag) as opened:
        plan = find_plan(opened)
        assert [one.url for one in plan.elsewhere] == ["https://x.example/avtal.pdf"]
        assert list(iter_unpacked_changes(opened, plan, tmp_path / "out")) == []
    assert (tmp_path / "out" / PLACE).read_bytes() == b"%PDF-1.7 plan"
    assert sorted(one.name for one in (tmp_path / "out").iterdir()) == ["blobs", "corpus.db", "exports"]


def test_an_unpacked_bag_is_checked_in_the_same_way(bag: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(bag) as archive:
        archive.extractall(tmp_path / "out")
    folder = tmp_path / "out" / "bag"
    assert _said(folder) == []
    (folder / "data" / "corpus.db").write_bytes(b"x")
    (folder / "data" / "länk").symlink_to("/etc/passwd")
    (folder / "ny.txt").write_text("x", "utf-8")
    assert [path for path, _ in _said(folder)] == ["data/länk", "ny.txt", "data/corpus.db"]


def test_a_changed_byte_is_named(bag: Path) -> None:
    _change(bag, lambda entries: entries.update({"data/corpus.db": b"dB" + b"db" * 499}))
    ((path, what),) = _said(bag)
    assert path == "data/corpus.db"
    assert what.startswith("was changed: its SHA-256 is now")


def test_a_byte_changed_inside_the_archive_is_named(bag: Path) -> None:
    content = bag.read_bytes()
    bag.write_bytes(content.replace(b"%PDF-1.7 plan", b"%PDF-1.7 plam"))
    ((path, what),) = _said(bag)
    assert path == f"data/{PLACE}"
    assert "was changed: it cannot be unpacked" in what


def test_a_missing_file_is_named(bag: Path) -> None:
    _change(bag, lambda entries: entries.__delitem__("data/exports/å.csv"))
    assert _said(bag) == [("data/exports/å.csv", "is listed and missing")]


@pytest.mark.parametrize("name", ["data/exports/ny.csv", "data/corpus.db-wal", "ny.txt"])
def test_a_file_that_no_manifest_lists_is_named(bag: Path, name: str) -> None:
    _change(bag, lambda entries: entries.update({name: b"x"}))
    assert _said(bag) == [(name, "is there and not listed")]


@pytest.mark.parametrize("name", ["manifest-sha256.txt", "bag-info.txt", "fetch.txt", "bagit.txt"])
def test_a_changed_text_of_the_bag_is_named(bag: Path, name: str) -> None:
    _change(bag, lambda entries: entries.update({name: entries[name] + b"\n"}))
    assert [path for path, _ in _said(bag)] == [name]


def test_a_manifest_changed_with_the_file_is_named(bag: Path) -> None:
    new = hashlib.sha256(b"new").hexdigest()

    def change(entries: Entries) -> None:
        old = hashlib.sha256(entries["data/corpus.db"]).hexdigest()
        entries["data/corpus.db"] = b"new"
        entries["manifest-sha256.txt"] = entries["manifest-sha256.txt"].replace(old.encode(), new.encode())

    problems = _said(_change(bag, change))
    assert ("manifest-sha256.txt", "was changed") in [(path, what.split(":")[0]) for path, what in problems]


@pytest.mark.parametrize(
    "name", ["bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"]
)
def test_a_missing_text_of_the_bag_is_named(bag: Path, name: str) -> None:
    _change(bag, lambda entries: entries.__delitem__(name))
    if name == "bagit.txt":
        with pytest.raises(BagUnreadable, match=r"bagit\.txt"):
            _said(bag)
    else:
        assert (name, "is missing") in _said(bag)


@pytest.mark.parametrize("name", ["../../outside", "/tmp/outside", "data/../../outside"])
def test_a_path_that_leads_out_is_named_and_never_written(bag: Path, tmp_path: Path, name: str) -> None:
    _change(bag, lambda entries: entries.update({name: b"x"}))
    (told,) = [one for one in _said(bag) if "path" in one[1]]
    assert told[0].endswith("outside")
    with opened_bag(bag) as opened:
        list(iter_unpacked_changes(opened, find_plan(opened), tmp_path / "a" / "out"))
    assert list(tmp_path.rglob("outside")) == []


def test_a_path_that_leads_out_of_a_manifest_is_named(bag: Path) -> None:
    line = f"{'a' * 64}  data/../../outside\n".encode()
    _change(
        bag, lambda entries: entries.update({"manifest-sha256.txt": entries["manifest-sha256.txt"] + line})
    )
    assert ("data/../../outside", "a path that leads out of the bag, in manifest-sha256.txt") in _said(bag)


def test_a_link_is_named(bag: Path) -> None:
    entry = zipfile.ZipInfo("bag/data/exports/länk")
    entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    assert _said(_append(bag, entry, b"/etc/passwd")) == [
        ("data/exports/länk", "is a link, and a bag holds files only")
    ]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_entries_of_one_name_are_named(bag: Path) -> None:
    assert ("data/corpus.db", "is there twice") in _said(
        _append(bag, zipfile.ZipInfo("bag/data/corpus.db"), b"x")
    )


def test_an_entry_outside_the_bags_folder_is_named(bag: Path) -> None:
    assert _said(_append(bag, zipfile.ZipInfo("other/x"), b"x")) == [
        ("other/x", "lies outside the bag's folder")
    ]


def test_names_that_are_one_file_on_some_systems_are_named(bag: Path) -> None:
    _change(bag, lambda entries: entries.update({"data/Exports/Å.csv": b"x"}))
    assert "is the same file as data/exports/å.csv on some systems" in [what for _, what in _said(bag)]


def test_a_file_where_another_has_its_folder_is_named(bag: Path) -> None:
    _change(bag, lambda entries: entries.update({"data/exports": b"x"}))
    assert ("data/exports", "is a file and a folder at once") in _said(bag)


def test_an_archive_that_unpacks_to_far_more_than_it_is_is_named(bag: Path) -> None:
    _change(bag, lambda entries: entries.update({"data/exports/noll": b"\0" * 101_000_000}))
    assert any("zip bomb" in what for _, what in _said(bag))


def test_entries_that_share_their_bytes_are_named(bag: Path) -> None:
    with zipfile.ZipFile(bag, "a") as archive:
        first = archive.getinfo("bag/data/corpus.db")
        for number in range(3):
            entry = zipfile.ZipInfo(f"bag/data/{number}")
            for name in ("header_offset", "compress_size", "file_size", "CRC", "compress_type"):
                setattr(entry, name, getattr(first, name))
            archive.filelist.append(entry)
        archive._didModify = True
    assert ("", "has entries that share their bytes, as a zip bomb has") in _said(bag)


def test_a_file_under_another_documents_name_is_named(bag: Path) -> None:
    other = hashlib.sha256(b"other").hexdigest()

    def change(entries: Entries) -> None:
        entries[f"data/{PLACE}"] = b"other"
        entries["manifest-sha256.txt"] = entries["manifest-sha256.txt"].replace(
            BLOB.encode(), other.encode(), 1
        )

    told = [what for path, what in _said(_change(bag, change)) if path == f"data/{PLACE}"]
    assert told == ["has another SHA-256 in manifest-sha256.txt than its name says"]


def test_what_is_no_bag_is_refused(tmp_path: Path) -> None:
    (tmp_path / "torn.zip").write_bytes(b"PK\x03\x04 torn")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("hello.txt", "x")
    for name, says in (
        ("torn.zip", "no whole ZIP"),
        ("other.zip", "no bag"),
        ("gone.zip", "There is no"),
        (".", "no bag"),
    ):
        with pytest.raises(BagUnreadable, match=says):
            _said(tmp_path / name)
