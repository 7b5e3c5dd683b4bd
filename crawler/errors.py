"""What stops a crawl, or keeps it from starting, each with its mend.

CrawlerError
├── RegistryError         a municipality file has a bad row: mend the line that is named
├── UnknownMunicipality   no such municipality: take one of the names that are suggested
├── CrawlAlreadyRun       this process has crawled before: start the next crawl in a new process
└── CrawlBroken           the crawl ended for a fault of its own: what was stored is whole; start again

What a website does wrong is no exception: it becomes a Fetch with its failure (corpus.records).
"""

from __future__ import annotations

from pathlib import Path


class CrawlerError(Exception):
    """Root of what the crawler raises; its text is written for the person who started the command."""


class RegistryError(CrawlerError):
    """A row of a municipality file cannot be used; `path` and `line` say which."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path = path
        self.line = line


class UnknownMunicipality(CrawlerError):
    """No municipality has this name or code; `suggestions` are the nearest names."""

    def __init__(self, wanted: str, suggestions: tuple[str, ...]) -> None:
        hint = f" Did you mean {' or '.join(suggestions)}?" if suggestions else ""
        super().__init__(f"There is no municipality “{wanted}”.{hint} Use a name or a four-digit code.")
        self.wanted = wanted
        self.suggestions = suggestions


class CrawlAlreadyRun(CrawlerError):
    """The event loop that fetches can run once in a process."""


class CrawlBroken(CrawlerError):
    """The crawl stopped for a fault of the program, not of a website."""
