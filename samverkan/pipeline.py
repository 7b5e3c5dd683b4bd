"""The whole chain: crawl → extract → link → classify → inventory, each step only what is pending."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from corpus.store import Store
from samverkan.outcome import Outcome
from samverkan.steps.classify import classify_pending
from samverkan.steps.crawl import CrawlRequest, crawl_pending, selected_municipalities
from samverkan.steps.extract import extract_pending
from samverkan.steps.inventory import default_request, write_inventory
from samverkan.steps.link import link_pending
from samverkan.study import Study

Step = Callable[[], Outcome]


def iter_steps(
    study: Study, store: Store, crawl: CrawlRequest | None, dask: str | None = None
) -> Iterator[Step]:
    """The steps in order; `crawl` None leaves the websites alone, `dask` reads on a cluster's workers."""
    if crawl is not None:
        yield partial(crawl_pending, study, store, crawl)
    yield partial(extract_pending, study, store, dask)
    yield partial(link_pending, study, store)
    yield partial(classify_pending, study, store)
    yield partial(write_inventory, study, store, default_request(study.config))


def iter_outcomes(
    study: Study, store: Store, crawl: CrawlRequest | None, dask: str | None = None
) -> Iterator[Outcome]:
    """Carry the steps out one by one; an interrupted step is the last.

    Raises CodebookError, ModelError and UnknownMunicipality at once, since nobody wants to hear of a slip
    in the codebook or the settings after a night's crawl.
    """
    study.load_classifier()
    selected_municipalities(study)
    for step in iter_steps(study, store, crawl, dask):
        outcome = step()
        yield outcome
        if outcome.interrupted:
            return
