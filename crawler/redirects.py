"""Where a redirect may lead. Pure."""

from __future__ import annotations

from corpus.records import FetchFailure
from crawler.addresses import AddressGuard
from crawler.errands import Aim, Errand
from crawler.harvest import Harvest
from crawler.promises import Promise, guess_promise
from crawler.robots import MAX_REDIRECTS
from crawler.urls import host_of, identify

Fault = tuple[FetchFailure, str]


def find_redirect_fault(
    errand: Errand, target: str | None, harvest: Harvest, guard: AddressGuard
) -> Fault | None:
    """Why a redirect is not followed, or None.

    Pages stay on the municipality's own domain, but for the start page: a municipality may have moved.
    """
    if target is None:
        return FetchFailure.REDIRECT, "redirects to no usable address"
    if guard.forbids_host(host_of(target)):
        return FetchFailure.FORBIDDEN_ADDRESS, f"redirects to the closed address {target}"
    if target in (*errand.hops, errand.url):
        return FetchFailure.REDIRECT, f"redirects in a circle, back to {target}"
    if len(errand.hops) >= MAX_REDIRECTS:
        return FetchFailure.REDIRECT, f"more than {MAX_REDIRECTS} redirects, the last to {target}"
    if harvest.is_ours(target) or errand.aim in (Aim.ROBOTS, Aim.DOCUMENT) or errand.is_start:
        return None
    return FetchFailure.REDIRECT, f"redirects to another website, {target}"


def find_arrival(errand: Errand, target: str, harvest: Harvest) -> tuple[FetchFailure | None, str] | None:
    """What a redirect to something fetched before means, or None when it must be fetched.

    Remembers the target, so that no other errand fetches it again.
    """
    if errand.aim not in (Aim.PAGE, Aim.DOCUMENT) or identify(target) == identify(errand.asked):
        return None  # robots.txt; or only to https, to www, to a last slash
    if harvest.is_held(target):
        return None, "the document is held already"
    known = harvest.frontier.knows(target)
    harvest.frontier.remember(target)
    if not known or errand.is_start:
        return None
    if errand.sure and guess_promise(target) is Promise.PAGE:
        return FetchFailure.NOT_A_DOCUMENT, "a document was promised; it redirects to a page"
    return None, "redirects to what is fetched otherwise"
