"""Templates to HTML: one Jinja environment for each language, and addresses of static files to keep."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import jinja2

from review.language import Catalogues, Words

FOLDER: Final = Path(__file__).parent
STATIC: Final = FOLDER / "static"


class Renderer:
    """Renders the application's templates. What comes from documents and people is always escaped."""

    def __init__(self, catalogues: Catalogues) -> None:
        self._words = {name: Words(name, catalogue) for name, catalogue in catalogues.items()}
        self._environments = {name: _make_environment(words) for name, words in self._words.items()}

    def get_words(self, language: str) -> Words:
        """The messages of a language; of the first when it is not known."""
        return self._words.get(language) or next(iter(self._words.values()))

    def render(self, template: str, language: str, values: Mapping[str, object]) -> str:
        """The HTML of a template."""
        words = self.get_words(language)
        return self._environments[words.language].get_template(template).render(values, words=words)


def _make_environment(words: Words) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(words.catalogue, newstyle=True)  # type: ignore[attr-defined]
    environment.globals["asset"] = find_asset
    environment.filters["percent"] = format_percent
    environment.filters |= {"share": format_share, "decimals": format_decimals}
    return environment


def find_asset(name: str) -> str:
    """The address of a static file, which changes when the file does."""
    return f"/static/{name}?v={_VERSIONS[name]}"


def format_percent(share: float) -> str:
    """A share as whole per cent, never rounded to certainty."""
    return f"{min(max(round(share * 100), 1), 99)} %"


def format_share(share: float) -> str:
    """A measured share as whole per cent, "–" where it is not known."""
    return "–" if math.isnan(share) else f"{share * 100:.0f} %"


def format_decimals(number: float, language: str, digits: int = 2) -> str:
    """A number with a fixed count of decimals, as the language writes it."""
    if not math.isfinite(number):
        return "–"
    text = f"{number:.{digits}f}".replace("-", "−")
    return text.replace(".", ",") if language == "sv" else text


_VERSIONS: Final = {
    path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:10]
    for path in sorted(STATIC.iterdir())
    if path.is_file()
}
