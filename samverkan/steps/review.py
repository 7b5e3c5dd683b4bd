"""Start the review of a study: its desk, its server and the browser."""

from __future__ import annotations

import webbrowser
from contextlib import suppress
from dataclasses import dataclass

from review.desk import Desk
from review.serving import serve, share
from samverkan import __version__, console
from samverkan.study import Study


@dataclass(frozen=True, slots=True)
class ReviewRequest:
    """On which port, and whether to open the browser; `share` is the name by which others reach this
    computer, "" when only this computer may.
    """

    port: int
    browser: bool
    share: str = ""


def make_desk(study: Study) -> Desk:
    """The study as the review works on it."""
    return Desk(
        name=study.config.study.name,
        database=study.database,
        blobs=study.blobs,
        codebook_path=study.codebook_path,
        models_folder=study.models_folder,
        language=study.config.study.language,
        load_classifier=study.load_classifier,
        program=__version__,
        settings=study.config.hash,
    )


def review_study(study: Study, request: ReviewRequest) -> None:
    """Serve the review until Ctrl-C. Raises PortTaken, ShareRefused and CorpusError.

    Holds no lock on the study: a crawl may run beside, and each decision is a short transaction of its own.
    """
    study.open_store().close()  # brings the database up to date, or says why it cannot be opened
    links: list[str] = []

    def greet(link: str) -> None:
        links.append(link)
        if len(links) > 1:
            console.say(f"A browser came in. For another one: {link}")
            return
        console.say(f"The review of {study.config.study.name} is open: {link}")
        console.say("The link works once. Stop with Ctrl-C; everything that was decided is stored.")
        if request.browser:
            webbrowser.open(link)

    with suppress(KeyboardInterrupt):
        if request.share:
            share(make_desk(study), request.port, request.share, console.say)
        else:
            serve(make_desk(study), request.port, greet)
    console.say("The review is closed. Everything that was decided is stored.")
