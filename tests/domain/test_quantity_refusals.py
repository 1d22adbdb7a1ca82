"""What is not read as a quantity, and what the refusal says."""

import pytest

from tests.domain.test_quantities import refusal

YEAR, DATE, SPAN, NONE = "may be a year", "a date", "a span of time", "there is no number in it"
TWO, TOO_MUCH, WHOLE = "more than one number", "larger than the whole", "say of how many"
ONLY = "write only the number and what it counts"
REFUSALS = (
    (YEAR, "2017|in 2017|since 2017|2017 год|2017 г.|about 2017|c. 2017|до 2017|1990s|2017 or so"),
    (YEAR, "nineteen hundred|exactly 2017"),
    ("may be years", "2016-2017|2016 to 2017|between 2016 and 2017|от 2016 до 2017|1850 to 1950"),
    (DATE, "18 May 2017|1 April|April 1|2017-05-18|18.05.2017|5/18/2017|18 мая|2017–18|1 мая"),
    (DATE, "75 people in May|1st of May"),
    ("time of day", "10:30|10.30|18.05"),
    (SPAN, "three weeks|over the past three weeks|two months|48 hours|три недели|10 дней|5 лет"),
    (SPAN, "2017 years|10 year-old boys|one second|за последние три недели|5 суток"),
    ("a reference", "No. 5|№ 5|Article 5|para. 2|статья 5|ч. 2|page 5|п.5|§ 5"),
    ("number of a document", "A/HRC/49/71|S/2017/5|C75"),
    ("telephone", "+7 928 123-45-67|8 (928) 123-45-67|7-8-9|12345678901"),
    ("currency in words", "$500|€500|500 ₽|500$"),
    ("not negative", "-5|−5 people|at least -5|minus five|минус пять"),
    ("of the 30", "1/2|3/4 of them"),
    ("is not read", "½|٧٥|75 ٣|Ⅻ|²"),
    ("an ordinal", "third|3rd|21st|третий|twenty-first|twenty first|сто третий|5-й|5th|20 пятых"),
    (NONE, "many|several|a few|some|many people|несколько человек|много|пара|пара человек"),
    (NONE, "a couple of people|none|no one|никто|ни одного|about|half-hearted|ab"),
    ("write 0", "none|nobody|никто"),
    (
        TWO,
        "75 people and 30 cases|27 30|one in ten|one hundred and two hundred|двадцать пять шесть",
    ),
    (TWO, "hundreds if not thousands|тысяч двадцать|5 million-strong|two hundred-odd people"),
    (TWO, "две с лишним тысячи|миллион полтора|10 от 30"),
    ("two numbers", "two or three people|a million or two|2 или 3|5 and 6"),
    ("already says", "more than hundreds|about dozens|более сотен|до десятков|примерно тысячи"),
    ("larger than its second", "30-27|30 to 27|twenty - seven|тысяча-две|от 200 до 100"),
    ("same number", "30 to 30|от 5 до 5"),
    ("needs two numbers", "between 100|from 100|от 100|from dozens to hundreds"),
    ("not clear which", "between one hundred and two thousand and five hundred"),
    (
        "put the scale word after both",
        "2 to three hundred thousand|900 to 1.2 million|5 to 2 million",
    ),
    ("one end of the range", "40% to 50"),
    (TOO_MUCH, "40 of the 30|110% of 30|more than 30 of the 30|10 to 40 of the 30|half of the 0"),
    (WHOLE, "half|a third|half of them|половина|40% of them|two thirds|половина людей"),
    ("decimals never end", "a third of 10|две трети из 10"),
    ("a share is read only", "two groups of 30|3 семьи из 5 человек|10 men out of 30 detainees"),
    ("either number", "10 of the 30 or more"),
    ("round number", "a quarter of a million"),
    ("nothing is fewer", "fewer than 0|менее ноля"),
    (ONLY, "75 people who have contacted us over the past three weeks|75 were killed"),
    (ONLY, "75 people, including children|75 (seventy-five)|75...|75 people/cases|30 more people"),
    (ONLY, "три раза больше людей|three times as many people|75 aa b c d e f g|75 people+"),
    ("does not name", "75 and|75 in contact|24 of|10 of the|75 people and"),
    ("misspelt", "two milion people|5 милион человек|one hundred fourty|двадцать сем человек"),
    ("write it in full", "5 k|5 bn people|5 м|5 lakh|30 odd people|5 тыщ"),
    ("joins a number with letters", "100k|75people|1.2m|20-х годов|10-year-old boys"),
    ("can be 1,200 or 1.2", "1.200|1.200 million|1,200 тысяч"),
    ("are not clear", "1,2|1,20|12,00|1'200|1,2 million|2017 500|1,200 300"),
    ("begins with 0", "007|00 people"),
    ("that large", "1000000000000001|10000000000000000|1,000,000,000,000,001|1001 trillion"),
    ("needs “a”", "hundred people|more than hundred|dozen"),
    ("in front of the number", "another 30|as many as 100|a 75|USD 500|±5|(75)"),
    ("number behind its noun", "человек 30|человек тридцать"),
    ("changes its meaning", "тысячи три|миллиона 2"),
    ("it is empty", "|   "),
    ("longer than 200", "75 " + "people " * 40),
    ("cannot be seen", "75\0|7\u200b5|75\npeople|\u202e57|75\tpeople|\ud800"),
)


@pytest.mark.parametrize(
    ("why", "text"), [(why, text) for why, texts in REFUSALS for text in texts.split("|")]
)
def test_refusals_say_why(why: str, text: str) -> None:
    assert why in refusal(text)


def test_a_refusal_shows_what_was_written_safely() -> None:
    assert refusal("7\x1b[2J5").startswith("“7\\x1b[2J5” is not read as a quantity: ")
    assert len(refusal("75 " * 1000)) < 400
