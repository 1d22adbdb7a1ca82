"""Numbers in digits and in words, against writers of number words that share nothing with it."""

from decimal import Context, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain.numeral_slips import misspelt
from factcheck.domain.numerals import (
    LIMIT,
    Unclear,
    read_fraction,
    read_magnitude,
    read_number,
    split_words,
)


def number(text: str) -> Decimal | None:
    """The number that the whole of a text is, or None."""
    shown, words = split_words(text)
    found = read_number(words, 0)
    return found.value if found is not None and found.end == len(shown) else None


# --- Writers of number words ----------------------------------------------------------------

BELOW_TWENTY = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def in_english(n: int) -> str:
    """British style: “one thousand and five”, “two hundred and twenty-seven”."""
    if n < 20:
        return BELOW_TWENTY[n]
    if n < 100:
        return TENS[n // 10 - 2] + (f"-{BELOW_TWENTY[n % 10]}" if n % 10 else "")
    for scale, name in ((10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if n >= scale:
            head, rest = f"{in_english(n // scale)} {name}", n % scale
            joint = " and " if 0 < rest < 100 else " "
            return head + joint + in_english(rest) if rest else head
    raise AssertionError(n)


NOMINATIVE = {
    0: "ноль",
    1: "один два три четыре пять шесть семь восемь девять",
    10: "десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать "
    "восемнадцать девятнадцать",
    20: "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто",
    100: "сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот",
    1000: "одна тысяча|две тысячи|три тысячи|четыре тысячи|пять тысяч|шесть тысяч|семь тысяч"
    "|восемь тысяч|девять тысяч",
}
GENITIVE = {
    0: "ноля",
    1: "одного двух трёх четырёх пяти шести семи восьми девяти",
    10: "десяти одиннадцати двенадцати тринадцати четырнадцати пятнадцати шестнадцати семнадцати "
    "восемнадцати девятнадцати",
    20: "двадцати тридцати сорока пятидесяти шестидесяти семидесяти восьмидесяти девяноста",
    100: "ста двухсот трёхсот четырёхсот пятисот шестисот семисот восьмисот девятисот",
    1000: "одной тысячи|двух тысяч|трёх тысяч|четырёх тысяч|пяти тысяч|шести тысяч|семи тысяч"
    "|восьми тысяч|девяти тысяч",
}


def in_russian(n: int, forms: dict[int, str]) -> str:
    if n == 0:
        return forms[0]
    parts = [forms[1000].split("|")[n // 1000 - 1]] if n >= 1000 else []
    if n % 1000 >= 100:
        parts.append(forms[100].split()[n % 1000 // 100 - 1])
    if n % 100 >= 20:
        parts.append(forms[20].split()[n % 100 // 10 - 2])
    elif n % 100 >= 10:
        parts.append(forms[10].split()[n % 100 - 10])
    if n % 10 and not 10 <= n % 100 < 20:
        parts.append(forms[1].split()[n % 10 - 1])
    return " ".join(parts)


# --- Round trips ----------------------------------------------------------------------------


def test_english_words_read_back() -> None:
    for n in (*range(10_000), *range(10_000, 10**6, 997), 10**6):
        assert number(in_english(n)) == n


@given(st.integers(0, 10**9 - 1))
def test_english_words_of_any_style_read_back(n: int) -> None:
    words = in_english(n)
    for style in (words, words.replace("-", " "), words.replace(" and ", " "), words.upper()):
        assert number(style) == n


@pytest.mark.parametrize("forms", [NOMINATIVE, GENITIVE], ids=["nominative", "genitive"])
def test_russian_words_read_back(forms: dict[int, str]) -> None:
    for n in range(10_000):
        words = in_russian(n, forms)
        assert number(words) == n
        if "ё" in words:
            assert number(words.replace("ё", "е")) == n


@given(st.integers(1, 999), st.sampled_from([1000, 10**6, 10**9, 10**12]), st.integers(0, 999))
def test_russian_scale_words_take_any_number(above: int, scale: int, below: int) -> None:
    noun = {1000: "тыс.", 10**6: "млн", 10**9: "миллиардов", 10**12: "триллионов"}[scale]
    rest = f" {in_russian(below, NOMINATIVE)}" if below else ""
    assert number(f"{in_russian(above, NOMINATIVE)} {noun}{rest}") == above * scale + below
    assert number(f"{above} {noun}{f' {below}' if below else ''}") == above * scale + below


@given(st.integers(0, 10**6))
def test_digits_read_back_with_and_without_grouping(n: int) -> None:
    for text in (str(n), f"{n:,}", f"{n:,}".replace(",", " ")):
        assert number(text) == n


@given(st.decimals(1000, 10**8, places=2))
def test_decimals_are_exact_in_any_decimal_context(value: Decimal) -> None:
    with localcontext(Context(prec=3)):
        assert number(f"{value:f}") == value
        assert number(f"{value:f} thousand") == Decimal(f"{value:f}e3")


# --- Examples -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a hundred", 100),
        ("a hundred and fifty", 150),
        ("a thousand", 1000),
        ("a million and a hundred", 1_000_100),
        ("a dozen", 12),
        ("two dozen", 24),
        ("half a dozen", 6),
        ("a half-dozen", 6),
        ("half a million", 500_000),
        ("one and a half million", 1_500_000),
        ("2 and a half thousand", 2500),
        ("twelve hundred", 1200),
        ("3 hundred", 300),
        ("three-hundred", 300),
        ("two hundred-and-five", 205),
        ("one-hundred-and-five", 105),
        ("three hundred thousand", 300_000),
        ("5 thousand 200", 5200),
        ("1.2 million", 1_200_000),
        ("999 trillion", 999 * 10**12),
        ("1 200,5 тыс.", 1_200_500),
        ("1,2 млн", 1_200_000),
        ("0,5 миллиона", 500_000),
        ("полтора", Decimal("1.5")),
        ("полторы сотни", 150),
        ("полутора тысяч", 1500),
        ("полтора десятка", 15),
        ("полтораста", 150),
        ("два с половиной миллиона", 2_500_000),
        ("полсотни", 50),
        ("полсотни тысяч", 50_000),
        ("полумиллиона", 500_000),
        ("полдюжины", 6),
        ("десяток", 10),
        ("десятка", 10),
        ("дюжину", 12),
        ("три дюжины", 36),
        ("сотня", 100),
        ("сотня тысяч", 100_000),
        ("тысяча", 1000),
        ("тысячу двести", 1200),
        ("тысячи двухсот", 1200),
        ("миллион двести тысяч", 1_200_000),
        ("миллиона двухсот тысяч", 1_200_000),
        ("трое", 3),
        ("двадцати двоим", 22),
        ("семьюдесятью восемью", 78),
        ("двумястами", 200),
        ("3-х", 3),
        ("22-х", 22),
        ("5-ти", 5),
        ("7-ми", 7),
    ],
)
def test_numbers(text: str, value: Decimal | int | None) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    "text",
    [
        *("hundred", "dozen", "thousand", "a", "a 5", "an", "and", "people", "", "dozens", "half"),
        *("тысячи", "сотни", "тысяч", "десятков", "миллионы", "one hundred hundred"),
        *("twenty eleven", "five six", "двадцать одиннадцать", "пять шесть", "zero million"),
        *("million thousand", "two thousand million", "тысяча миллионов", "миллион полтора"),
        *("5 thousand 2000", "27 30", "1  200"),
    ],
)
def test_what_is_not_one_number(text: str) -> None:
    assert number(text) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1.200", "1,200 or 1.2"),
        ("1.250", "1,250 or 1.25"),
        ("1,200 тысяч", "1,200 or 1.2"),
        ("1,2", "not clear"),
        ("1,20", "not clear"),
        ("12,00", "not clear"),
        ("1,2 million", "not clear"),
        ("1'200", "not clear"),
        ("1.2.3", "not clear"),
        ("1,200 300", "not clear"),
        ("2017 500", "not clear"),
        ("0.1234567", "not clear"),
        ("007", "begins with 0"),
        ("00", "begins with 0"),
        ("100k", "letters"),
        ("75people", "letters"),
        ("20-х", "letters"),
        ("12-х", "letters"),
        ("1234567890", "telephone"),
        ("1,000,000,000,000,001", "large"),
        ("1001 trillion", "large"),
        ("9" * 190, "large"),
        ("9" * 100 + ".5 million", "large"),
        ("тысячи три", "order"),
        ("миллиона два", "order"),
        ("миллиона 2", "order"),
        ("миллиона полтора", "order"),
    ],
)
def test_unclear_numbers_say_why(text: str, why: str) -> None:
    with pytest.raises(Unclear, match=why):
        number(text)


def test_the_limit_itself_is_read() -> None:
    assert number(f"{LIMIT:,}") == LIMIT


@pytest.mark.parametrize("governing", ["около", "более", "до", "из", "порядка"])
@pytest.mark.parametrize(("form", "value"), [("тысячи", 1000), ("сотни", 100), ("дюжины", 12)])
def test_a_genitive_scale_word_is_one_of_it(governing: str, form: str, value: int) -> None:
    words = split_words(f"{governing} {form}")[1]
    found = read_number(words, 1)
    assert found is not None
    assert found.value == value
    assert read_number(words[1:], 0) is None


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("tens", 20),
        ("dozens and dozens", 24),
        ("a few dozen", 24),
        ("many hundreds", 200),
        ("several hundred thousand", 200_000),
        ("hundreds upon hundreds", 200),
        ("tens of thousands", 20_000),
        ("hundreds of millions", 200_000_000),
        ("сотни и сотни", 200),
        ("нескольким сотням", 200),
        ("несколько сот", 200),
        ("десятками тысяч", 20_000),
        ("дюжин", 24),
        ("несколько тыс.", 2000),
        ("dozens of thousands", None),
        ("hundreds of dozens", None),
        ("hundreds and thousands", None),
        ("several", None),
        ("few dozen", None),
        ("тыс.", None),
        ("hundred", None),
    ],
)
def test_magnitudes(text: str, least: int | None) -> None:
    shown, words = split_words(text)
    found = read_magnitude(words, 0)
    assert (found.value if found and found.end == len(shown) else None) == least


@pytest.mark.parametrize(
    ("text", "fraction"),
    [
        ("half", (1, 2, 1)),
        ("a half", (1, 2, 2)),
        ("a third", (1, 3, 2)),
        ("two-thirds", (2, 3, 2)),
        ("three fourths", (3, 4, 2)),
        ("nine tenths", (9, 10, 2)),
        ("третью", (1, 3, 1)),
        ("двух третей", (2, 3, 2)),
        ("три четверти", (3, 4, 2)),
        ("половине", (1, 2, 1)),
        ("third", None),
        ("half a dozen", None),
        ("zero thirds", None),
        ("twenty thirds", None),
        ("people", None),
    ],
)
def test_fractions(text: str, fraction: tuple[int, int, int] | None) -> None:
    assert read_fraction(split_words(text)[1], 0) == fraction


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Twenty-Seven gay men", ["Twenty", "Seven", "gay", "men"]),
        ("two-three", ["two", "-", "three"]),
        ("two - three", ["two", "-", "three"]),
        ("тысяча-две", ["тысяча", "-", "две"]),
        ("5 ill-treatment cases", ["5", "ill-treatment", "cases"]),
        ("one-sided", ["one-sided"]),
        ("1 200-1 300", ["1 200", "-", "1 300"]),
        ("100+", ["100", "+"]),
        ("LGBT+ people", ["LGBT+", "people"]),
        (">=5", [">=", "5"]),
        ("40 per cent", ["40", "per cent"]),
    ],
)
def test_splitting(text: str, words: list[str]) -> None:
    assert split_words(text)[0] == words


@pytest.mark.parametrize(
    ("word", "after_words", "meant"),
    [
        ("milion", False, "million"),
        ("thousnad", False, "thousand"),
        ("hunderd", False, "hundred"),
        ("милион", False, "миллион"),
        ("тысячь", False, "тысяч"),
        ("fourty", True, "forty"),
        ("сем", True, "семь"),
        ("fourty", False, None),
        ("men", True, None),
        ("people", True, None),
        ("millionaires", True, None),
        ("миллионеров", True, None),
        ("человек", True, None),
        ("семей", True, None),
        ("сроков", True, None),
        ("дружин", True, None),
        ("стен", False, None),
    ],
)
def test_misspelt_number_words(word: str, after_words: bool, meant: str | None) -> None:
    found = misspelt(word, after_words)
    assert found == meant or (meant is not None and found is not None and found.startswith(meant))
