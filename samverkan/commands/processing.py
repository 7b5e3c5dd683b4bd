"""The steps of the pipeline that need nobody: read, classify, all that is pending."""

from __future__ import annotations

from typing import Annotated

import typer

from samverkan.commands.options import Dask, Limit, Names, Site
from samverkan.working import report, working


def extract(
    context: typer.Context,
    again: Annotated[bool, typer.Option("--again", help="Read again what could not be read.")] = False,
    dask: Dask = None,
) -> None:
    """Read the documents that wait: pages, passages and what a document says of itself."""
    from samverkan.steps.extract import extract_again, extract_pending

    with working(context, "extract") as (study, store):
        report([extract_again(study, store, dask) if again else extract_pending(study, store, dask)])


def classify(context: typer.Context) -> None:
    """Classify the passages that wait with the study's codebook."""
    from samverkan.steps.classify import classify_pending

    with working(context, "classify") as (study, store):
        report([classify_pending(study, store)])


def run(
    context: typer.Context,
    municipality: Names = None,
    site: Site = None,
    limit: Limit = None,
    no_crawl: Annotated[bool, typer.Option("--no-crawl", help="Leave the websites alone.")] = False,
    dask: Dask = None,
) -> None:
    """Do all that is pending: crawl → extract → link → classify → inventory."""
    from samverkan.pipeline import iter_outcomes
    from samverkan.steps.crawl import CrawlRequest

    request = None if no_crawl else CrawlRequest(tuple(municipality or ()), site, limit)
    with working(context, "run") as (study, store):
        report(iter_outcomes(study, store, request, dask))
