"""Every written rule of the reader, in English and Russian, and what holds for any text."""

import re
import unicodedata
from collections.abc import Callable
from decimal import Context, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain import quantities
from factcheck.domain.numeral_words import WORDS
from factcheck.domain.numerals import LIMIT
from factcheck.domain.quantities import Quantity, describe, read_quantity
from factcheck.domain.records import QuantityRecord
from factcheck.domain.vocabulary import Qualifier
from factcheck.errors import UnreadableNumber


def refusal(text: str) -> str:
    with pytest.raises(UnreadableNumber) as refused:
        read_quantity(text)
    return refused.value.sentence


def rules() -> list[tuple[str, str]]:
    """The rows of the table in the module's docstring."""
    body = re.split(r"=+ +=+\n", quantities.__doc__ or "")[2]
    text_and_reading = (re.split(r"  +", line, maxsplit=1) for line in body.splitlines())
    return [(text, reading) for text, reading in text_and_reading]


@pytest.mark.parametrize(("text", "reading"), rules())
def test_the_written_rules(text: str, reading: str) -> None:
    if reading.startswith("refused: "):
        assert reading.removeprefix("refused: ") in refusal(text)
    else:
        assert describe(read_quantity(text)) == reading


# --- Qualifiers -----------------------------------------------------------------------------

BEFORE = {
    Qualifier.ABOUT: "about|around|some|approximately|roughly|circa|c.|ca.|nearly|almost|close to"
    "|~|≈|an estimated|около|примерно|приблизительно|порядка|почти|где-то",
    Qualifier.AT_LEAST: "at least|no fewer than|no less than|not less than|a minimum of|≥|>="
    "|не менее|не меньше|как минимум|по меньшей мере|по крайней мере|минимум",
    Qualifier.MORE_THAN: "more than|over|above|upwards of|in excess of|just over|>"
    "|более|более чем|больше|свыше",
    Qualifier.AT_MOST: "at most|up to|no more than|not more than|a maximum of|≤|<="
    "|до|не более|не больше|максимум",
    Qualifier.FEWER_THAN: "fewer than|less than|under|below|<|менее|меньше|менее чем",
    Qualifier.EXACT: "exactly|only|the|all|a total of|ровно|всего",
}
BEHIND = {
    Qualifier.ABOUT: "or so|примерно",
    Qualifier.AT_LEAST: "+|or more|at least|и более|и больше",
    Qualifier.MORE_THAN: "с лишним",
    Qualifier.AT_MOST: "or fewer|or less|at most|и менее",
}


def each(table: dict[Qualifier, str]) -> list[tuple[str, Qualifier]]:
    return [(phrase, code) for code, phrases in table.items() for phrase in phrases.split("|")]


def bounded(qualifier: Qualifier, number: Decimal | None) -> tuple[Decimal | None, ...]:
    """Value, minimum and maximum of a number with a qualifier."""
    if qualifier in (Qualifier.EXACT, Qualifier.ABOUT):
        return number, None, None
    lower = qualifier in (Qualifier.AT_LEAST, Qualifier.MORE_THAN)
    return (None, number, None) if lower else (None, None, number)


@pytest.mark.parametrize(("phrase", "qualifier"), each(BEFORE))
@pytest.mark.parametrize("rest", ["", " people", " человек", " of them", " of the 9,000 men", "%"])
def test_a_qualifier_in_front_changes_only_the_bound(
    phrase: str, qualifier: Qualifier, rest: str
) -> None:
    for number in ("75", "1,200", "1 200", "twenty-seven", "a hundred", "ста", "половина из 30"):
        if "половина" in number and rest not in ("", " people"):
            continue
        plain, read = read_quantity(number + rest), read_quantity(f"{phrase} {number}{rest}")
        assert plain.qualifier is Qualifier.EXACT
        assert read.qualifier is qualifier
        assert (read.value, read.minimum, read.maximum) == bounded(qualifier, plain.value)
        assert (read.unit, read.whole) == (plain.unit, plain.whole)


