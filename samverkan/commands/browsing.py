"""Asking the study's database more: a description of its views for Datasette."""

from __future__ import annotations

import typer

from samverkan import console
from samverkan.working import find_chosen_study


def datasette(context: typer.Context) -> None:
    """Write exports/metadata.json for Datasette, and say how to start it."""
    from corpus.export.datasette import export_metadata, make_metadata

    study = find_chosen_study(context)
    with study.open_store() as store, store.searching() as reader:
        internal = reader.list_internal_names()
    path = study.exports / "metadata.json"
    title = study.config.study.name
    export_metadata(make_metadata(title, study.database.stem, internal), path)
    console.say(f"The views and {path.name} are ready. With Datasette installed (pipx install datasette):")
    console.say(f'  datasette serve --host 127.0.0.1 --metadata "{path}" "{study.database}"')
