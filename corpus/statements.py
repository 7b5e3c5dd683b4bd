"""Statements: the passages about external collaboration, with what holds of them and whom they name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from corpus.answers import expand_answer
from corpus.inventory_records import NamedPartner, Statement
from corpus.reader import Reader
from corpus.records import CodeId, Coding, Document, Judgement, Mention, PassageId, Sha256
from corpus.review_records import Answer
from corpus.truth import EXTERNAL, compute_truth, find_refused

# "Region Vassmark", "Ekshults kommun": a capital after the first word, or a name before what it is.
_NAME = re.compile(r"\w [A-ZÅÄÖ]|^[A-ZÅÄÖ]\w+s? (?:kommun|stad|region)\b(?!er)")


def read_statements(
    reader: Reader, documents: Mapping[Sha256, Document], coder: str
) -> dict[Sha256, list[Statement]]:
    """The statements of these documents, each document's in reading order.

    A named partner of a type that people refused for the passage is left out.
    """
    names = reader.read_actor_names()
    codings: dict[PassageId, list[Coding]] = defaultdict(list)
    for coding in reader.iter_spoken_codings(coder):
        codings[coding.passage].append(coding)
    mentions: dict[PassageId, list[Mention]] = defaultdict(list)
    for mention in reader.iter_spoken_mentions(coder):
        mentions[mention.passage].append(mention)
    words = _read_words(reader, codings, mentions)
    statements: dict[Sha256, list[Statement]] = defaultdict(list)
    for passage in reader.iter_spoken_passages(coder):
        document = documents.get(passage.document)
        if document is None:
            continue
        said = words.get(passage.id, ())
        truth = compute_truth(codings.pop(passage.id, ()), said)
        if truth.gate in EXTERNAL:
            refused = find_refused(said)
            kept = (one for one in mentions.pop(passage.id, ()) if one.partner_type not in refused)
            named = _name_partners(kept, names)
            statements[document.sha256].append(Statement(document, passage, truth, named))
    return statements


def _read_words(
    reader: Reader,
    codings: Mapping[PassageId, Sequence[Coding]],
    mentions: Mapping[PassageId, Sequence[Mention]],
) -> dict[PassageId, list[Judgement]]:
    """What people said of each passage, in the order they did."""
    codes_of = reader.read_codebook_codes()
    words: dict[PassageId, list[Judgement]] = defaultdict(list)
    for judgement in reader.iter_all_judgements():
        words[judgement.passage].append(judgement)
    answers: dict[PassageId, list[Answer]] = defaultdict(list)
    for answer in reader.iter_standing_answers():
        answers[answer.passage].append(answer)
    for passage, given in answers.items():
        about = {coding.code for coding in codings.get(passage, ()) if coding.accepted}
        about |= {mention.partner_type for mention in mentions.get(passage, ())}
        about |= {judgement.code for judgement in words.get(passage, ())}
        words[passage].extend(expand_answers(given, codes_of, about))
        words[passage].sort(key=lambda one: one.at)
    return words


def expand_answers(
    answers: Iterable[Answer], codes_of: Mapping[str, Collection[CodeId]], about: Collection[CodeId]
) -> list[Judgement]:
    """Answers to one passage as words on the codes that somebody or something gave it, and on the gate.

    A no to any other code changes nothing: there is no yes that it could weigh against. A codebook has a
    hundred codes and an answer names three. `about` are the codes that others than these answers gave.
    """
    given = tuple(answers)
    named = {*about, *(code for one in given for code in (*one.yes, *one.unsure))}
    said: list[Judgement] = []
    for answer in given:
        known = codes_of.get(answer.codebook, ())
        weighed = [code for code in known if code in named or code.startswith("gate.")]
        said.extend(expand_answer(answer, weighed))
    return said


def _name_partners(mentions: Iterable[Mention], names: Mapping[str, str]) -> tuple[NamedPartner, ...]:
    found = {
        NamedPartner(name, mention.actor or "", mention.partner_type)
        for mention in mentions
        if (name := find_partner_name(mention, names)) is not None
    }
    return tuple(sorted(found))


def find_partner_name(mention: Mention, names: Mapping[str, str]) -> str | None:
    """What to call an actor: its name in the gazetteer, or the text when that is a name; else None."""
    if mention.actor is not None:
        return names.get(mention.actor, mention.text)
    return mention.text if _NAME.search(mention.text) else None
