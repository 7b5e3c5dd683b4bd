"""Getting documents: from websites, from files, on a schedule, and how it went."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from samverkan import console
from samverkan.commands.options import Again, Limit, Names, Site
from samverkan.failures import FAILED
from samverkan.working import find_chosen_study, refuse_others, report, working


def crawl(
    context: typer.Context,
    municipality: Names = None,
    site: Site = None,
    limit: Limit = None,
    again: Again = False,
    processes: Annotated[
        int | None,
        typer.Option("--processes", min=1, max=8, help="Crawl in so many processes (else: the study's)."),
    ] = None,
) -> None:
    """Fetch policy documents from municipal websites (no option: those of the study)."""
    from samverkan.steps.crawl import CrawlRequest, crawl_pending

    request = CrawlRequest(tuple(municipality or ()), site, limit, again, processes)
    with working(context, "crawl") as (study, store):
        report([crawl_pending(study, store, request)])


def add(
    context: typer.Context,
    paths: Annotated[
        list[Path],
        typer.Argument(help="PDF, DOCX, ODT, HTML, VTT, SRT or text files, or folders.", metavar="PATH…"),
    ],
    municipality: Annotated[
        str, typer.Option("--municipality", "-m", help="Whose documents they are.", metavar="NAME")
    ],
) -> None:
    """Take in documents that you have at hand."""
    from samverkan.steps.add import add_files

    with working(context, "add") as (study, store):
        report([add_files(study, store, paths, study.registry.get(municipality))])


def health(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="For programs: everything, as JSON.")] = False,
) -> None:
    """Tell how the last crawl went: what failed, what gave too little, what has changed."""
    from samverkan.steps.crawl import selected_municipalities
    from samverkan.steps.health import format_health, iter_health_lines, read_health

    study = find_chosen_study(context)
    with study.open_store() as store, store.reading() as reader:
        found = read_health(reader, selected_municipalities(study))
    for line in [format_health(found)] if as_json else iter_health_lines(found):
        console.say(line)
    if found.problems:
        raise typer.Exit(FAILED)


def schedule(
    context: typer.Context,
    daily: Annotated[bool, typer.Option("--daily/--weekly", help="How often (else: weekly).")] = False,
    at: Annotated[
        str, typer.Option("--at", metavar="TIME", help="3 or 03:17; without minutes they are drawn.")
    ] = "3",
    day: Annotated[str, typer.Option("--day", metavar="DAY", help="mon … sun, for --weekly.")] = "sun",
    form: Annotated[
        list[str] | None, typer.Option("--form", help="systemd, cron or windows; repeat for more.")
    ] = None,
) -> None:
    """Print what lets this computer run the study by itself: systemd, cron or the Windows Task Scheduler."""
    from samverkan.steps.schedule import DAYS, Form, ScheduleError, iter_schedule_lines, plan_schedule

    refuse_others("--form", form or [], [one.value for one in Form])
    refuse_others("--day", [day], DAYS)
    folder = find_chosen_study(context).folder.resolve()
    try:
        planned = plan_schedule(folder, Path(sys.executable), at, "" if daily else day)
    except ScheduleError as error:
        raise typer.BadParameter(str(error)) from error
    default = [Form.WINDOWS] if sys.platform == "win32" else [Form.SYSTEMD, Form.CRON]
    for one in [Form(name) for name in form] if form else default:
        for line in iter_schedule_lines(planned, one):
            console.say(line)
