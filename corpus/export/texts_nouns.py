"""Nouns that stand beside their number, in Swedish and English: see corpus/export/texts.py.

Each is "one|many". `Texts.count` says them alone, and a place of a text does as ``{number:noun}``.
"""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    # what an inventory counts
    "noun.passages": ("ställe|ställen", "passage|passages"),
    "noun.read_passages": ("stycke|stycken", "passage|passages"),
    "noun.municipalities": ("kommun|kommuner", "municipality|municipalities"),
    "noun.documents": ("dokument|dokument", "document|documents"),
    "noun.read_documents": ("läst dokument|lästa dokument", "document read|documents read"),
    "noun.policies": ("styrdokument|styrdokument", "policy|policies"),
    "noun.partners": ("namngiven part|namngivna parter", "named partner|named partners"),
    "noun.codes": ("kod|koder", "code|codes"),
    "noun.dimensions": ("dimension|dimensioner", "dimension|dimensions"),
    # what it comes from
    "noun.visits": ("genomsökning|genomsökningar", "crawl|crawls"),
    "noun.requests": ("förfrågan|förfrågningar", "request|requests"),
    "noun.people": ("person|personer", "person|people"),
    "noun.answers": ("svar|svar", "answer|answers"),
    "noun.codings": ("kodning|kodningar", "coding|codings"),
    # what chapters are about
    "noun.agreements": ("avtal eller överenskommelse|avtal och överenskommelser", "agreement|agreements"),
    "noun.compacts": (
        "överenskommelse som eget dokument|överenskommelser som egna dokument",
        "compact as a document of its own|compacts as documents of their own",
    ),
    "noun.organisations": ("organisation|organisationer", "organisation|organisations"),
    "noun.universities": (
        "lärosäte eller institut|lärosäten eller institut",
        "university or institute|universities or institutes",
    ),
    "noun.conversations": ("samtal|samtal", "conversation|conversations"),
}
