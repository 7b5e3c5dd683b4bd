"""The command line: what a person types, turned into calls of the steps. Heavy imports stay in commands.

Exit codes: 0 done, 1 something that was asked for failed, 2 wrong use or a study that cannot be opened,
3 the study is in use by another command, 130 stopped with Ctrl-C (everything until then is stored).
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Annotated

import typer

from samverkan import __version__, console
from samverkan.failures import FAILED, INTERRUPTED
from samverkan.working import Place, find_chosen_study, refuse_others, report, working

EPILOG = (
    "Exit codes: 0 done · 1 something failed · 2 wrong use · 3 the study is in use · 130 stopped with Ctrl-C."
)

app = typer.Typer(
    name="samverkan",
    help=(
        "From municipal websites to an inventory of collaboration strategies.\n\n"
        "Make a study with 'samverkan init', then 'samverkan run' inside its folder. "
        "Everything can be stopped with Ctrl-C and started again."
    ),
    epilog=EPILOG,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Names = Annotated[
    list[str] | None,
    typer.Option("--municipality", "-m", help="A name or four-digit code; repeat for more.", metavar="NAME"),
]
Site = Annotated[
    str | None,
    typer.Option("--site", help="Crawl this address instead of the municipality's own.", metavar="URL"),
]
Limit = Annotated[int | None, typer.Option("--limit", min=1, help="At most so many requests a municipality.")]
Dask = Annotated[
    str | None,
    typer.Option("--dask", metavar="ADDRESS", help="Read on Dask workers: a scheduler's address, or local."),
]
Again = Annotated[bool, typer.Option("--again", help="Do it also where nothing is pending.")]


@app.callback()
def choose_study(
    context: typer.Context,
    study: Annotated[
        Path | None,
        typer.Option("--study", envvar="SAMVERKAN_STUDY", help="The study's folder (else: where you are)."),
    ] = None,
    version: Annotated[bool, typer.Option("--version", help="Show the version and stop.")] = False,
) -> None:
    """Note where the study is."""
    if version:
        console.say(f"samverkan {__version__}")
        raise typer.Exit
    context.obj = Place(study or Path.cwd(), study is not None)


@app.command()
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
    console.say(f"Next: cd {folder} && samverkan run")


@app.command()
def crawl(
    context: typer.Context,
    municipality: Names = None,
    site: Site = None,
    limit: Limit = None,
    again: Again = False,
) -> None:
    """Fetch policy documents from municipal websites (no option: those of the study)."""
    from samverkan.steps.crawl import CrawlRequest, crawl_pending

    request = CrawlRequest(tuple(municipality or ()), site, limit, again)
    with working(context, "crawl") as (study, store):
        report([crawl_pending(study, store, request)])


@app.command()
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


@app.command()
def extract(
    context: typer.Context,
    again: Annotated[bool, typer.Option("--again", help="Read again what could not be read.")] = False,
    dask: Dask = None,
) -> None:
    """Read the documents that wait: pages, passages and what a document says of itself."""
    from samverkan.steps.extract import extract_again, extract_pending

    with working(context, "extract") as (study, store):
        report([extract_again(study, store, dask) if again else extract_pending(study, store, dask)])


@app.command()
def classify(context: typer.Context) -> None:
    """Classify the passages that wait with the study's codebook."""
    from samverkan.steps.classify import classify_pending

    with working(context, "classify") as (study, store):
        report([classify_pending(study, store)])


@app.command()
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


@app.command()
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


@app.command(context_settings={"ignore_unknown_options": True})  # -word is a word to leave out
def search(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(help='Words, "exact words", -without.', metavar="WORDS…")],
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="At most so many passages.")] = 10,
    similar: Annotated[
        bool, typer.Option("--similar", help="Find what means the same, also in other words.")
    ] = False,
) -> None:
    """Find passages by their words, or by their meaning with --similar."""
    from samverkan.search_output import print_matches, print_similar

    for word in words:
        if word.startswith("--"):
            raise typer.BadParameter(f"There is no option {word}.", param_hint=word)
    study = find_chosen_study(context)
    with study.open_store() as store:
        shown = print_similar if similar else print_matches
        found = shown(study, store, " ".join(words), limit)
    if not found:
        raise typer.Exit(FAILED)


@app.command()
def inventory(
    context: typer.Context,
    language: Annotated[str | None, typer.Option("--language", help="sv or en (else: the study's).")] = None,
    formats: Annotated[
        list[str] | None, typer.Option("--format", help="xlsx, csv or html; repeat for more.")
    ] = None,
    again: Again = False,
) -> None:
    """Write the inventory: workbook, CSV and report."""
    from samverkan.config import LANGUAGES
    from samverkan.steps.inventory import FORMATS, InventoryRequest, inventory_paths, write_inventory

    refuse_others("--language", [language] if language else [], LANGUAGES)
    refuse_others("--format", formats or [], FORMATS)
    with working(context, "inventory") as (study, store):
        chosen = tuple(formats) if formats else FORMATS
        request = InventoryRequest(language or study.config.study.language, chosen, again)
        outcome = write_inventory(study, store, request)
        report([outcome])
        for path in inventory_paths(study, request):
            console.say(f"  {path}")


@app.command()
def verify(context: typer.Context) -> None:
    """Prove that the study is whole: re-hash every file, check every passage, show the content hash."""
    from corpus.verify import hash_content, iter_problems

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


@app.command()
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


def main() -> None:
    """Run the command line; errors that a person can mend are said in one line, without a traceback."""
    from samverkan.failures import explain

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A pipe gets UTF-8 whatever the system says, and nothing that cannot be shown ends a command.
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")
    try:
        app()
    except KeyboardInterrupt:
        console.warn("Stopped. Everything until now is stored; the same command goes on from here.")
        sys.exit(INTERRUPTED)
    except Exception as error:  # every error passes here once; those without an explanation go on
        explained = explain(error)
        if explained is None:
            raise
        console.warn(f"samverkan: {explained.text}")
        sys.exit(explained.exit_code)


if __name__ == "__main__":
    main()
