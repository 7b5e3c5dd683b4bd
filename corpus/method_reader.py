"""What the log tells of how a study's documents were gathered and read."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.crawl_reader import CrawlReader


@dataclass(frozen=True, slots=True)
class Gathering:
    """All crawls together: visits that ended, their requests, and the times of the first and last fetch
    ("" without any).
    """

    visits: int
    requests: int
    first: str
    last: str


class MethodReader(CrawlReader):
    """Questions of the method section, at one moment of the store."""

    def read_gathering(self) -> Gathering:
        """How much was crawled, and between when."""
        sql = "SELECT count(*) AS visits, coalesce(sum(requests), 0) AS requests FROM visit"
        visits = next(self._rows(sql))
        times = next(self._rows("SELECT coalesce(min(at), ''), coalesce(max(at), '') FROM fetch"))
        return Gathering(visits["visits"], visits["requests"], times[0], times[1])

    def list_extractors(self) -> tuple[str, ...]:
        """The programs and versions that read the documents, sorted."""
        sql = "SELECT DISTINCT extractor FROM extraction WHERE failure IS NULL ORDER BY extractor"
        return tuple(str(row["extractor"]) for row in self._rows(sql))

    def count_answers(self) -> tuple[tuple[str, int], ...]:
        """How many answers of each person stand, by name."""
        sql = """SELECT r.name, count(*) AS answers FROM standing_answer s
            JOIN reviewer r ON r.id = s.reviewer
            GROUP BY r.id ORDER BY r.name"""
        return tuple((str(row["name"]), int(row["answers"])) for row in self._rows(sql))

    def count_settled(self) -> int:
        """How many passages were settled after people differed."""
        return self._number("SELECT count(*) FROM standing WHERE settled = 1")

    def list_seeds(self) -> tuple[tuple[str, str], ...]:
        """The seed of each drawn batch and audit, by name, in the order they were drawn."""
        sql = "SELECT name, seed FROM batch ORDER BY id"
        return tuple((str(row["name"]), str(row["seed"])) for row in self._rows(sql))
