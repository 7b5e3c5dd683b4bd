from __future__ import annotations

import tomllib

import pytest

from samverkan.config import Config, ConfigError, format_config, parse_config
from samverkan.publication import PublicationSection, is_orcid


@pytest.mark.parametrize("orcid", ["0000-0002-1825-0097", "0000-0001-5109-3700", "0000-0002-1694-233X"])
def test_the_examples_of_the_orcid_documentation_are_right(orcid: str) -> None:
    assert is_orcid(orcid)


def test_a_slip_in_an_orcid_is_refused_with_the_key() -> None:
    with pytest.raises(ConfigError, match=r"\[publication\] creators has the ORCID iD 0000-0002-1825-0079"):
        parse_config({"publication": {"creators": ["Berg, Anna (0000-0002-1825-0079)"]}})


def test_what_is_stated_comes_back_and_the_rest_is_empty() -> None:
    said = PublicationSection(creators=("Berg, Anna", "Öst, Bo"), title_sv='Så "samverkar" kommuner 😀')
    config = Config(publication=said)
    assert parse_config(tomllib.loads(format_config(config))) == config
    settings = config.publication.settings
    assert settings["creators"] == "Berg, Anna; Öst, Bo"
    assert settings["title_sv"] == 'Så "samverkar" kommuner 😀'
    assert {key for key, value in settings.items() if not value} == {
        *("affiliation", "contact", "licence", "funding", "keywords", "title_en"),
        *("description_sv", "description_en"),
    }
