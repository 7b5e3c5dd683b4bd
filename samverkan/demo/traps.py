"""Pages without end: a calendar that always has a next month, a search that always has more facets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from html import escape
from urllib.parse import urlencode

_MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)
_FIRST = date(2025, 3, 1)
_FACETS = {
    "typ": ("sida", "dokument", "nyhet", "evenemang"),
    "amne": ("bygga", "kultur", "naringsliv", "omsorg", "skola"),
    "ordning": ("relevans", "datum"),
}


def render_calendar(path: str, query: Mapping[str, str]) -> str:
    """One month with links to its days and to the months before and after: there is always another.

    `query` may hold ``manad`` ("2025-04"; anything that is no month gives March 2025) and ``dag``.
    """
    first = _parse_month(query.get("manad", ""))
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    before, after = first - timedelta(days=1), last + timedelta(days=1)
    days = "".join(
        f'<li><a href="{path}?dag={first:%Y-%m}-{number:02}&amp;manad={first:%Y-%m}">{number}</a></li>'
        for number in range(1, last.day + 1)
    )
    day = query.get("dag", "")
    told = f"Inga evenemang den {escape(day)}." if day else "Välj en dag för att se evenemang."
    return (
        f"<h2>{_MONTHS[first.month - 1].capitalize()} {first.year}</h2>"
        f'<p>{told}</p><ul class="days">{days}</ul>'
        f'<p><a href="{path}?manad={before:%Y-%m}">Föregående månad</a> · '
        f'<a href="{path}?manad={after:%Y-%m}">Nästa månad</a></p>'
    )


def _parse_month(month: str) -> date:
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        return _FIRST
    return first if 1900 <= first.year < 3000 else _FIRST


def render_search(path: str, query: Mapping[str, str]) -> str:
    """A search that finds nothing, with facets whose every combination is an address of its own."""
    known = {name: query[name] for name in ("q", *_FACETS) if name in query}
    parts = [f"<p>Inga träffar för ”{escape(query.get('q', ''))}”.</p>"]
    for name, values in _FACETS.items():
        links = "".join(f"<li>{_link(path, known, name, value)}</li>" for value in values)
        parts.append(f"<h2>{name.capitalize()}</h2><ul>{links}</ul>")
    page = int(query["sida"]) if query.get("sida", "").isdecimal() else 1
    parts.append(f"<p>{_link(path, known, 'sida', str(page + 1))}</p>")
    return "".join(parts)


def _link(path: str, known: Mapping[str, str], name: str, value: str) -> str:
    text = f"Sida {value}" if name == "sida" else value.capitalize()
    return f'<a href="{path}?{escape(urlencode({**known, name: value}))}">{text}</a>'
