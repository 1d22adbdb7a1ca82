"""Reading a search query: every string is one, and cut into words as both indexes cut texts."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from factcheck.domain.searchquery import (
    LONGEST_QUERY,
    LONGEST_WORD,
    Term,
    Word,
    fold,
    parse_query,
    words,
)

anything = st.text(st.characters(), max_size=60)
"""Also control characters, lone surrogates and what Unicode has not assigned."""


def word(text: str) -> Term:
    return Term((text,))


def phrase(*texts: str) -> Term:
    return Term(texts)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("detained", [word("detained")]),
        ("men detained", [word("men"), word("detained")]),
        ("  men\t\n detained ", [word("men"), word("detained")]),
        ("men Men MEN", [word("men")]),
        ('"detained men"', [phrase("detained", "men")]),
        ('"detained', [word("detained")]),
        ('police "detained men', [word("police"), phrase("detained", "men")]),
        ('"detained men" police"', [phrase("detained", "men"), word("police")]),
        ('a"b c"d', [word("a"), phrase("b", "c"), word("d")]),
        ('""', []),
        ("“detained men”", [phrase("detained", "men")]),
        (
            "«задержанные мужчины» „в Чечне“",
            [phrase("задержанные", "мужчины"), phrase("в", "чечне")],
        ),
        ('"the “cleansing” went on"', [phrase("the", "cleansing", "went", "on")]),
        ("ill-treatment", [phrase("ill", "treatment")]),
        ("A/HRC/49/71", [phrase("a", "hrc", "49", "71")]),
        ("1,200", [phrase("1", "200")]),
        ("don’t", [phrase("don", "t")]),
        ("snake_case", [phrase("snake", "case")]),
        ("name@example.org", [phrase("name", "example", "org")]),
        ("-torture", [word("torture")]),
        ("torture.", [word("torture")]),
        ("detent*", [Term(("detent",), prefix=True)]),
        ("detent**", [Term(("detent",), prefix=True)]),
        ("(detent*)", [Term(("detent",), prefix=True)]),
        ("*detent", [word("detent")]),
        ("de*tent", [phrase("de", "tent")]),
        ("detent *", [word("detent")]),
        ("detent-*", [word("detent")]),
        ("detent* detent", [Term(("detent",), prefix=True), word("detent")]),
        ("ill-treat*", [Term(("ill", "treat"), prefix=True)]),
        ('"ill treat*"', [Term(("ill", "treat"), prefix=True)]),
        ('"ill* treat"', [phrase("ill", "treat")]),
        ('"ill treat"*', [phrase("ill", "treat")]),
        ("men AND women", [word("men"), word("and"), word("women")]),
        ("OR NOT", [word("or"), word("not")]),
        ("NEAR(men women, 5)", [phrase("near", "men"), word("women"), word("5")]),
        ("text:men", [phrase("text", "men")]),
        ("^men & women | !children", [word("men"), word("women"), word("children")]),
        ("ПЫТКИ", [word("пытки")]),
        ("ребёнок РЕБЁНОК", [word("ребенок")]),
        ("Résumé NAÏVE Łódź", [word("resume"), word("naive"), word("łodz")]),
        ("за\u0301мок", [word("замок")]),
        ("ре\u0301зюме\u0308", [word("резюме")]),
        ("йод Йемен", [word("йод"), word("йемен")]),
        ("İstanbul", [word("istanbul")]),
        ("ΌΡΟΣ όρος", [word("όροσ")]),
        ("500₽", [word("500")]),
        ("detained¹²", [word("detained")]),
        ("½ м²", [word("м")]),
        ("убит😢", [word("убит")]),
        ("٢٠١٧", [word("٢٠١٧")]),
    ],
)
def test_reading(text: str, terms: list[Term]) -> None:
    assert parse_query(text) == tuple(terms)


@pytest.mark.parametrize("text", ["", " ", "-", "*", '"', '"""', "()", "—", "😀", "\x00", "\ud800"])
def test_what_has_no_word_has_no_term(text: str) -> None:
    assert parse_query(text) == ()


@given(anything)
@example("a\x00b\ud83dc")
def test_every_string_is_a_query_of_folded_words(text: str) -> None:
    for term in parse_query(text):
        assert term.words
        for found in term.words:
            assert found == fold(found) == found.lower()
            assert found.isalnum()
            assert "ё" not in found


@given(anything)
def test_words_stand_where_they_are_said_to(text: str) -> None:
    end = 0
    for found in words(text):
        assert end <= found.start < found.end <= len(text)
        assert fold(text[found.start : found.end]) == found.folded
        end = found.end


@given(anything)
def test_between_words_there_is_neither_letter_nor_digit(text: str) -> None:
    inside = {place for found in words(text) for place in range(found.start, found.end)}
    between = "".join(sign for place, sign in enumerate(text) if place not in inside)
    assert not any(sign.isalpha() or sign.isdecimal() for sign in between)


@given(st.text(st.sampled_from('aàcçeéiïnñoöuüyÿ AÀÉÏ еёийїѓў ЕЁИЙ -*"1'), max_size=30))
def test_composed_or_not_makes_no_difference(text: str) -> None:
    assert parse_query(unicodedata.normalize("NFD", text)) == parse_query(text)


@given(st.text(st.characters(max_codepoint=127), max_size=60))
def test_a_text_in_plain_letters_is_cut_like_any_other(text: str) -> None:
    *plain, last = words(f"{text} я")
    assert list(words(text)) == plain
    assert last.folded == "я"


def test_a_word_that_is_marked_is_one_word() -> None:
    assert list(words("за́мок «ёлка»")) == [Word(0, 6, "замок"), Word(8, 12, "елка")]


def test_only_the_first_words_of_a_long_text_are_read() -> None:
    many = [f"w{number}" for number in range(LONGEST_QUERY + 50)]
    assert parse_query(" ".join(many)) == tuple(map(word, many[:LONGEST_QUERY]))
    assert parse_query(f'"{" ".join(many)}') == (phrase(*many[:LONGEST_QUERY]),)


def test_a_word_that_comes_again_is_not_counted() -> None:
    assert parse_query("again " * 1000 + "last") == (word("again"), word("last"))


def test_a_word_longer_than_any_index_holds_finds_nothing() -> None:
    assert parse_query("a" * LONGEST_WORD) == (word("a" * LONGEST_WORD),)
    assert parse_query("men " + "a" * (LONGEST_WORD + 1)) == ()


@pytest.mark.parametrize(
    "junk",
    [
        '"' * 100_000,
        "(" * 100_000,
        "a-" * 50_000,
        "a* " * 33_000,
        "\ud800" * 100_000,
        "é" * 100_000,
    ],
    ids=lambda junk: ascii(junk[:3]),
)
def test_junk_is_read_at_once(junk: str) -> None:
    assert len(parse_query(junk)) <= LONGEST_QUERY
