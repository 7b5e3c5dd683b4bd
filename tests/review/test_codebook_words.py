from __future__ import annotations

from dataclasses import replace

from corpus.records import CodeId
from models.codebook import DEFAULT_CODEBOOK
from models.codebook_editing import RetireCode, edit_codebook
from review.codebook_forms import Act, Draft, Fault, fill_fields, make_id, read_edit
from review.codebook_words import Kind, compare_files, compare_texts
from review.codebooks import CodebookFile, hash_meaning, parse_file

TEXT = DEFAULT_CODEBOOK.read_text("utf-8")


def test_two_texts_are_put_side_by_side_word_by_word() -> None:
    found = compare_texts("En eller flera regioner.", "En eller två regioner.")
    assert found == (
        (Kind.SAME, "En eller "),
        (Kind.GONE, "flera "),
        (Kind.NEW, "två "),
        (Kind.SAME, "regioner."),
    )


def test_a_retired_code_takes_its_rules_along() -> None:
    before = parse_file(TEXT, DEFAULT_CODEBOOK)
    made = edit_codebook(TEXT, [RetireCode(CodeId("form.iop"))])
    found = compare_files(before, CodebookFile(made.text, made.codebook))
    assert [(one.code.id, one.kind, one.outdated) for one in found.codes] == [("form.iop", Kind.GONE, True)]
    assert found.rules == ((Kind.GONE, "form.iop", "partner.civil_society"),)
    assert compare_files(before, before).is_empty


def test_a_form_that_changes_nothing_says_so() -> None:
    codebook = parse_file(TEXT, DEFAULT_CODEBOOK).codebook
    for code in codebook.codes:
        found = read_edit(Draft(Act.CHANGE, code.id, fill_fields(code)), codebook)
        assert found == (Fault("", "Nothing is changed yet."),)


def test_short_names_come_from_english_ones() -> None:
    assert make_id("partner", "", "Trade unions & guilds") == "partner.trade_unions_guilds"
    assert make_id("partner", "Körer", "Choirs") == "partner.korer"


def test_a_part_that_keeps_the_id_of_the_whole_means_something_else() -> None:
    file = parse_file(
        TEXT + "history:\n- act: split\n  of: [form.network]\n  into: [form.network, form.x]\n",
        DEFAULT_CODEBOOK,
    )
    code = next(one for one in file.codebook.codes if one.id == "form.network")
    assert hash_meaning(code, file.lineages) != hash_meaning(code)
    assert hash_meaning(replace(code, cues=("nätverk",)), ()) == hash_meaning(code)