@pytest.mark.parametrize(("phrase", "qualifier"), each(BEHIND))
def test_a_qualifier_behind_changes_only_the_bound(phrase: str, qualifier: Qualifier) -> None:
    places = [f"75 {phrase}", f"seventy-five {phrase} people", f"75 {phrase} of the 80"]
    for text in places if phrase == "+" else [*places, f"75 people {phrase}"]:
        _, read, *numbers, unit, whole = read_quantity(text)
        assert (read, tuple(numbers)) == (qualifier, bounded(qualifier, Decimal(75)))
        assert unit == ("people" if "people" in text else None)
        assert whole == (80 if "80" in text else None)


@pytest.mark.parametrize(
    "text",
    [
        *("about 27 to 30", "at least about 30", "at least 30 or more", "about 75 or so"),
        *("more than 100+", "up to between 5 and 10", "не менее около 30", "only about 30"),
        *("between 5 and 10 people or more", "от 5 до 10 примерно", "≥ more than 5"),
    ],
)
def test_two_qualifiers_are_refused(text: str) -> None:
    assert "two qualifiers" in refusal(text)


# --- What is read ---------------------------------------------------------------------------

READINGS = (
    # digits, and their neighbours
    ("75", "75|75,|７５"),
    ("0", "0|zero|ноль"),
    ("1,200", "1\u00a0200|1\u2009200|1,200|1 200"),
    ("1,200 людей", "1\u202f200 людей"),
    ("1,200,000", "1,200,000|1.2 million|1,2 миллиона|1,2 млн"),
    ("1.5", "1.5|полтора"),
    ("75 people", "７５ people|75 people"),
    ("about 75 people", "“about 75 people”."),
    ("75 человек", "«75 человек»|75 человек"),
    ("75 чел", "75 чел."),
    ("75 People", "SEVENTY-FIVE People"),
    ("2,017", "2,017|2017 of them"),
    ("2,017 people", "2017 people"),
    ("about 2,017 people", "about 2017 people"),
    ("more than 2,000", "more than 2000"),
    ("at least 2,000", "2000+"),
    ("1,998 to 2,003 people", "1998–2003 people"),
    ("1,000 to 2,000", "1000 to 2000"),
    # words in any case
    ("12", "a dozen"),
    ("24", "two dozen"),
    ("100", "a hundred|сотня"),
    ("1,000", "a thousand"),
    ("50", "полсотни"),
    ("3", "трёх|трех|три"),
    ("10", "десяток"),
    ("2 men", "two men"),
    ("27", "двадцать семь|twenty-seven"),
    ("114", "сто четырнадцать|one hundred and fourteen"),
    ("at least 27", "не менее двадцати семи"),
    ("more than 100", "более ста"),
    ("3 человек", "трёх человек"),
    ("more than 1,200", "более тысячи двухсот"),
    ("at most 10", "до десятка"),
    ("about 5 человек", "около 5-ти человек"),
    ("about 12", "about a dozen|a dozen or so"),
    # ranges
    ("27 to 30", "27 to 30|27 - 30|27-30|27–30"),
    ("27 to 30 people", "27—30 people"),
    (
        "100 to 200",
        "between 100 and 200|between a hundred and two hundred|from 100 to 200|от 100 до 200"
        "|между ста и двумястами|от ста до двухсот",
    ),
    ("120 to 200", "between one hundred and twenty and two hundred"),
    ("200 to 305", "between two hundred and three hundred and five"),
    ("100 to 200 men and women", "between 100–200 men and women"),
    ("5 to 6 человек", "пять-шесть человек"),
    ("200 to 300", "two to three hundred"),
    ("24 to 36", "two to three dozen"),
    ("100,000 to 200,000", "100 to 200 thousand|one hundred to two hundred thousand"),
    ("2,000 to 3,000", "от двух до трёх тысяч"),
    ("1,500 to 2,000", "от 1,5 до 2 тысяч"),
    ("500 to 1,000", "от пятисот до тысячи"),
    ("50 to 100", "fifty to a hundred"),
    ("500 to 2,000", "500 to two thousand"),
    ("900,000 to 1,200,000", "900,000 to 1.2 million"),
    ("40 to 50%", "40–50%|between 40% and 50%"),
    ("10 to 15 of 30", "10 to 15 of the 30"),
    # magnitudes
    ("at least 2,000 (thousands)", "thousands|тысячи"),
    ("at least 20 (tens)", "tens|нескольких десятков|десятков"),
    ("at least 24 (dozens)", "dozens and dozens|a few dozen|dozens"),
    ("at least 200 (hundreds) men", "Hundreds of men"),
    ("at least 200 (hundreds) cases of kidnapping", "hundreds of cases of kidnapping"),
    ("at least 20,000 (tens of thousands)", "tens of thousands|десятки тысяч"),
    ("at least 200,000 (hundreds of thousands)", "hundreds of thousands"),
    ("at least 2,000,000 (millions)", "millions"),
    (
        "at least 200 (hundreds)",
        "several hundred|many hundreds|несколько сотен|hundreds|сотен|сотни и сотни",
    ),
    ("at least 200 (hundreds) detained", "the hundreds of the detained"),
    ("at least 20 (tens) человек", "десятков человек"),
    ("at least 200 (hundreds) случаев", "сотни и сотни случаев"),
    # shares
    ("15 of 30", "half of the 30|половина из 30"),
    ("15 of 30 people", "half the 30 people"),
    ("7.5 of 15", "half of 15"),
    ("10 of 30", "a third of the 30|10 of the 30|10 out of 30|треть из 30|10 из 30"),
    ("20 of 30", "two-thirds of 30|two thirds of 30"),
    ("60 of 80", "three quarters of 80"),
    ("10 of 30 people", "10 people out of 30"),
    ("15 of 30 человек", "15 человек из 30"),
    ("12 of 30", "40 per cent of 30|40% от 30|40% of the 30"),
    ("more than 15 of 30", "more than half of the 30"),
    ("more than 40 of 80", "over 40 of the 80"),
    ("about 20 of 30", "nearly two thirds of the 30"),
    ("30 of 30", "30 of the 30"),
    ("40%", "40 per cent|40%|40 процентов"),
    ("150%", "150 percent"),
    ("2.5%", "2,5 процента"),
    ("30", "30 из них|30 of them"),
    ("9 people", "nine of the people"),
)


