"""Which errors a person can mend, and with which exit code they end a command."""

from __future__ import annotations

import errno
from dataclasses import dataclass

FAILED, WRONG_USE, IN_USE, INTERRUPTED = 1, 2, 3, 130


@dataclass(frozen=True, slots=True)
class Explanation:
    """What to tell a person, and the exit code."""

    text: str
    exit_code: int


def explain(error: Exception) -> Explanation | None:
    """The explanation of an error that is meant for people, or None for a fault of the program."""
    from corpus.errors import DISK_FULL, CorpusError, DiskFull, StoreBusy
    from crawler.errors import CrawlBroken, CrawlerError
    from extract.readers import ReaderBroken
    from models.errors import ModelsError
    from samverkan.config import ConfigError
    from samverkan.executors import ClusterError
    from samverkan.lock import StudyLocked
    from samverkan.places import PlaceAbsent
    from samverkan.steps.chapters import ChapterRequestError
    from samverkan.steps.crawl import CrawlRequestError

    match error:
        case StudyLocked() | StoreBusy():
            return Explanation(str(error), IN_USE)
        case DiskFull() | CrawlBroken() | ClusterError() | ReaderBroken():
            return Explanation(str(error), FAILED)
        case (
            CorpusError()
            | CrawlerError()
            | ModelsError()
            | ConfigError()
            | CrawlRequestError()
            | ChapterRequestError()
            | PlaceAbsent()
        ):
            return Explanation(str(error), WRONG_USE)
        case OSError(errno=errno.ENOSPC):
            return Explanation(DISK_FULL, FAILED)
        case PermissionError():
            return Explanation(f"{error.filename} may not be written or read: check its permissions.", FAILED)
        case _:
            return None
