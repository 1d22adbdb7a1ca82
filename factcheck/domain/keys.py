"""Human keys: the short names by which people call records (``kochetkov-2017``)."""

import re
import unicodedata

from factcheck.errors import BadKey

_KEY = re.compile(r"[^\W_][\w.-]{0,79}")
_WORD = re.compile(r"\w+(?:[.,]\d+)*")

_READ = 90
_LENGTH = 40
_WORDS = 5

# Words that tell two statements apart least. Not a linguist's list: just enough for short keys.
_FILLERS = frozenset(
    "a an and are as at be been being by for from had has have he her his in into is it its of on "
    "or she that the their them these they this those to was were which who will with"
    " в во и из к на не о об от по при с со у что это как были был была было".split()
)


def checked(key: str) -> str:
    """A key that a person chose, in NFC. Raises BadKey."""
    key = unicodedata.normalize("NFC", key.strip())
    if not _KEY.fullmatch(key):
        raise BadKey(key)
    return key


def suggested(text: str, fallback: str) -> str:
    """A key made from the first telling words of a text, in ASCII."""
    text = text[:_READ].lower().replace("_", " ")
    words = _WORD.findall(text)
    telling = [word for word in words if word not in _FILLERS] or words
    if not text.isascii():
        telling = _in_ascii(telling)
    key = "-".join(telling[:_WORDS])
    if len(key) > _LENGTH:
        # As many whole words as there is room for, or the beginning of a long one.
        key = key[: _LENGTH + 1].rpartition("-")[0] or key[:_LENGTH]
    return key.replace(",", "") or fallback


def _in_ascii(words: list[str]) -> list[str]:
    from anyascii import anyascii

    spelled = (anyascii(word).lower().replace("_", " ") for word in words)
    return [word for word in ("".join(_WORD.findall(text)) for text in spelled) if word]
