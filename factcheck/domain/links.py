"""Links that lead to a passage in a work on the web, not only to the work.

- A web page: a text fragment, ``#:~:text=[prefix-,]start[,end][,-suffix]`` (WICG, URL Fragment Text
  Directives, section 2, https://wicg.github.io/scroll-to-text-fragment/).
- A PDF: ``#page=7`` (RFC 8118, section 3).
- A recording, or the subtitles of one: ``#t=80`` in seconds (W3C Media Fragments URI 1.0, 4.2.1).

What a browser cannot find it leaves alone, so that a link leads to the work at least.
"""

import re

LONG = 150
"""Characters of a passage beyond which its first and last words are given instead of all."""

SHORT = 40
"""Characters of a passage below which words around it are given: it may stand there twice."""

_ENDS = 5
"""Words at each end of a long passage."""

_AROUND = 3
"""Words at most on each side of a short passage."""

_CUT = 32
"""Characters of context that are kept with a passage: so many may begin or end inside a word."""

_BLOCKS = re.compile(r"[\n\t]+")
"""What stands between paragraphs, and between cells: no term of a directive crosses it."""


def to_passage(
    url: str,
    media_type: str,
    exact: str,
    prefix: str = "",
    suffix: str = "",
    *,
    page: int | None = None,
    time: str | None = None,
) -> str:
    """The address of a passage in the work at ``url``; ``url`` itself where there is none.

    ``media_type`` is that of the text the passage was found in, ``time`` a time code
    (``HH:MM:SS.mmm``). A fragment that the address has already is kept.
    """
    if not url.lower().startswith(("http://", "https://")):
        return url
    if time is not None:
        return _with_parameter(url, "t", str(_seconds(time)))
    if media_type == "application/pdf":
        return url if page is None else _with_parameter(url, "page", str(page))
    if media_type.startswith("text/") or media_type == "application/xhtml+xml":
        return with_text(url, exact, prefix, suffix)
    return url


def with_text(url: str, exact: str, prefix: str = "", suffix: str = "") -> str:
    """The address with a text directive for a passage, in place of one that it had."""
    blocks = [words for block in _BLOCKS.split(exact) if (words := block.split())]
    if not blocks:
        return url
    work, mark, fragment = url.partition("#")
    element = fragment.partition(":~:")[0] if mark else ""
    return f"{work}#{element}:~:text={_directive(blocks, prefix, suffix)}"


def _directive(blocks: list[list[str]], prefix: str, suffix: str) -> str:
    first, last = blocks[0], blocks[-1]
    length = sum(len(word) + 1 for block in blocks for word in block)
    if len(blocks) > 1 or (length > LONG and len(first) >= 2 * _ENDS):
        terms = [_term(first[:_ENDS]), _term(last[-_ENDS:])]
    else:
        terms = [_term(first)]
    if length <= SHORT:
        if before := _before(prefix):
            terms.insert(0, f"{_term(before)}-")
        if after := _after(suffix):
            terms.append(f"-{_term(after)}")
    return ",".join(terms)


def _before(prefix: str) -> list[str]:
    """The last whole words before a passage, in the same block."""
    *others, block = _BLOCKS.split(prefix)
    words = block.split()
    if not others and len(prefix) >= _CUT and not block[:1].isspace():
        del words[:1]
    return words[-_AROUND:]


def _after(suffix: str) -> list[str]:
    block, *others = _BLOCKS.split(suffix)
    words = block.split()
    if not others and len(suffix) >= _CUT and not block[-1:].isspace():
        del words[-1:]
    return words[:_AROUND]


def _term(words: list[str]) -> str:
    """Words as a term: what parts the terms of a directive is encoded, the hyphen too."""
    return percent_encoded(" ".join(words))


def percent_encoded(text: str, safe: str = "") -> str:
    """Text in an address: all but ASCII letters, digits, ``._~`` and ``safe`` as UTF-8 bytes."""
    return re.sub(f"[^A-Za-z0-9._~{re.escape(safe)}]+", _bytes, text)


def _bytes(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found.group().encode())


def _with_parameter(url: str, name: str, value: str) -> str:
    work, _, fragment = url.partition("#")
    others = [part for part in fragment.split("&") if part and not part.startswith(f"{name}=")]
    return f"{work}#{'&'.join([*others, f'{name}={value}'])}"


def _seconds(time: str) -> int:
    hours, minutes, rest = time.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + int(rest[:2])
