"""What a visit knows of the hosts that it meets: rules, reservations, whether they answer. Pure."""

from __future__ import annotations

from collections import Counter

from corpus.frontier_records import OriginRule, RuleKind
from corpus.records import FetchFailure
from crawler.errands import Aim, Answer, Errand, Lost, Received
from crawler.job import CrawlSettings
from crawler.reservations import PATH, Reservation, find_reservation, read_tdmrep
from crawler.robots import MAX_BYTES, RobotsPolicy, read_robots, unreachable
from crawler.urls import origin_of

BREAKER = 6
"""After so many requests in a row without any answer a host counts as gone."""
_SILENT = frozenset({FetchFailure.TIMEOUT, FetchFailure.REFUSED, FetchFailure.DNS, FetchFailure.TLS})


class Origins:
    """The origins (scheme, host, port) of one visit. `rules` are answers to be kept for other visits."""

    def __init__(self, settings: CrawlSettings) -> None:
        self._settings = settings
        self._policies: dict[str, RobotsPolicy] = {}
        self._reservations: dict[str, tuple[Reservation, ...]] = {}
        self._silent: Counter[str] = Counter()
        self._gone: dict[str, Lost] = {}
        self._deaf: set[str] = set()
        self.rules: list[OriginRule] = []

    def find_policy(self, url: str) -> RobotsPolicy | None:
        """What the origin of an address allows, or None when it has not been asked."""
        return self._policies.get(origin_of(url))

    def find_missing_rule(self, errand: Errand) -> Errand | None:
        """The errand that must come first: for robots.txt, and before a document for the reservations."""
        origin = origin_of(errand.url)
        if errand.aim in (Aim.ROBOTS, Aim.TDMREP):
            return None
        policy = self._policies.get(origin)
        if policy is None:
            return Errand(Aim.ROBOTS, f"{origin}/robots.txt", f"{origin}/robots.txt")
        wanted = errand.aim is Aim.DOCUMENT and self._settings.reservations
        if not wanted or origin in self._reservations or not policy.allows(errand.url):
            return None
        return Errand(Aim.TDMREP, f"{origin}{PATH}", f"{origin}{PATH}")

    def find_silence(self, url: str) -> Lost | None:
        """Why a host is not asked any more, or None: it has not answered for too long."""
        return self._gone.get(origin_of(url))

    def note_answer(self, url: str, answer: Answer) -> bool:
        """Count whether a host answers; whether it counts as gone from now on."""
        origin = origin_of(url)
        if not isinstance(answer, Lost) or answer.failure not in _SILENT:
            self._silent[origin] = 0
            return False
        self._silent[origin] += 1
        if self._silent[origin] < BREAKER:
            return False
        words = f"the host has not answered {BREAKER} times in a row; the last time: {answer.detail}"
        self._gone[origin] = Lost(answer.failure, words)
        return True

    def note_deaf(self, url: str) -> None:
        """A host ignores conditional requests."""
        self._deaf.add(origin_of(url))

    def is_deaf(self, url: str) -> bool:
        """Whether a host has ignored a conditional request."""
        return origin_of(url) in self._deaf

    def take_robots(self, errand: Errand, answer: Answer, at: str) -> RobotsPolicy:
        """The policy that follows from an answer to robots.txt; it is kept."""
        return self.take_rule(_make_rule(origin_of(errand.asked), RuleKind.ROBOTS, answer, at), keep=True)

    def take_tdmrep(self, errand: Errand, answer: Answer, at: str) -> None:
        """The reservations that follow from an answer; they are kept."""
        self.take_rule(_make_rule(origin_of(errand.asked), RuleKind.TDMREP, answer, at), keep=True)

    def take_rule(self, rule: OriginRule, *, keep: bool = False) -> RobotsPolicy:
        """Obey an answer, of now or of a cache."""
        if keep:
            self.rules.append(rule)
        if rule.kind is RuleKind.TDMREP:
            self._reservations[rule.origin] = read_tdmrep(rule.status, rule.body)
            return self._policies.get(rule.origin) or unreachable("robots.txt was not asked for")
        if rule.failure is not None:
            policy = unreachable(f"robots.txt could not be had: {rule.detail}", rule.failure)
        else:
            policy = read_robots(rule.status, rule.body, rule.media_type)
        if policy.gap > self._settings.max_wait:
            policy = unreachable(f"robots.txt asks for {policy.gap:.0f} s between two requests")
        self._policies[rule.origin] = policy
        return policy

    def find_reservation(self, url: str) -> str:
        """What the origin's tdmrep.json says of an address, or ""."""
        return find_reservation(self._reservations.get(origin_of(url), ()), url)


def _make_rule(origin: str, kind: RuleKind, answer: Answer, at: str) -> OriginRule:
    if isinstance(answer, Received):
        body = answer.body[: MAX_BYTES + 1]
        return OriginRule(origin, kind, at, answer.status, body, answer.content_type, None)
    return OriginRule(origin, kind, at, 0, b"", "", answer.failure, answer.detail)
