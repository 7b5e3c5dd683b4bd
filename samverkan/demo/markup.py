"""Page texts → HTML: blocks, commands and links (see `samverkan.demo.content` for the form)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from samverkan.demo.content import PageText

_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")


@dataclass(frozen=True, slots=True)
class Markup:
    """How one website turns targets into links: `link_file` makes a whole link of (file id, text).

    `children` and `news` give the pages for the commands that list pages.
    """

    link_file: Callable[[str, str], str]
    children: Callable[[], Sequence[PageText]]
    news: Callable[[int], Sequence[PageText]]

    def render(self, lines: Sequence[str]) -> str:
        """The HTML of a page's lines."""
        return "\n".join(self._render_runs(lines))

    def _render_runs(self, lines: Sequence[str]) -> Iterator[str]:
        for mark, run in groupby(lines, key=_get_mark):
            texts = [line.removeprefix(mark).strip() for line in run]
            if mark == "- ":
                yield "<ul>" + "".join(f"<li>{self.render_inline(text)}</li>" for text in texts) + "</ul>"
            elif mark == "| ":
                yield self._render_table(texts)
            elif mark == "!":
                yield from (self._render_command(text) for text in texts)
            else:
                tag = {"## ": "h2", "### ": "h3", "> ": "blockquote", "": "p"}[mark]
                yield from (f"<{tag}>{self.render_inline(text)}</{tag}>" for text in texts)

    def render_inline(self, text: str) -> str:
        """One line's text with its links."""
        parts: list[str] = []
        end = 0
        for match in _LINK.finditer(text):
            parts += [escape(text[end : match.start()], quote=False), self._link(match[1], match[2])]
            end = match.end()
        return "".join([*parts, escape(text[end:], quote=False)])

    def _link(self, text: str, target: str) -> str:
        if target.startswith("fil:"):
            return self.link_file(target.removeprefix("fil:"), text)
        outside = ' <span class="hidden">Länk till annan webbplats.</span>' if "://" in target else ""
        return f'<a href="{escape(target)}">{escape(text, quote=False)}{outside}</a>'

    def _render_table(self, texts: Sequence[str]) -> str:
        rows = [[self.render_inline(cell) for cell in text.split(" | ")] for text in texts]
        head = "".join(f'<th scope="col">{cell}</th>' for cell in rows[0])
        body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows[1:])
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def _render_command(self, text: str) -> str:
        command, _, rest = text.partition(" ")
        if command == "children":
            return _list_pages(self.children(), "cards")
        if command == "news":
            return _list_pages(self.news(int(rest)), "news")
        if command == "fields":
            return self._render_fields(rest)
        if command == "form":
            return _render_form(rest)
        if command == "details":
            return f"<details><summary>{escape(rest)}</summary>"
        if command == "end":
            return "</details>"
        raise ValueError(f"unknown command !{text}")

    def _render_fields(self, text: str) -> str:
        pairs = (part.strip().split("=", 1) for part in text.split(";"))
        return (
            '<dl class="fields">'
            + "".join(f"<dt>{escape(name)}</dt><dd>{self.render_inline(value)}</dd>" for name, value in pairs)
            + "</dl>"
        )


def _get_mark(line: str) -> str:
    return next((mark for mark in ("- ", "| ", "## ", "### ", "> ", "!") if line.startswith(mark)), "")


def _list_pages(pages: Sequence[PageText], style: str) -> str:
    items = []
    for page in pages:
        time = f'<time datetime="{page.date}">{page.date}</time> ' if page.date else ""
        items.append(f'<li>{time}<a href="{escape(page.path)}">{escape(page.title)}</a></li>')
    return f'<ul class="{style}">{"".join(items)}</ul>'


def _render_form(text: str) -> str:
    names = [name.strip() for name in text.split(";")]
    fields = "".join(
        f'<p><label>{escape(name)}<br><input name="f{n}"></label></p>' for n, name in enumerate(names)
    )
    return f'<form method="post" action="">{fields}<p><button>Skicka</button></p></form>'