SAME = (
    "27 gay men|75 people in contact with the network|30 LGBT+ people|5 women’s groups|500 rubles"
    "|500 рублей|5 ill-treatment cases|2 millionaires|0 of 30|40% of respondents"
)


@pytest.mark.parametrize(
    ("text", "reading"),
    [(text, reading) for reading, texts in READINGS for text in texts.split("|")],
)
def test_readings(text: str, reading: str) -> None:
    assert describe(read_quantity(text)) == reading


@pytest.mark.parametrize("text", SAME.split("|"))
def test_units_are_kept_as_they_are_written(text: str) -> None:
    assert describe(read_quantity(text)) == text


def test_the_fields() -> None:
    n, none = Decimal(30), None
    for quantity in (
        Quantity("about 30 people", Qualifier.ABOUT, n, none, none, "people", none),
        Quantity("up to 30", Qualifier.AT_MOST, none, none, n, none, none),
        Quantity("30 to 31", Qualifier.BETWEEN, none, n, Decimal(31), none, none),
        Quantity("hundreds", Qualifier.MAGNITUDE, none, Decimal(200), none, none, none),
        Quantity("over half of the 60", Qualifier.MORE_THAN, none, n, none, none, 2 * n),
        Quantity("30%", Qualifier.EXACT, n, none, none, "%", none),
        Quantity("30 of them", Qualifier.EXACT, n, none, none, none, none),
    ):
        assert read_quantity(quantity.as_stated) == quantity


def test_whole_numbers_are_plain_whatever_the_context() -> None:
    with localcontext(Context(prec=2)):
        for text, plain in (("1.2 million", "1200000"), ("75.0", "75"), ("5% of 2,000", "100")):
            assert str(read_quantity.__wrapped__(text).value) == plain
        assert describe(read_quantity.__wrapped__("1,234,567 people")) == "1,234,567 people"


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("75", "75"),
        ("some 1,200 people", "about 1,200 people"),
        ("100+", "at least 100"),
        ("over half of the 60 men", "more than 30 of 60 men"),
        ("30 or fewer", "at most 30"),
        ("менее десяти", "fewer than 10"),
        ("27–30%", "27 to 30%"),
        ("десятки тысяч", "at least 20,000 (tens of thousands)"),
    ],
)
def test_a_kept_quantity_is_described_without_reading_it_again(text: str, description: str) -> None:
    read = read_quantity(text)
    kept = QuantityRecord("no number", read.qualifier.code, *read[2:], "in-touch", "count")
    assert type(kept.qualifier) is str
    assert describe(kept) == describe(read) == description


