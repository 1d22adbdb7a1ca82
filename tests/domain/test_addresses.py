"""Addresses that captured bytes came from."""

import pytest

from factcheck.domain.addresses import read_address
from factcheck.errors import UnreadableAddress


@pytest.mark.parametrize(
    "given",
    [
        "https://example.org",
        "HTTP://example.org/a?b=c#d",
        "ftp://example.org:21/file",
        "https://пример.рф/страница",
        "http://[::1]/a",
        "http://exampleonion.onion/интервью(1)",
    ],
)
def test_a_whole_address_is_kept_as_it_is(given: str) -> None:
    assert read_address(given) == given
    assert read_address(f" {given}\n") == given


def test_none_is_none() -> None:
    assert read_address(None) is None


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("", "it is empty"),
        (" \t", "it is empty"),
        ("example.org/a", "it begins with none of http, https, ftp, ftps"),
        ("javascript:alert(1)", "it begins with none of http, https, ftp, ftps"),
        ("file:///etc/passwd", "it begins with none of http, https, ftp, ftps"),
        ("data:text/html,x", "it begins with none of http, https, ftp, ftps"),
        ("https:", "it names no host"),
        ("https:///path", "it names no host"),
        ("http:example.org", "it names no host"),
        ("http://[::1", "its host cannot be one"),
        ("https://example.org/a b", "there is a space or a control character in it"),
        ("https://example.org/\x1b[31m", "there is a space or a control character in it"),
        ("https://example.org/\u202egpj", "there is a space or a control character in it"),
    ],
)
def test_what_is_no_address_is_refused(given: str, why: str) -> None:
    with pytest.raises(UnreadableAddress) as refused:
        read_address(given)
    assert refused.value.sentence == f"“{given}” is not the address of a page: {why}."
