from __future__ import annotations

from corpus.records import DocumentKind, Sha256
from extract.formats import Format
from extract.subtitles import read_subtitles
from extract.unpaged import read_unpaged

VTT = """WEBVTT - Fokusgrupp 1

STYLE
::cue { color: white }

NOTE
Inspelad den 16 maj

1
00:01.000 --> 00:04.000 align:start
<v Moderator>Hur samverkar ni</v>

2
00:04.000 --> 00:06.500
<v Moderator>med <i>näringslivet</i>?</v>

00:00:07.000 --> 00:00:09.000
<v.loud IP3>Vi &amp; handlarna <00:08.000>träffas.</v>
<v IP4>Sällan.</v>

00:00:10.000 --> 00:00:12.000
<v Moderator>Tack.</v>
"""
SRT = """1
00:00:01,000 --> 00:00:03,000
R1: Vi har ett avtal

2
00:00:03,200 --> 00:00:05,000
med universitetet.

3
00:00:05,100 --> 00:00:06,000
<font color="#fff">R2: Sedan när?</font>

4
00:00:06,100 --> 00:00:07,000
R1: Sedan 2019.
"""


def get_texts(text: str) -> list[str]:
    return [item.text for item in read_subtitles(text.encode()).items]


def test_cues_of_one_voice_are_joined_and_times_and_tags_dropped() -> None:
    assert get_texts(VTT) == [
        "Moderator: Hur samverkar ni med näringslivet?",
        "IP3: Vi & handlarna träffas.",
        "IP4: Sällan.",
        "Moderator: Tack.",
    ]


def test_speakers_in_the_text_of_srt_cues_hold_until_the_next() -> None:
    wanted = ["R1: Vi har ett avtal med universitetet.", "R2: Sedan när?", "R1: Sedan 2019."]
    assert get_texts(SRT) == wanted
    assert get_texts(SRT.replace("\n", "\r\n")) == wanted


def test_cues_without_speakers_are_joined_until_a_sentence_ends_before_a_pause() -> None:
    cues = [
        "00:01.000 --> 00:02.000\nVi samverkar",
        "00:09.000 --> 00:10.000\nmed alla.",
        "00:20.000 --> 00:21.000\nJa.",
    ]
    assert get_texts("WEBVTT\n\n" + "\n\n".join(cues)) == ["Vi samverkar med alla.", "Ja."]


def test_lines_with_dashes_are_two_people() -> None:
    cue = "00:01.000 --> 00:02.000\n- Har ni avtal?\n- Ja, ett."
    assert get_texts(f"WEBVTT\n\n{cue}") == ["Har ni avtal? Ja, ett."]


def test_named_speakers_make_it_a_focus_group() -> None:
    found = read_unpaged(Sha256("0" * 64), VTT.encode(), Format.VTT, "samtal.vtt")[0]
    assert found.metadata.kind is DocumentKind.FOCUS_GROUP
    assert found.page.text.split("\n") == [f"{p.speaker}: {p.text}" for p in found.passages]
    assert not read_subtitles(b"WEBVTT\n\n00:01.000 --> 00:02.000\nIngen sagt.").speakers