# --- For any text ---------------------------------------------------------------------------

FRAGMENTS = [
    *sorted(WORDS),
    *"a an the of out from between to and or so more least at up not".split(),
]
FRAGMENTS += (
    "about over people человек и до от из с половиной не более % per cent + , . - – (".split()
)
FRAGMENTS += (
    "5 12 30 2017 1.5 1,2 1,200 1.200 1 200 0 007 10:30 5-ти them men weeks May тыс.".split()
)
FRAGMENTS += [
    "of the 30",
    "twenty-seven",
    "two-three",
    "9" * 30,
    "0.000001",
    "999.999999",
    "half a",
]
PHRASES = st.lists(st.sampled_from(FRAGMENTS), max_size=7).map(" ".join)


@given(st.text() | st.text("0123456789.,-–+%/ amnotsилс") | PHRASES)
def test_any_text_is_read_soundly_or_refused(text: str) -> None:
    try:
        quantity = read_quantity(text)
    except UnreadableNumber:
        return
    stated, qualifier, value, minimum, maximum, unit, whole = quantity
    assert stated == unicodedata.normalize("NFC", text).strip()
    numbers = [number for number in (value, minimum, maximum) if number is not None]
    assert len(numbers) == (2 if qualifier is Qualifier.BETWEEN else 1)
    assert all(0 <= number <= LIMIT for number in numbers)
    assert (value is not None) == (qualifier in (Qualifier.EXACT, Qualifier.ABOUT))
    assert minimum is None or maximum is None or minimum < maximum
    assert whole is None or max(numbers) <= whole
    assert unit is None or unit == " ".join(unit.split())
    if qualifier is not Qualifier.MAGNITUDE and all(number == int(number) for number in numbers):
        assert read_quantity(describe(quantity))[1:] == quantity[1:]


@given(st.integers(0, 10**6) | st.integers(1890, 2110))
def test_only_a_bare_number_can_be_a_year(n: int) -> None:
    for text in (f"{n} people", f"more than {n}", f"{n:,} people", f"{n} of them"):
        assert Decimal(n) in read_quantity(text)
    if 1900 <= n <= 2099:
        assert "may be a year" in refusal(str(n))
    else:
        assert read_quantity(str(n)).value == n


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_ranges_keep_their_order(low: int, more: int) -> None:
    for text in (f"{low:,} to {low + more:,}", f"between {low:,} and {low + more:,} people"):
        quantity = read_quantity(text)
        assert (quantity.minimum, quantity.maximum) == (Decimal(low), Decimal(low + more))
    refusal(f"{low + more:,} to {low:,}")


@given(st.integers(1, 10**6), st.integers(0, 10**6))
def test_a_part_is_never_larger_than_its_whole(whole: int, part: int) -> None:
    text = f"{part:,} of the {whole:,}"
    if part > whole:
        assert "larger than the whole" in refusal(text)
    else:
        assert read_quantity(text)[2:] == (Decimal(part), None, None, None, Decimal(whole))


# --- One figure -----------------------------------------------------------------------------

PIECES = [
    *WORDS,
    *"|".join([*BEFORE.values(), *BEHIND.values()]).split("|"),
    *"people|лет|May|№|of|out of|the|от|из|и|half|and a half|с половиной|per cent|%|to".split("|"),
    *"between|–|,|(|½".split("|"),
]


@given(
    st.lists(st.sampled_from(PIECES), max_size=2),
    st.integers(1, 999),
    st.lists(st.sampled_from(PIECES), max_size=3),
)
def test_a_figure_is_read_alike_whatever_was_read_before(
    before: list[str], figure: int, after: list[str]
) -> None:
    """The form of a phrase is remembered, its figure is not: the same as reading each phrase."""
    text = " ".join([*before, str(figure), *after]).strip()
    afresh = outcome(quantities._read, text)
    for other in ("111", "7", str(figure)):
        outcome(read_quantity, " ".join([*before, other, *after]))
    assert outcome(read_quantity, text) == afresh


def outcome(read: Callable[[str], Quantity], text: str) -> Quantity | str:
    try:
        return read(text)
    except UnreadableNumber as refused:
        return refused.sentence
