"""Bench: the next passage of every queue, in a store of a million passages and a hundred thousand answers.

What a coder waits for: the next passage, everything that its screen shows, the saving of an answer, the
picture of a page, the pages that tell how far all has come, the drawing of a batch, and the start. Median
and worst of many, in milliseconds, server side: first of the store alone, then of whole requests to the
application.
Run: ``python -m tests.bench.bench_review [PASSAGES [ANSWERS]]``, with fewer than a fifth as many answers as
passages, so that queues are not empty.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NoReturn

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # a script sees only its own folder

from starlette.testclient import TestClient

from corpus.blobs import Blobs
from corpus.records import CodeId, PassageId, Sha256
from corpus.review_records import Answer, Queue
from corpus.store import Store
from models.codebook import DEFAULT_CODEBOOK, load_codebook
from models.sampling import Mix
from review.desk import Desk
from review.drawing import Plan, Sealing, assign_readers, draw_passages
from samverkan.config import Config, CrawlSection, StudySection
from samverkan.study import create_study
from tests.bench.big_study import CODER, MUNICIPALITIES, PAIR, Size, make_study
from tests.review.desks import answer_form, make_client

PASSAGES: Final = 1_000_000
ANSWERS: Final = 100_000
ROUNDS: Final = 30
CEILING: Final = 100.0
"""Milliseconds that a person does not notice; the target for the median."""
FIRST_PICTURE: Final = "picture of a page, first"
PAGES: Final = ("/", "/queues", "/settle", "/agreement", "/progress", "/history")
PAGE: Final = 500.0
"""Nobody waits for these with every passage."""
COMPUTED: Final = ("/agreement, first", "/progress, first")
"""Pages that read all answers when something was decided since; afterwards they are remembered."""
DRAWING: Final = "drawing a batch"
CEILINGS: Final = {
    FIRST_PICTURE: 150.0,
    "picture of a page, again": 20.0,
    **dict.fromkeys(PAGES, PAGE),
    **dict.fromkeys((*COMPUTED, DRAWING), 5000.0),
}
START: Final = 3000.0
QUEUES: Final = (
    "code:partner.university",
    "code:gate.none",
    f"municipality:{MUNICIPALITIES[7].code}",
    f"document:{7:064x}",
    "search:samverkan regionen",
    "second",
    "disagreement",
    f"outdated:{'f' * 64}",
)


def measure(act: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float]:
    """Median and worst of some rounds, in milliseconds."""
    taken = []
    for _ in range(rounds):
        begin = time.perf_counter()
        act()
        taken.append(1000 * (time.perf_counter() - begin))
    return statistics.median(taken), max(taken)


def walk(store: Store, queue: Queue) -> Callable[[], None]:
    """Going on in a queue, with what the screen shows of each passage."""
    place: list[PassageId | None] = [None]

    def go_on() -> None:
        with store.reviewing() as reader:
            found = reader.find_next(queue, PAIR[0], place[0])
            if found is not None:
                passage = reader.get_passage(found)
                reader.list_neighbours(passage, 2)
                list(reader.iter_passage_codings(found, CODER))
                list(reader.iter_passage_mentions(found, CODER))
                list(reader.iter_answers(found))
                reader.measure_progress(queue, PAIR[0])
            place[0] = found

    return go_on


def save(store: Store) -> Callable[[], None]:
    """Answering the next passage of a queue."""

    def answer() -> None:
        with store.deciding() as writer:
            found = writer.find_next(Queue.parse("code:gate.strategy"), PAIR[0], None)
            if found is not None:
                writer.add_answer(Answer(found, PAIR[0], (CodeId("gate.none"),), (), CODER, "c0de" * 16))

    return answer


def make_desk(folder: Path) -> tuple[Desk, tuple[Sha256, ...]]:
    """The study of the store in this folder, with the golden PDFs among its files."""
    shutil.copyfile(DEFAULT_CODEBOOK, folder / "codebook.yaml")
    blobs = Blobs(folder / "blobs")
    papers = sorted((Path(__file__).parents[1] / "golden" / "pdf").glob("*.pdf"))
    known = tuple(blobs.add_bytes(paper.read_bytes()) for paper in papers[:ROUNDS])

    def load_nothing() -> NoReturn:
        raise AssertionError("answering needs no model")

    place = (folder / "corpus.db", blobs, folder / "codebook.yaml", folder / "models")
    return Desk("Bench", *place, "sv", load_nothing), known


def iter_requests(client: TestClient) -> Iterator[tuple[str, Callable[[], object]]]:
    """Whole requests of a person who codes, by name."""
    for queue in ("code:partner.university", "search:samverkan", f"document:{9:064x}"):
        place = [client.get(f"/code/{queue}").headers["location"]]
        shown = [""]

        def show(place: list[str] = place, shown: list[str] = shown) -> None:
            shown[0] = client.get(place[0]).text

        def answer(place: list[str] = place, shown: list[str] = shown) -> None:
            place[0] = client.post(place[0], data=answer_form(shown[0])).headers["location"]
            shown[0] = client.get(place[0]).text

        yield f"screen: {queue}", show
        yield f"answer, and the next: {queue}", answer


def iter_pictures(client: TestClient, papers: Sequence[Sha256]) -> Iterator[tuple[str, Callable[[], object]]]:
    """Drawing the first page of one document after another, and showing them again."""
    for name in (FIRST_PICTURE, "picture of a page, again"):
        left = iter(papers)

        def look(left: Iterator[Sha256] = left) -> None:
            assert client.get(f"/page/{next(left)}/1.png").status_code == 200

        yield name, look


def iter_pages(client: TestClient) -> Iterator[tuple[str, Callable[[], object]]]:
    """The pages of a team, those that are computed once for themselves."""

    def look(page: str) -> None:
        assert client.get(page).status_code == 200, page

    for name in (*COMPUTED, *PAGES):
        yield name, partial(look, name.partition(",")[0])


def draw(desk: Desk) -> Callable[[], None]:
    """Drawing a batch of a hundred for two, of every kind of passage."""
    codebook = load_codebook(desk.codebook_path)
    plan = Plan(100, Mix(), Sealing.MEASURED, 0.2, PAIR, 7)

    def draw_one() -> None:
        with desk.reviewing() as reader:
            drawn, read_by = draw_passages(reader, plan, codebook)
        assert assign_readers(plan, drawn, read_by)

    return draw_one


def measure_start(folder: Path) -> float:
    """Milliseconds from the command to the line with the link, the whole program loaded anew."""
    create_study(folder, Config(StudySection(name="Bench"), CrawlSection()))
    begin = time.perf_counter()
    command = [
        sys.executable,
        "-m",
        "samverkan",
        "--study",
        str(folder),
        "review",
        "--port",
        "0",
        "--no-browser",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        server.stdout.readline()
        taken = 1000 * (time.perf_counter() - begin)
        server.terminate()
    return taken


def main() -> int:
    """Print a line an act; 1 when a median is above its ceiling."""
    given = [int(argument) for argument in sys.argv[1:3]]
    size = Size(*(given + [PASSAGES, ANSWERS][len(given) :]))
    if size.answers * 5 >= size.passages:
        print("Give fewer than a fifth as many answers as passages: else nothing is left to answer.")
        return 2
    with TemporaryDirectory() as folder, make_study(Path(folder) / "corpus.db", size) as store:
        print(
            f"{size.passages:,} passages, {size.answers:,} answers; milliseconds: median, worst of {ROUNDS}"
        )
        return int(run(Path(folder), store))


def run(folder: Path, store: Store) -> bool:
    """Measure everything in a study; whether anything was slow."""
    slow = False
    for text in QUEUES:
        slow |= report(f"next: {text}", walk(store, Queue.parse(text)))
    slow |= report("saving an answer", save(store))
    desk, papers = make_desk(folder)
    with make_client(desk) as client:
        client.post("/who", data={"person": PAIR[0]})
        acts = (*iter_requests(client), *iter_pictures(client, papers), *iter_pages(client))
        for name, act in (*acts, (DRAWING, draw(desk))):
            slow |= report(name, act)
    start = measure_start(folder / "small")
    print(f"  {'start of the program':<48}{start:>8.0f}")
    return slow or start > START


def report(name: str, act: Callable[[], object]) -> bool:
    """Measure and print; whether the median is above the ceiling."""
    median, worst = measure(act, 1 if name in COMPUTED else 5 if name == DRAWING else ROUNDS)
    print(f"  {name[:46]:<48}{median:>8.1f}{worst:>8.1f}")
    return median > CEILINGS.get(name, CEILING)


if __name__ == "__main__":
    sys.exit(main())
