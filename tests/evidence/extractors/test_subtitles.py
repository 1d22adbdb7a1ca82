import pytest

from factcheck.evidence.extractors.base import NoText
from factcheck.evidence.extractors.subtitles import SubtitlesExtractor
from factcheck.evidence.places import located, locator
from tests.evidence.extractors.reading import segments_of

SRT = """\
1
00:00:01,000 --> 00:00:03,500
ANNA PETROVA: We are in touch
with <i>some 48 families</i>

2
00:00:03,600 --> 00:00:05,000
who wrote to us.

3
00:01:20,000 --> 00:01:22,000
Nobody answered.

4
00:01:22,100 --> 00:01:24,000
ИВАН: Ворота закрыли.
"""

VTT = """\
WEBVTT - an interview

STYLE
::cue { color: red }

NOTE not shown

intro
01:02.000 --> 01:04.000 align:start
<v Anna Petrova>We are in touch &amp; ready

00:01:04.100 --> 00:01:06.000
<v.loud Anna Petrova>with <c.big>48</c> families.

00:01:06.200 --> 00:01:08.000
<v Ivan>The gates <00:01:07.000>were shut.
"""


def test_subrip() -> None:
    text, segments = segments_of(SubtitlesExtractor(), SRT.replace("\n", "\r\n").encode())
    assert text == (
        "ANNA PETROVA: We are in touch\nwith some 48 families\nwho wrote to us.\n\n"
        "Nobody answered.\n\nИВАН: Ворота закрыли."
    )
    assert [(s.time, s.speaker, s.paragraph) for s in segments] == [
        ("00:00:01.000", "ANNA PETROVA", 1),
        ("00:00:03.600", "ANNA PETROVA", 1),
        ("00:01:20.000", None, 2),
        ("00:01:22.100", "ИВАН", 3),
    ]


def test_webvtt() -> None:
    text, segments = segments_of(SubtitlesExtractor(), VTT.encode())
    assert text == "We are in touch & ready\nwith 48 families.\n\nThe gates were shut."
    assert [(s.time, s.speaker, s.paragraph) for s in segments] == [
        ("00:01:02.000", "Anna Petrova", 1),
        ("00:01:04.100", "Anna Petrova", 1),
        ("00:01:06.200", "Ivan", 2),
    ]


def test_a_quote_is_located_by_its_time() -> None:
    text, segments = segments_of(SubtitlesExtractor(), SRT.encode())
    start = text.index("Nobody answered")
    assert locator(segments, start, start + 6) == "00:01:20"
    span = located(segments, "1:21")
    assert span is not None
    assert text[span.start : span.end] == "Nobody answered."


def test_every_cue_has_its_bytes() -> None:
    data = SRT.encode()
    _, segments = segments_of(SubtitlesExtractor(), data)
    assert [data[slice(*s.bytes)].decode() for s in segments[1:] if s.bytes] == [
        "who wrote to us.",
        "Nobody answered.",
        "ИВАН: Ворота закрыли.",
    ]


@pytest.mark.parametrize("cue", ["Note: it rained.", "9:30 it began.", "He said: no.", "I: yes."])
def test_not_every_colon_follows_a_name(cue: str) -> None:
    _, segments = segments_of(
        SubtitlesExtractor(), f"1\n00:00:01,000 --> 00:00:02,000\n{cue}\n".encode()
    )
    assert segments[0].speaker == ("I" if cue[0] == "I" else None)


def test_subtitles_without_cues() -> None:
    with pytest.raises(NoText, match="no cue"):
        segments_of(SubtitlesExtractor(), b"WEBVTT\n\nNOTE nothing\n")
