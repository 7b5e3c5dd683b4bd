"""When to ask again, and how long to wait first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from corpus.records import FetchFailure
from crawler.bodies import judge_body
from crawler.errands import Answer, Errand, Lost, Received
from crawler.job import CrawlSettings
from crawler.politeness import parse_retry_after

_BUSY = frozenset({429, 503})
_PASSING = frozenset({502, 504})
_TRIES_WHEN_BUSY = 2
_TRIES_WHEN_LOST = 1
_BACK_OFF = 5.0  # times the delay, doubled for each further try


@dataclass(frozen=True, slots=True)
class Retry:
    """Ask again after so many seconds; what this attempt came to stands beside it."""

    seconds: float
    failure: FetchFailure
    detail: str


def find_retry(errand: Errand, answer: Answer, settings: CrawlSettings, at: str) -> Retry | None:
    """Whether and when an errand is tried again; None: this answer is the last."""
    if errand.tries >= _tries(answer):
        return None
    asked = _asked_wait(answer, at)
    if asked is not None and asked > settings.max_wait:
        return None
    seconds = max(asked or 0.0, settings.delay * _BACK_OFF * 2**errand.tries)
    seconds = min(seconds, settings.max_wait)
    failure, fault = _fault(answer)
    return Retry(seconds, failure, f"{fault}; asked again after {seconds:g} s")


def find_too_long_wait(answer: Answer, settings: CrawlSettings, at: str) -> str:
    """Why the visit must end because the server asks for a longer rest than we can take, or ""."""
    asked = _asked_wait(answer, at)
    if asked is None or asked <= settings.max_wait:
        return ""
    return f"the server asks to be left alone for {asked:.0f} s"


def _tries(answer: Answer) -> int:
    if isinstance(answer, Lost):
        passing = answer.failure in (FetchFailure.TIMEOUT, FetchFailure.REFUSED)
        return _TRIES_WHEN_LOST if passing else 0
    if answer.status in _BUSY:
        return _TRIES_WHEN_BUSY
    cut_off = answer.cut_off and bool(judge_body(answer).broken)
    return _TRIES_WHEN_LOST if answer.status in _PASSING or cut_off else 0


def _fault(answer: Answer) -> tuple[FetchFailure, str]:
    if isinstance(answer, Lost):
        return answer.failure, answer.detail
    if answer.cut_off:
        return FetchFailure.BROKEN_BODY, f"cut off after {len(answer.body)} bytes"
    return FetchFailure.HTTP_STATUS, f"answers {answer.status}"


def _asked_wait(answer: Answer, at: str) -> float | None:
    if not isinstance(answer, Received) or answer.status not in _BUSY or not answer.retry_after:
        return None
    return parse_retry_after(answer.retry_after, datetime.fromisoformat(at))
