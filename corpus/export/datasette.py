"""The documented views for readers: the page docs/sql.md, and Datasette's metadata file.

Metadata as of Datasette 0.65: https://docs.datasette.io/en/stable/metadata.html
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from corpus.export.files import replacing
from corpus.view_questions import QUESTIONS, Question
from corpus.views import VIEWS, View

_HEAD = """# Asking more with SQL
A study's `corpus.db` is an SQLite database. The views below are documented and stay; tables, and views whose
names begin with `_`, are the program's own and may change. Read it with any program for SQLite; nothing
should write to it but samverkan.

`samverkan datasette` writes a description of the views for [Datasette](https://datasette.io), which shows
them in a browser, and says how to start it. Install it apart from samverkan (`pipx install datasette`).

What holds of a passage is what `samverkan inventory` says: people's words count before the model's. Counts
are of what was found; shares corrected for the model's errors are in the report.
"""


def format_guide() -> str:
    """The page docs/sql.md."""
    parts = [
        _HEAD,
        "## Questions\n",
        *map(_format_question, QUESTIONS),
        "## Views\n",
        *map(_format_view, VIEWS),
    ]
    return "\n".join(parts)


def make_metadata(title: str, database: str, internal: Iterable[str]) -> dict[str, Any]:
    """Datasette's metadata for a study: `database` is the name of its file without the ending.

    `internal` are tables and views to hide.
    """
    described = {
        view.name: {"description": view.about, "columns": dict(view.columns), "size": 50} for view in VIEWS
    }
    # Datasette 0.65 lists every view that may be looked at, hidden or not.
    hidden = {
        name: {"hidden": True, **({"allow": False} if name.startswith("_") else {})}
        for name in sorted(internal)
    }
    asked = {one.name: {"title": one.title, "sql": one.sql, "hide_sql": False} for one in QUESTIONS}
    return {
        "title": title,
        "description": "Statements about external collaboration, found with samverkan.",
        "databases": {database: {"tables": {**described, **hidden}, "queries": asked}},
    }


def export_metadata(metadata: dict[str, Any], path: Path) -> None:
    """Write the metadata file. Raises ExportBlocked, DiskFull."""
    with replacing(path) as temporary:
        text = json.dumps(metadata, ensure_ascii=False, indent=2) + "\n"
        temporary.write_text(text, encoding="utf-8", newline="\n")


def _format_question(question: Question) -> str:
    return f"### {question.title}\n```sql\n{question.sql}\n```\n"


def _format_view(view: View) -> str:
    columns = [f"| `{name}` | {about} |" for name, about in view.columns.items()]
    return "\n".join([f"### {view.name}", view.about, "", "| column | holds |", "|---|---|", *columns, ""])
