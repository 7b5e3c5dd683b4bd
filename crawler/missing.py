"""Pages that say "not found" under the status of success: soft 404s. Pure."""

from __future__ import annotations

import re

from crawler.lexicon import fold

_THING = r"(?:sidan|sida|webbsidan|dokumentet|filen|innehallet|adressen|artikeln|page|file|document|resource)"
_SAYS = re.compile(
    rf"(?:oj |hoppsan |tyvarr )*(?:den har )?{_THING} (?:som )?(?:du (?:sokte|soker|forsokte na) )?"
    r"(?:kunde (?:tyvarr )?inte (?:hittas|visas)|kan (?:tyvarr )?inte (?:hittas|visas)"
    r"|hittades (?:tyvarr )?inte|finns (?:tyvarr )?inte(?: langre| kvar)?|saknas|ar borttagen|har tagits bort"
    r"|har flyttats|(?:was |could )?not (?:be )?found|does not exist)(?: .*)?"
    r"|(?:vi )?(?:kunde|kan|hittade|hittar) (?:tyvarr )?inte (?:hitta )?(?:den )?sidan(?: .*)?"
    r"|(?:fel )?404(?: .*)?|ingen sida hittades|hittades inte|not found|page not found(?: .*)?"
)


def says_missing(*names: str) -> bool:
    """Whether one of a page's names (its title, its first heading) says that there is nothing here.

    Only names count, never the text: "Sidan finns inte på engelska" may stand on any page.
    """
    return any(_SAYS.fullmatch(fold(part)) is not None for name in names for part in _parts(name))


def _parts(name: str) -> tuple[str, ...]:
    """A title whole, and without the site's name before or after: "Sidan hittades inte | Almby kommun"."""
    pieces = re.split(r"\s+[-–—|•:»]\s+|\s*[|»]\s*", name)
    return (name, pieces[0], pieces[-1])
