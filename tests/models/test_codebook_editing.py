from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.records import Code, Codebook, CodeId
from models.codebook import DEFAULT_CODEBOOK, Lineage, LineageAct, parse_codebook, parse_lineages
from models.codebook_diff import diff_codebooks, new_lineages, outdated
from models.codebook_editing import (
    AddCode,
    ChangeCode,
    Edit,
    MergeCodes,
    RetireCode,
    SplitCode,
    edit_codebook,
    next_version,
    with_changes,
)
from models.errors import CodebookError, EditError

SMALL = """\
# Our codebook, agreed on 3 May.
version: '1.0'
dimensions:
- id: gate
  sv: Grind
  en: Gate
  choose: exactly one
  question: Är det samverkan?
  codes:
  - id: gate.strategy
    sv: Strategi
    en: Strategy
    definition: Vilja.
  - id: gate.none
    sv: Inget
    en: None
    definition: Övrigt.
- id: partner
  sv: Partner
  en: Partner
  choose: any
  question: Vem?
  codes:
  - id: partner.region   # the county's own
    sv: Region
    en: Region
    definition: Regionen, eller
      dess nämnder.
    # Anna asks whether this is needed
    cues:
    - regionen
    - landstinget   # the old name

  - {id: partner.state, sv: Stat, en: State, definition: En myndighet.}
  - id: partner.other
    sv: Annan
    en: Other
    definition: >
      Någon annan.
    exclude: Regionen.
# the rules come last
rules:
- if: gate.none
  then: no other code
- if: gate.strategy
  then: at least one partner.* (else partner.other)
- if: partner.state or partner.region
  then: gate.strategy
"""
REGION, STATE, OTHER = (CodeId(f"partner.{name}") for name in ("region", "state", "other"))


def code(name: str, definition: str = "Ny.") -> Code:
    return Code(CodeId(f"partner.{name}"), name.title(), name.title(), definition)


def edited(*edits: Edit) -> tuple[str, Codebook]:
    made = edit_codebook(SMALL, edits, Path("codebook.yaml"))
    assert parse_codebook(made.text) == made.codebook
    return made.text, made.codebook


def find(codebook: Codebook, name: CodeId) -> Code:
    return next(one for one in codebook.codes if one.id == name)


def test_no_edit_leaves_every_character() -> None:
    assert edited()[0] == SMALL


def test_a_new_definition_changes_its_lines_and_the_version_and_nothing_else() -> None:
    text, codebook = edited(ChangeCode(REGION, definition="Regionen: även dess bolag."))
    assert text == SMALL.replace(
        "definition: Regionen, eller\n      dess nämnder.", "definition: 'Regionen: även dess bolag.'"
    ).replace("'1.0'", "'1.1'")
    assert find(codebook, REGION).definition == "Regionen: även dess bolag."


@pytest.mark.parametrize(
    ("name", "change"),
    [
        (REGION, ChangeCode(REGION, include="Gotland", exclude="- allt annat")),
        (REGION, ChangeCode(REGION, cues=("region: ", "'vår region'", "# nej"))),
        (REGION, ChangeCode(REGION, cues=())),
        (STATE, ChangeCode(STATE, sv="Staten", include="Länsstyrelsen")),
        (OTHER, ChangeCode(OTHER, definition="En\n\nannan", exclude="")),
        (OTHER, ChangeCode(OTHER, cues=("övriga",))),
        (CodeId("gate.none"), ChangeCode(CodeId("gate.none"), definition="Allt övrigt.", en="Nothing")),
    ],
)
def test_any_field_of_any_layout_can_be_written_anew(name: CodeId, change: ChangeCode) -> None:
    text, codebook = edited(change)
    before = parse_codebook(SMALL)
    assert find(codebook, name) == with_changes(find(before, name), change)
    assert [one for one in codebook.codes if one.id != name] == [
        one for one in before.codes if one.id != name
    ]
    assert {"# Our codebook, agreed on 3 May.", "# the rules come last"} <= set(text.splitlines())
    assert "# Anna asks" in text
    assert "# the county's own" in text


def test_every_code_of_the_shipped_codebook_can_be_changed_without_touching_the_others() -> None:
    text = DEFAULT_CODEBOOK.read_text("utf-8")
    before = parse_codebook(text)
    changes = [
        ChangeCode(one.id, definition=f"{one.definition} Även: {n}.") for n, one in enumerate(before.codes)
    ][::8]
    after = edit_codebook(text, changes).codebook
    wanted = {change.code: change.definition for change in changes}
    for old, new in zip(before.codes, after.codes, strict=True):
        assert new == replace(old, definition=wanted.get(old.id, old.definition))


def test_a_code_is_added_where_it_is_asked_for_or_last() -> None:
    _, codebook = edited(AddCode(code("church")), AddCode(code("eu"), after=REGION))
    ids = [one.id for one in codebook.dimensions[1].codes]
    assert ids == [REGION, "partner.eu", STATE, OTHER, "partner.church"]


def test_a_split_code_gives_way_to_its_parts_in_its_place_in_rules_and_in_the_history() -> None:
    text, codebook = edited(SplitCode(REGION, (code("health"), code("growth"))))
    assert [one.id for one in codebook.dimensions[1].codes] == [
        "partner.health",
        "partner.growth",
        STATE,
        OTHER,
    ]
    assert codebook.rules[2][0] == "partner.state or partner.health or partner.growth"
    assert parse_lineages(text) == (
        Lineage(LineageAct.SPLIT, (REGION,), (CodeId("partner.health"), CodeId("partner.growth"))),
    )


def test_merged_codes_become_one_in_rules_too() -> None:
    text, codebook = edited(MergeCodes((REGION, STATE), code("public", "Det offentliga.")))
    assert [one.id for one in codebook.dimensions[1].codes] == ["partner.public", OTHER]
    assert codebook.rules[2] == ("partner.public", "gate.strategy")
    assert parse_lineages(text)[0].of == (REGION, STATE)


