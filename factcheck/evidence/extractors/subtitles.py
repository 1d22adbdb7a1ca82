"""Subtitles: SubRip and WebVTT, every cue with its time code and, where it is told, its speaker.

The cues that one speaker says without a pause of two seconds are one paragraph, each on a line of
its own, so that a quote may run over several. A speaker is what WebVTT's voice span names
(``<v Name>``; WebVTT, section 4.2.2: it is not shown, so it is not part of the text), or a name in
capitals and a colon at the beginning of a cue, which is shown and stays in the text.
"""

import html
import re
from collections.abc import Iterator
from typing import IO

from factcheck.evidence.assembly import Block
from factcheck.evidence.extractors.base import About, NoText, Reading, words
from factcheck.evidence.extractors.text import Line, groups, lines

PAUSE = 2_000
"""Milliseconds without a cue after which a new paragraph begins."""

_STAMP = r"(?:(\d+):)?(\d{1,2}):(\d\d)[.,](\d{1,3})"
_TIMES = re.compile(rf"\s*{_STAMP}\s*-->\s*{_STAMP}")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|</?\d[^<>]*>|\{\\[^}]*\}")
_CAPITALS = re.compile(r"(?:[-–—>]+\s*)?([^\W\d_a-zа-яё][^\Wa-zа-яё]*(?:[ .'-]+[^\Wa-zа-яё]+)*):\s")


class SubtitlesExtractor:
    name = "subtitles"
    version = "1"
    purpose = "subtitles"
    libraries: tuple[str, ...] = ()

    def read(self, stream: IO[bytes], about: About) -> Reading:
        found = words(stream, about.charset)
        blocks = list(_cues(lines(found)))
        if not blocks:
            raise NoText("there is no cue with a time code in it")
        return Reading(blocks, found.notes)


def _cues(listed: list[Line]) -> Iterator[Block]:
    spoken: str | None = None
    ended = -PAUSE
    for group in groups(listed):
        times = [place for place, line in enumerate(group) if _TIMES.match(line.text)]
        if not times or re.match(r"(?:NOTE|STYLE|REGION)\b", group[0].text):
            continue
        found = _TIMES.match(group[times[0]].text)
        said = group[times[0] + 1 :]
        if found is None or not said:
            continue
        start, end = _milliseconds(found.groups()[:4]), _milliseconds(found.groups()[4:])
        raw = "\n".join(line.text.strip() for line in said)
        speaker, text = _speech(raw)
        # Without a name of its own a cue goes on with whom spoke last, until there is a pause.
        goes_on = start - ended < PAUSE and speaker in (None, spoken)
        spoken = spoken if goes_on else speaker
        first, last = said[0].bytes, said[-1].bytes
        yield Block(
            "cue",
            text,
            time=_written(start),
            speaker=spoken,
            bytes=(first[0], last[1]) if first and last else None,
            joint="\n" if goes_on else "\n\n",
        )
        ended = end


def _speech(raw: str) -> tuple[str | None, str]:
    """Who speaks, where the cue says it, and the words that it shows."""
    voice = _VOICE.search(raw)
    text = html.unescape(_TAG.sub("", raw)).strip()
    capitals = _CAPITALS.match(text)
    if voice:
        return " ".join(html.unescape(voice[1]).split()), text
    return (capitals[1] if capitals else None), text


def _milliseconds(stamp: tuple[str | None, ...]) -> int:
    hours, minutes, second, part = stamp
    whole_seconds = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(second or 0)
    return whole_seconds * 1000 + int((part or "0").ljust(3, "0"))


def _written(milliseconds: int) -> str:
    second, part = divmod(milliseconds, 1000)
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}.{part:03}"
