from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.blobs import Blobs
from corpus.errors import BlobMissing, DiskFull
from tests.factories import sha256_of


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(content=st.binary(max_size=5_000))
def test_any_bytes_come_back_under_their_hash(tmp_path: Path, content: bytes) -> None:
    blobs = Blobs(tmp_path / "blobs")
    sha256 = blobs.add_bytes(content)
    assert sha256 == hashlib.sha256(content).hexdigest()
    assert blobs.get_path(sha256).read_bytes() == content
    assert blobs.hash_stored(sha256) == sha256


def test_the_same_content_is_stored_once_from_bytes_or_from_a_file(tmp_path: Path) -> None:
    source = tmp_path / "source.pdf"
    source.write_bytes(b"%PDF-1.7 same")
    blobs = Blobs(tmp_path / "blobs")
    assert blobs.add_bytes(b"%PDF-1.7 same") == blobs.add_file(source)
    assert len(list(blobs.iter_stored())) == 1


def test_a_file_that_was_cut_short_is_mended_by_adding_it_again(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    sha256 = blobs.add_bytes(b"whole content")
    blobs.get_path(sha256).write_bytes(b"whole")
    assert blobs.hash_stored(sha256) != sha256
    blobs.add_bytes(b"whole content")
    assert blobs.hash_stored(sha256) == sha256


def test_a_missing_file_says_how_to_get_it_back(tmp_path: Path) -> None:
    with pytest.raises(BlobMissing, match="again"):
        Blobs(tmp_path).get_path(sha256_of("nowhere"))


def test_what_a_killed_program_left_is_removed_and_whole_files_stay(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    sha256 = blobs.add_bytes(b"whole")
    (tmp_path / "incomplete-abc").write_bytes(b"ha")
    assert blobs.remove_incomplete() == 1
    assert list(blobs.iter_stored()) == [sha256]


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX limits")
def test_a_full_disk_leaves_no_half_file(tmp_path: Path) -> None:
    script = (
        "import resource, signal, sys; from pathlib import Path; from corpus.blobs import Blobs\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))\n"
        "Blobs(Path(sys.argv[1])).add_bytes(b'x' * 100_000)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "blobs")],
        capture_output=True,
        text=True,
        cwd=Path.cwd(),
    )
    assert done.returncode != 0
    assert DiskFull.__name__ in done.stderr
    assert [path for path in (tmp_path / "blobs").rglob("*") if path.is_file()] == []
