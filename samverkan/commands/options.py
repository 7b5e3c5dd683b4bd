"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

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
EncoderName = Annotated[
    str | None,
    typer.Option(
        "--encoder",
        metavar="FOLDER|NAME",
        help="A sentence-transformers model, KBLab/sentence-bert-swedish-cased, say, or: shipped.",
    ),
]
DeviceName = Annotated[
    str, typer.Option("--device", help="Where the encoder computes: auto, cpu, cuda or mps.")
]
Json = Annotated[
    Path | None, typer.Option("--json", help="Write the figures to this file too.", metavar="FILE")
]
Again = Annotated[bool, typer.Option("--again", help="Do it also where nothing is pending.")]
