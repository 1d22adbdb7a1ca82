"""Number words that are one letter wrong: “milion”, “fourty”, «двадцать сем»."""

from functools import cache

from factcheck.domain.numeral_words import ENGLISH, RUSSIAN, SCALES


def misspelt(word: str, after_words: bool) -> str | None:
    """The number word that ``word`` is one letter away from: “milion”, and “fourty” after words.

    “two milion people” must not be read as two. Short words are left alone: “men” is not “ten”,
    but a soft sign is missed often enough to look for («двадцать сем»).
    """
    if after_words and word + "ь" in RUSSIAN:
        return word + "ь"
    slips = _slips()[after_words]
    return next((slips[cut] for cut in _cuts(word) if cut in slips), None)


@cache
def _slips() -> tuple[dict[str, str], dict[str, str]]:
    left_alone = ("сот", "дюж", "сорока")  # near «стен», «дружин», «срока»
    scales = [word for word, scale in SCALES.items() if scale > 10 and len(word) > 4]
    numerals = [word for word in (*ENGLISH, *RUSSIAN) if len(word) > 5]
    numerals += ["forty", "fifty", "sixty", "seven", "eight"]

    def index(words: list[str]) -> dict[str, str]:
        words = [word for word in words if not word.startswith(left_alone)]
        return {cut: word for word in words for cut in _cuts(word)}

    return index(scales), index(scales + numerals)


def _cuts(word: str) -> set[str]:
    """The word, and the word without one of its letters: what words one letter apart share."""
    return {word} | {word[:i] + word[i + 1 :] for i in range(len(word))}
