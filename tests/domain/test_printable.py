"""Harmful characters become visible, whatever the form in which data is shown."""

import json
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain.printable import encode_json, one_line, shortened, visible, width

# Unicode's property Bidi_Control (PropList.txt), and every control character (category Cc).
BIDI = [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
CONTROLS = [code for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) == "Cc"]
SEPARATORS = [0x2028, 0x2029]
HARMFUL = frozenset(map(chr, [*BIDI, *CONTROLS, *SEPARATORS]))
LAYOUT = "\n"
"""What a paragraph may hold."""

any_text = st.text(st.characters())
"""Lone surrogates among it."""
hostile = st.text(st.one_of(st.sampled_from(sorted(HARMFUL)), st.characters()))


@pytest.mark.parametrize("code", [*BIDI, *CONTROLS, *SEPARATORS], ids=hex)
def test_no_control_or_direction_character_is_shown_raw(code: int) -> None:
    character = chr(code)
    if character in LAYOUT:
        assert visible(f"a{character}b") == f"a{character}b"
    else:
        assert visible(f"a{character}b") in (f"a\\x{code:02x}b", f"a\\u{code:04x}b")
        assert visible(f"é{character}é") != f"é{character}é"
    assert character not in one_line(f"a{character}b")
    assert character not in shortened(f"a{character}b", 40)
    assert character not in encode_json(f"a{character}b")
    assert character not in encode_json({f"é{character}": [f"é{character}"]})


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("plain", "plain"),
        ("Чечня, ёж, “quoted” — naïve", "Чечня, ёж, “quoted” — naïve"),
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("\x1b]0;title\x07", "\\x1b]0;title\\x07"),
        ("over\rwrite", "over\\x0dwrite"),
        ("\x9b31m", "\\x9b31m"),
        ("safe\u202egnp.exe", "safe\\u202egnp.exe"),
        ("a\u2066b\u2069", "a\\u2066b\\u2069"),
        ("zero\u200bwidth", "zero\\u200bwidth"),
        ("\ufeffmark", "\\ufeffmark"),
        ("tag\U000e0041", "tag\\U000e0041"),
        ("lone\ud83d", "lone\\ud83d"),
        ("👩\u200d🚒 क्\u200dष", "👩\u200d🚒 क्\u200dष"),
        ("two\nlines\tand a tab", "two\nlines\\x09and a tab"),
    ],
)
def test_visible(raw: str, shown: str) -> None:
    assert visible(raw) == shown


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("one", "one"),
        (" a \n\n b\tc ", "a b c"),
        ("a\r\nb", "a b"),
        ("a\u2028b\u0085c", "a b c"),
        ("", ""),
        ("a\x07b", "a\\x07b"),
    ],
)
def test_one_line(raw: str, shown: str) -> None:
    assert one_line(raw) == shown


@given(hostile)
def test_what_is_shown_holds_nothing_harmful_and_is_shown_again_unchanged(text: str) -> None:
    shown = visible(text)
    assert not (HARMFUL - set(LAYOUT)) & set(shown)
    assert visible(shown) == shown
    assert not HARMFUL & set(one_line(text))


@given(hostile, st.integers(2, 60))
def test_a_cut_text_fits_and_begins_as_the_whole(text: str, columns: int) -> None:
    cut = shortened(text, columns)
    whole = one_line(text)
    assert width(cut) <= columns
    assert not HARMFUL & set(cut)
    assert cut == whole or (cut.endswith("…") and whole.startswith(cut[:-1]))


@pytest.mark.parametrize(
    ("raw", "columns", "cut"),
    [
        ("short", 5, "short"),
        ("longer", 5, "long…"),
        ("ends in space here", 8, "ends in…"),
        ("日本語", 6, "日本語"),
        ("日本語", 5, "日本…"),
        ("x" * 1000, 3, "xx…"),
        ("a" + " " * 1000 + "b", 10, "a…"),
    ],
)
def test_shortened(raw: str, columns: int, cut: str) -> None:
    assert shortened(raw, columns) == cut


@pytest.mark.parametrize(
    ("text", "columns"), [("abc", 3), ("ёж", 2), ("е\u0308", 1), ("日本", 4), ("ｗ", 2), ("", 0)]
)
def test_width_counts_columns(text: str, columns: int) -> None:
    assert width(text) == columns


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | hostile,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(hostile, inner, max_size=4),
    max_leaves=12,
)


@given(json_values)
def test_json_reads_back_unchanged_and_holds_nothing_harmful(value: object) -> None:
    text = encode_json(value)
    assert not HARMFUL & set(text)
    text.encode()  # no lone surrogate either
    assert json.loads(text) == value


def test_json_is_compact_and_keeps_letters_as_they_are() -> None:
    assert encode_json({"place": "Грозный", "tags": ("a", "b"), "n": None}) == (
        '{"place":"Грозный","tags":["a","b"],"n":null}'
    )
    assert encode_json("\u202e\U000e0041") == '"\\u202e\\udb40\\udc41"'
