"""Names: as they are written, as CSL-JSON keeps them, as they are shown."""

import pytest

from factcheck.domain.names import Name, read_name
from factcheck.errors import EmptyText, FactcheckError, NotText, TextTooLong, UnreadableName

KOCHETKOV = Name("Kochetkov", "Igor")
LEGAL_DIALOGUE = Name(literal="Legal Dialogue")
RESCUE = "“We Must Rescue All Those We Can Rescue and Help Them Leave Russia”"


class TestNames:
    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("Kochetkov, Igor", KOCHETKOV),
            ("  Kochetkov ,Igor ", KOCHETKOV),
            ("Lowry, Dale Cameron", Name("Lowry", "Dale Cameron")),
            ("Кочетков, Игорь", Name("Кочетков", "Игорь")),
            ("Russian LGBT Network", Name(literal="Russian LGBT Network")),
            ("Igor Kochetkov", Name(literal="Igor Kochetkov")),
            ("Cafe\u0301", Name(literal="Caf\u00e9")),
        ],
    )
    def test_reading(self, text: str, name: Name) -> None:
        assert read_name(text) == name

    @pytest.mark.parametrize(
        ("text", "error"),
        [
            ("", EmptyText),
            (" \t", EmptyText),
            (",", UnreadableName),
            ("Kochetkov,", UnreadableName),
            (", Igor", UnreadableName),
            ("King, Martin Luther, Jr.", UnreadableName),
            ("a\0b", NotText),
            ("x" * 501, TextTooLong),
        ],
    )
    def test_what_is_no_name(self, text: str, error: type[FactcheckError]) -> None:
        with pytest.raises(error):
            read_name(text)

    @pytest.mark.parametrize(
        ("name", "display", "inverted", "surname"),
        [
            (KOCHETKOV, "Igor Kochetkov", "Kochetkov, Igor", "Kochetkov"),
            (LEGAL_DIALOGUE, *("Legal Dialogue",) * 3),
            (Name("Kochetkov"), *("Kochetkov",) * 3),
            (Name(given="Igor"), *("Igor",) * 3),
            (
                Name("Gogh", "Vincent", non_dropping_particle="van"),
                "Vincent van Gogh",
                "van Gogh, Vincent",
                "van Gogh",
            ),
            (
                Name("La Fontaine", "Jean", dropping_particle="de"),
                "Jean de La Fontaine",
                "La Fontaine, Jean de",
                "La Fontaine",
            ),
            (
                Name("King", "Martin Luther", suffix="Jr."),
                "Martin Luther King Jr.",
                "King, Martin Luther, Jr.",
                "King",
            ),
            (
                Name("King", "Martin Luther", suffix="Jr.", comma_suffix=True),
                "Martin Luther King, Jr.",
                "King, Martin Luther, Jr.",
                "King",
            ),
            (Name("Kim", "Il-sung", static_ordering=True), "Kim Il-sung", "Kim Il-sung", "Kim"),
        ],
    )
    def test_writing(self, name: Name, display: str, inverted: str, surname: str) -> None:
        assert (name.display(), name.inverted(), name.surname) == (display, inverted, surname)

    @pytest.mark.parametrize(
        "csl",
        [
            {"family": "Kochetkov", "given": "Igor"},
            {"literal": "Legal Dialogue"},
            {"given": "Igor"},
            {
                "family": "Fontaine",
                "given": "Jean",
                "dropping-particle": "de",
                "non-dropping-particle": "La",
                "suffix": "III",
                "comma-suffix": False,
                "static-ordering": 1,
                "parse-names": "true",
            },
        ],
    )
    def test_csl_there_and_back(self, csl: dict[str, object]) -> None:
        assert Name.from_csl(csl).to_csl() == csl

    def test_what_csl_does_not_know_is_left_out(self) -> None:
        found = {"family": "Kochetkov", "given": "Igor", "suffix": "", "sequence": "first"}
        assert Name.from_csl(found) == KOCHETKOV

    @pytest.mark.parametrize(
        "csl", ["Igor", None, [], {}, {"family": " "}, {"family": 5}, {"family": "K", "suffix": []}]
    )
    def test_what_is_no_csl_name(self, csl: object) -> None:
        with pytest.raises(UnreadableName):
            Name.from_csl(csl)
