"""Projects that other programs wrote; they lie beside the project and are never part of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.importing.loss import What, count_fates
from corpus.importing.planning import ImportOptions, plan_import
from corpus.refi.opening import opened
from corpus.refi.reading import read_refi
from corpus.refi.records import Project
from corpus.refi_reader import RefiReader
from corpus.store import Store
from tests.factories import AT, codebook

SAMPLES = Path(__file__).parents[3].parent / "shared" / "refi"


@pytest.mark.parametrize(("name", "codings"), [("qc-demo", 205), ("skyloom-TestProject", 16)])
def test_every_coding_of_a_sample_is_accounted_for(name: str, codings: int, tmp_path: Path) -> None:
    path = SAMPLES / f"{name}.qdpx"
    if not path.is_file():
        pytest.skip("the sample projects are not beside the project")
    with Store.create(tmp_path / "corpus.db") as store, store.reading() as reader, opened(path) as package:
        project = read_refi(package.xml, package.name)
        assert isinstance(project, Project)
        options = ImportOptions(codebook(), "", AT)
        plan = plan_import(RefiReader.beside(reader), package, project, options, lambda _done, _now: None)
    assert sum(count_fates(plan.report.items, What.CODING).values()) == codings
