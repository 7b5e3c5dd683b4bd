"""Beginning and keeping a study: make it, see what it holds, prove that it is whole, show the demo."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from samverkan import console
from samverkan.commands.options import Names
from samverkan.commands.snapshots import tell_bag
from samverkan.failures import FAILED
from samverkan.working import find_chosen_study


def init(
    folder: Annotated[Path, typer.Argument(help="The folder to make.", metavar="STUDY")],
    municipality: Names = None,
    contact: Annotated[
        str | None,
        typer.Option("--contact", help="Your e-mail or web page, shown to the websites that are crawled."),
    ] = None,
) -> None:
    """Make a study: a folder with its settings, its codebook and its database."""
    from crawler.job import CrawlSettings
    from crawler.registry import load_registry
    from samverkan.config import Config, CrawlSection, StudySection
    from samverkan.study import create_study

    if not str(folder).strip(" ."):
        raise typer.BadParameter("Name the folder to make, such as mystudy.", param_hint="STUDY")
    names = tuple(load_registry().get(name).name for name in municipality or ())
    if contact is None and sys.stdin.isatty():
        contact = typer.prompt("Your e-mail or web page, for the webmasters (empty: later)", default="")
    if contact:
        try:
            CrawlSettings(contact=contact)
        except ValueError as error:
            raise typer.BadParameter(f"{error}.", param_hint="--contact") from error
    section = StudySection(name=folder.resolve().name, municipalities=names)
    study = create_study(folder, Config(section, CrawlSection(contact=contact or "")))
    console.say(f"The study {study.config.study.name} lies in {folder}.")
    if not contact:
        console.say('Before you crawl, write who you are into samverkan.toml: contact = "name@university.se"')
    console.say(f"Next: cd {folder} && samverkan run (documents that you have already: samverkan add)")


def status(
    context: typer.Context,
    failures: Annotated[bool, typer.Option("--failures", help="List everything that failed.")] = False,
) -> None:
    """Show what the study holds, what waits and what failed."""
    from samverkan.status import iter_failure_lines, iter_status_lines

    study = find_chosen_study(context)
    with study.open_store() as store:
        for line in iter_failure_lines(store) if failures else iter_status_lines(study, store):
            console.say(line)


def verify(
    context: typer.Context,
    bag: Annotated[
        Path | None, typer.Argument(help="A snapshot to prove (else: the study).", metavar="[BAG]")
    ] = None,
) -> None:
    """Prove that the study or a snapshot is whole: re-hash every file, check every passage, show the hash."""
    from corpus.verify import hash_content, iter_problems

    if bag is not None:
        tell_bag(bag)
        return
    study = find_chosen_study(context)
    with study.open_store() as store, store.reading() as reader:
        problems = list(iter_problems(reader, study.blobs))
        counted = reader.count_records()
        content = hash_content(reader)
    for problem in problems:
        console.warn(f"{problem.what} {problem.mend}")
    console.say(f"content {content}")
    console.say(f"codebook {study.codebook.hash}")
    if problems:
        raise typer.Exit(FAILED)
    console.say(f"All {counted['documents']:,} documents and {counted['passages']:,} passages are whole.")


def demo(
    folder: Annotated[Path, typer.Argument(help="Where to make the demo's study.", metavar="FOLDER")] = Path(
        "demo"
    ),
) -> None:
    """Run the whole main job offline, on four fictional municipalities served on this computer."""
    from samverkan.demo.show import show_demo

    outcomes = show_demo(folder)
    if any(outcome.failed for outcome in outcomes):
        raise typer.Exit(FAILED)
