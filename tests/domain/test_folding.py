"""Folding: what is evened out, what is not, and the way back to the original."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain.folding import VERSION, OffsetMap, fold

_JOINED = ("\u0301", "\u0306")
TYPOGRAPHIC = st.text(
    st.sampled_from("aбBё5 .'\"“”«»’-–—−\n\r\t\u00a0\u00ad\u200b\ufeffﬁ…½²¬éи\u0306\u0301№")
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("as it is", "as it is"),
        ("two  spaces\nand a\u00a0line", "two spaces and a line"),
        ("page\r\n\r\n\x0cbreak", "page break"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("a \u200b b", "a b"),
        ('«Так» “so” ‘so’ „so“ "so" it\'s it’s', "'Так' 'so' 'so' 'so' 'so' it's it's"),
        ("“‘nested’”", "'nested'"),
        ("27–30 — 27-30 − 27−30", "27-30-27-30-27-30"),
        ("officers — led -- by", "officers-led-by"),
        ("fell -5, fell - 5", "fell -5, fell-5"),
        ("deten-\ntion deten- \r\n  tion", "detention detention"),
        ("deten¬\ntion deten\u00adtion deten\u00ad\ntion", "detention detention detention"),
        ("Urus-\nMartan", "Urus-Martan"),
        ("75-\nyear-old", "75-year-old"),
        ("the men -\nall", "the men-all"),
        ("\ufb01nd o\ufb03cer\u2026", "find officer..."),
        ("caf\u0065\u0301 \u0438\u0306", "caf\u00e9 \u0439"),
        ("ё Ё Е", "ё Ё Е"),
        ("10² 1½ ①", "10² 1½ ①"),
        ("\uff17\uff15", "75"),
        ("№ 5", "No 5"),
        ("", ""),
    ],
)
def test_typography_is_evened_out_and_nothing_else(text: str, folded: str) -> None:
    assert fold(text).text == folded


@pytest.mark.parametrize(
    ("text", "folded", "original"),
    [
        ("a  b", (2, 3), (3, 4)),
        ("the ﬁnd", (4, 8), (4, 7)),
        ("deten-\ntion of", (0, 9), (0, 11)),
        ("so\u00ad me", (3, 5), (4, 6)),
        ("a — b", (0, 3), (0, 5)),
        ("", (0, 0), (0, 0)),
    ],
)
def test_a_span_leads_back_to_the_original(
    text: str, folded: tuple[int, int], original: tuple[int, int]
) -> None:
    assert fold(text).span(*folded) == original


def test_no_span_ends_inside_one_character() -> None:
    assert fold("the ﬁnd").span(5, 8) is None
    assert fold("the ﬁnd").span(0, 5) is None


@given(TYPOGRAPHIC)
def test_every_span_of_the_original_folds_to_the_folded_text(text: str) -> None:
    folding = fold(text)
    for start in range(len(folding.text)):
        for end in range(start + 1, len(folding.text) + 1):
            part = folding.text[start:end]
            span = folding.span(start, end)
            # A letter is one with its marks, and a sign one with its digits.
            apart = text[span[1] : span[1] + 1] in _JOINED if span else True
            if span and not apart and not (part[-1] == "-" and folding.text[end : end + 1] == "5"):
                assert fold(text[span[0] : span[1]].strip()).text.strip() == part.strip()


@given(TYPOGRAPHIC)
def test_offsets_never_run_backwards_and_end_where_the_texts_end(text: str) -> None:
    folding = fold(text)
    assert folding.map.folded[-1] == len(folding.text)
    assert folding.map.original[-1] == len(text)
    assert list(folding.map.folded) == sorted(folding.map.folded)
    assert list(folding.map.original) == sorted(folding.map.original)
    starts = [at for at in map(folding.map.start, range(len(folding.text))) if at is not None]
    assert starts == sorted(starts)


@given(st.text())
def test_a_folded_text_is_its_own_folding_or_shorter(text: str) -> None:
    once = fold(text).text
    assert len(fold(once).text) <= len(once)


@given(TYPOGRAPHIC)
def test_a_map_is_read_back_from_its_bytes(text: str) -> None:
    offsets = fold(text).map
    assert OffsetMap.from_bytes(offsets.to_bytes()) == offsets


def test_a_map_takes_eight_bytes_a_boundary_and_four_for_the_version() -> None:
    stored = fold("a  b").map.to_bytes()
    assert stored == b"".join(
        number.to_bytes(4, "little") for number in (VERSION, 0, 1, 2, 3, 0, 1, 3, 4)
    )


@pytest.mark.parametrize(
    "stored",
    [b"", b"\x01", b"\xff\0\0\0" + bytes(8), bytes(4), b"\x01\0\0\0" + bytes(4),
     b"\x01\0\0\0" + bytes(9), b"\x01\0\0\0" + b"\x02\0\0\0" * 2],
)  # fmt: skip
def test_bytes_that_are_no_map_are_refused(stored: bytes) -> None:
    with pytest.raises(ValueError, match=r"fold it again|no map"):
        OffsetMap.from_bytes(stored)