def test_a_second_entry_of_the_history_comes_after_the_first() -> None:
    text, _ = edited(
        SplitCode(REGION, (code("health"), code("growth"))),
        MergeCodes((CodeId("partner.health"), STATE), code("public")),
    )
    assert [one.act for one in parse_lineages(text)] == [LineageAct.SPLIT, LineageAct.MERGE]


def test_a_retired_code_leaves_the_rules_that_can_do_without_it() -> None:
    _, codebook = edited(RetireCode(REGION))
    assert codebook.rules[2] == ("partner.state", "gate.strategy")
    _, codebook = edited(RetireCode(REGION), RetireCode(STATE))
    assert len(codebook.rules) == 2


@pytest.mark.parametrize(
    ("edit", "complaint"),
    [
        (RetireCode(OTHER), "needs 'partner.other'"),
        (RetireCode(CodeId("gate.none")), "belongs to the gate"),
        (RetireCode(CodeId("partner.moon")), "there is no code 'partner.moon'"),
        (RetireCode(CodeId("moon.none")), "there is no dimension 'moon'"),
        (AddCode(code("state")), "already"),
        (SplitCode(REGION, (code("health"),)), "two or more"),
        (SplitCode(REGION, (code("health"), code("state"))), "already"),
        (SplitCode(REGION, (code("a"), Code(CodeId("form.b"), "b", "b", "b"))), "begin with 'partner.'"),
        (MergeCodes((REGION, REGION), code("public")), "two or more"),
        (MergeCodes((REGION, CodeId("form.x")), code("public")), "another dimension"),
        (MergeCodes((REGION, STATE), code("other")), "already"),
        (ChangeCode(REGION, definition=""), "cannot be empty"),
    ],
)
def test_an_edit_that_makes_no_sense_is_refused_with_its_reason(edit: Edit, complaint: str) -> None:
    with pytest.raises(EditError, match=complaint):
        edit_codebook(SMALL, [edit])


def test_an_outcome_that_is_no_codebook_is_refused_with_its_line() -> None:
    bad = Code(CodeId("partner.moon"), "Månen", "Moon", "Ingen.", sector="space")
    with pytest.raises(CodebookError, match=r"mine\.yaml:\d+: sector 'space'") as caught:
        edit_codebook(SMALL, [AddCode(bad, after=REGION)], Path("mine.yaml"))
    above = SMALL.splitlines().index("    - landstinget   # the old name") + 1
    assert caught.value.line == above + 4  # id, sv, en, sector


def test_a_list_in_brackets_is_refused_for_adding_rather_than_garbled() -> None:
    flow = SMALL.replace(
        "  codes:\n  - id: gate.strategy",
        "  codes: [{id: gate.x, sv: x, en: x, definition: x}]\n- id: q\n  sv: q\n  en: q\n  choose: any\n"
        "  question: q\n  codes:\n  - id: q.strategy",
    )
    with pytest.raises((EditError, CodebookError)):
        edit_codebook(flow, [AddCode(Code(CodeId("gate.y"), "y", "y", "y"))])


@pytest.mark.parametrize(
    ("old", "new"), [("1.0", "1.1"), ("1.9", "1.10"), ("2", "3"), ("utkast", "utkast.1")]
)
def test_the_next_version_is_one_higher(old: str, new: str) -> None:
    assert next_version(old) == new


def test_a_history_that_is_none_is_refused_with_its_line() -> None:
    line = len(SMALL.splitlines()) + 2
    with pytest.raises(CodebookError, match=f":{line}: act cannot be 'moved'"):
        parse_codebook(SMALL + "history:\n- act: moved\n  of: [a]\n  into: [b]\n", Path("c.yaml"))


def test_the_history_is_no_part_of_what_the_codebook_means() -> None:
    with_history = SMALL + "history:\n- act: merge\n  of: [partner.a, partner.b]\n  into: [partner.region]\n"
    assert parse_codebook(with_history).hash == parse_codebook(SMALL).hash


def test_a_diff_tells_new_meanings_from_new_labels_and_only_the_former_make_answers_old() -> None:
    _, after = edited(
        ChangeCode(REGION, exclude="Gotland"),
        ChangeCode(STATE, sv="Staten"),
        ChangeCode(OTHER, cues=("övriga",)),
        AddCode(code("church")),
    )
    diff = diff_codebooks(parse_codebook(SMALL), after)
    assert diff.redefined == {REGION: ("exclude",), OTHER: ("cues",)}
    assert diff.relabelled == {STATE: ("sv",)}
    assert (diff.added, diff.removed, diff.rules) == (("partner.church",), (), False)
    assert outdated(diff) == {REGION}


def test_a_diff_records_merges_and_splits_and_a_split_code_is_outdated() -> None:
    text, after = edited(
        SplitCode(REGION, (code("health"), code("growth"))), MergeCodes((STATE, OTHER), code("other"))
    )
    lineages = new_lineages(parse_lineages(SMALL), parse_lineages(text))
    diff = diff_codebooks(parse_codebook(SMALL), after, lineages)
    assert diff.removed == (REGION, STATE)
    assert ([one.of for one in diff.split], [one.of for one in diff.merged]) == (
        [(REGION,)],
        [(STATE, OTHER)],
    )
    assert diff.rules
    assert outdated(diff) == {REGION, OTHER}


def test_a_codebook_does_not_differ_from_itself() -> None:
    codebook = parse_codebook(SMALL)
    assert diff_codebooks(codebook, codebook).is_empty
    assert not diff_codebooks(codebook, edited(RetireCode(STATE))[1]).is_empty
