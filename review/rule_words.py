"""The codebook's rules and rulings in the words that people see: names of codes in place of their ids."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.records import Codebook, CodeId
from models.rules import Clause, Demand, parse_rule
from review.language import N_, Words

_ID = re.compile(r"`?\b([a-z_]+\.(?:[a-z_0-9]+|\*))`?")

CLAUSES = {
    Demand.ONLY: N_("no other code"),
    Demand.GIVES_WAY: N_("nothing else under %(dimension)s"),
    Demand.SOME: N_("something under %(dimension)s (else %(codes)s)"),
    Demand.OTHER: N_("something else under %(dimension)s, too"),
}


def name_codes(text: str, codebook: Codebook, words: Words) -> str:
    """The text with the name of each code and dimension where its id stood."""
    names = {str(code.id): words.label(code) for code in codebook.codes}
    names |= {f"{dimension.id}.*": words.label(dimension) for dimension in codebook.dimensions}
    return _ID.sub(lambda found: _quote(names[found[1]], words) if found[1] in names else found[0], text)


def _quote(name: str, words: Words) -> str:
    """The name in the quotation marks of the language."""
    return f"“{name}”" if words.language == "en" else f"”{name}”"


def tell_rule(rule: tuple[str, str], codebook: Codebook, words: Words) -> tuple[str, str]:
    """A rule's condition and consequence as a person would say them."""
    parsed = parse_rule(*rule)
    order = {code.id: number for number, code in enumerate(codebook.codes)}
    when = sorted(parsed.when, key=lambda code: order.get(code, 0))
    demands = [_tell_clause(clause, codebook, words) for clause in parsed.then]
    joint = words.say("and")
    return _list_names(when, "or", codebook, words), f" {joint} ".join(demands)


def _tell_clause(clause: Clause, codebook: Codebook, words: Words) -> str:
    joined = _list_names(clause.codes, "and" if clause.demand is Demand.ALL else "or", codebook, words)
    if clause.demand not in CLAUSES:
        return joined
    names = {one.id: _quote(words.label(one), words) for one in codebook.dimensions}
    return words.say(CLAUSES[clause.demand], dimension=names.get(clause.dimension, ""), codes=joined)


def _list_names(codes: Iterable[CodeId], joint: str, codebook: Codebook, words: Words) -> str:
    said = words.say("and") if joint == "and" else words.say("or")
    names = {code.id: words.label(code) for code in codebook.codes}
    return f" {said} ".join(_quote(names.get(code, str(code)), words) for code in codes)
