from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.config import (
    Config,
    ConfigError,
    CrawlSection,
    StudySection,
    format_config,
    load_config,
    parse_config,
)


def _load(folder: Path, text: str) -> Config:
    (folder / "samverkan.toml").write_text(text, "utf-8")
    return load_config(folder / "samverkan.toml")


@given(
    name=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
    municipalities=st.lists(st.sampled_from(["Eskilstuna", "1980", "Åre"]), max_size=3),
    delay=st.floats(0, 100),
)
def test_what_init_writes_is_what_is_read(name: str, municipalities: list[str], delay: float) -> None:
    import tomllib

    config = Config(StudySection(name, tuple(municipalities)), CrawlSection(contact="a@b.se", delay=delay))
    assert parse_config(tomllib.loads(format_config(config))) == config


def test_an_empty_file_gives_the_defaults(tmp_path: Path) -> None:
    assert _load(tmp_path, "") == Config()


def test_an_unknown_key_names_the_nearest_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r'\[crawl\] has no key "dealy". Did you mean "delay"\?'):
        _load(tmp_path, "[crawl]\ndealy = 2\n")


def test_an_unknown_section_lists_the_sections(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r'no section "zzz"\. Known here: study, crawl'):
        _load(tmp_path, "[zzz]\n")


def test_a_slip_in_the_syntax_names_the_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="line 2"):
        _load(tmp_path, "[crawl]\ndelay = \n")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[crawl]\ndelay = "1"', "crawl.delay must be a number"),
        ("[crawl]\nmax_requests = 1.5", "crawl.max_requests must be a whole number"),
        ("[crawl]\nmax_requests = true", "crawl.max_requests must be a whole number"),
        ("[crawl]\nallow_loopback = 1", "crawl.allow_loopback must be true or false"),
        ("[study]\nmunicipalities = [1980]", "study.municipalities must be a list of texts"),
        ("[study]\nname = 3", "study.name must be a text"),
        ('[study]\nlanguage = "no"', 'write "sv" or "en"'),
        ("[crawl]\ndelay = -1", "delay is negative"),
        ("[crawl]\ndelay = nan", "delay must be a number"),
        ("[crawl]\ntimeout = 0", "timeout must be more than 0"),
        ("[crawl]\nrevisit_days = -1", "revisit_days is negative"),
        ("[extract]\nworkers = -1", "workers is negative"),
        ("[extract]\nseconds = 0", "seconds must be more than 0"),
        ("[extract]\nmemory_mb = 1", "memory_mb must be at least 256"),
        ('[inventory]\nexclude_kinds = ["protokol"]', "which is no kind"),
        ("crawl = 1", "crawl is a section"),
    ],
)
def test_a_value_that_cannot_be_meant_is_refused(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ConfigError) as refused:
        _load(tmp_path, text)
    assert says in str(refused.value)
    assert str(refused.value).startswith("samverkan.toml")


def test_a_byte_order_mark_of_windows_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "samverkan.toml").write_bytes(b"\xef\xbb\xbf[study]\nlanguage = 'en'\n")
    assert load_config(tmp_path / "samverkan.toml").study.language == "en"


def test_a_file_in_another_encoding_says_so(tmp_path: Path) -> None:
    (tmp_path / "samverkan.toml").write_bytes('[study]\nname = "Åre"'.encode("cp1252"))
    with pytest.raises(ConfigError, match="UTF-8"):
        load_config(tmp_path / "samverkan.toml")


def test_the_hash_changes_with_any_setting() -> None:
    hashes = {
        Config().hash,
        Config(StudySection(language="en")).hash,
        Config(crawl=CrawlSection(delay=2.0)).hash,
    }
    assert len(hashes) == 3
