"""The command line: its commands in the order that help shows, and how an error ends one.

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
from samverkan.commands import (
    answering,
    auditing,
    beginning,
    browsing,
    chapters,
    exporting,
    gathering,
    importing,
    processing,
    reviewing,
    searching,
    snapshots,
)
from samverkan.failures import INTERRUPTED
from samverkan.working import Place

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


_WORDS = {"ignore_unknown_options": True}  # -word is a word to leave out

for _command, _settings in (
    (beginning.init, None),
    (gathering.crawl, None),
    (gathering.add, None),
    (processing.extract, None),
    (processing.classify, None),
    (processing.run, None),
    (beginning.status, None),
    (gathering.health, None),
    (gathering.schedule, None),
    (searching.search, _WORDS),
    (reviewing.review, None),
    (reviewing.train, None),
    (reviewing.evaluate, None),
    (reviewing.simulate, None),
    (auditing.audit, None),
    (answering.inventory, None),
    (chapters.chapter, None),
    (chapters.dossier, None),
    (exporting.export, None),
    (importing.import_, None),
    (browsing.datasette, None),
    (snapshots.snapshot, None),
    (snapshots.restore, None),
    (beginning.verify, None),
    (beginning.demo, None),
):
    # `import` is a word of Python's own: its function ends with an underscore.
    app.command(_command.__name__.rstrip("_"), context_settings=_settings)(_command)


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
