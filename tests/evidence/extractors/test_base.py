"""What holds of all formats: one article, one text, the same numbers."""

import sys
from io import BytesIO

import pytest

from factcheck import plugins
from factcheck.errors import MissingExtra
from factcheck.evidence.extractors.base import About, NoText, extract, extractor_for
from factcheck.evidence.mediatypes import HEAD, media_type
from factcheck.evidence.places import locator
from tests.evidence.extractors import files

GROUP = "factcheck.extractors"


@pytest.mark.parametrize("ending", files.ENDINGS)
def test_a_phrase_has_one_paragraph_in_every_format(ending: str) -> None:
    data = files.made(ending)
    kind = media_type(f"capture.{ending}", data[:HEAD])
    found = extract(BytesIO(data), About(kind, url=files.URL))
    for phrase, paragraph in {
        "some 48 families": 2,
        "“failure of duty”": 3,
        "Hundreds and hundreds waited": 4,
        "9 of them were beaten": 4,
        "never closed": 5,
        "two boats were broken": 5,
        "further questions": 6,
    }.items():
        start = found.text.index(phrase)
        said = locator(found.segments, start, start + len(phrase))
        assert said is not None
        assert said.endswith(f"para. {paragraph}"), (phrase, said)
    assert "script" not in found.text
    assert found.extractor
    assert found.version.split()[0].isdecimal(), "factcheck's own, before that of a library"


@pytest.mark.parametrize("name", plugins.names(GROUP))
def test_every_extractor_says_what_it_is(name: str) -> None:
    extractor, version = extractor_for(name)
    assert extractor.purpose
    assert version.split(" ")[0] == extractor.version
    with pytest.raises(NoText):
        extract(BytesIO(b""), About(name))


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(MissingExtra) as refused:
        extract(BytesIO(files.pdf_file()), About("application/pdf"))
    assert "factcheck-casefile[capture]" in refused.value.hint


def test_a_type_without_extractor() -> None:
    with pytest.raises(NoText, match="no text is read from files of the type image/png"):
        extractor_for("image/png")
