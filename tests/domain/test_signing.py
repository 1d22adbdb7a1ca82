"""Public keys as text, fingerprints, and what a signature is made over."""

import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain.signing import (
    NamedKey,
    PublicKey,
    checked_public_key,
    entry_message,
    read_line,
    read_public_key,
    same_name,
)
from factcheck.errors import NotAPublicKey

RFC_8032 = [
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
]
"""Public keys of its test vectors, section 7.1."""

SMALL_ORDER = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
]
"""The eight points of the curve whose order divides 8: for them anybody can make signatures."""

NO_POINT = [
    "0200000000000000000000000000000000000000000000000000000000000000",  # no such x
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",  # 1 more than the prime
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
]

ANNA = PublicKey(bytes.fromhex(RFC_8032[0]))
seeds = st.binary(min_size=32, max_size=32)


def public(seed: bytes) -> PublicKey:
    return PublicKey(Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw())


@given(seed=seeds)
def test_every_key_that_somebody_can_have_is_taken(seed: bytes) -> None:
    key = public(seed)
    assert checked_public_key(key.raw) == read_public_key(key.encoded) == key


@pytest.mark.parametrize("raw", RFC_8032)
def test_keys_of_the_standard_are_taken(raw: str) -> None:
    assert checked_public_key(bytes.fromhex(raw)).raw.hex() == raw


@pytest.mark.parametrize("raw", [*SMALL_ORDER, *NO_POINT])
def test_bytes_that_are_nobodys_key_are_refused(raw: str) -> None:
    with pytest.raises(NotAPublicKey, match="no Ed25519 key has these bytes"):
        checked_public_key(bytes.fromhex(raw))


@pytest.mark.parametrize("length", [0, 1, 31, 33, 64, 5000])
def test_bytes_of_another_number_are_refused(length: int) -> None:
    with pytest.raises(NotAPublicKey, match=f"it has {length:,} bytes and not 32"):
        checked_public_key(bytes(length))


def test_a_fingerprint_is_the_hash_in_groups_of_four() -> None:
    assert ANNA.fingerprint.replace(" ", "") == hashlib.sha256(ANNA.raw).hexdigest()
    assert {len(group) for group in ANNA.fingerprint.split(" ")} == {4}
    assert ANNA.fingerprint.startswith(ANNA.short)


@given(seed=seeds, name=st.text(min_size=1, max_size=60))
def test_a_line_is_read_back(seed: bytes, name: str) -> None:
    key = public(seed)
    line = key.line(name)
    assert line.startswith(f"factcheck-key ed25519 {key.encoded}")
    assert "\n" not in line
    if "\0" in name:
        with pytest.raises(NotAPublicKey, match="the name in it"):
            read_line(line)
        return
    found = read_line(f"  {line}\r\n")
    assert found.public == key
    assert not found.name or same_name(found.name, name)


def test_a_line_without_a_name_says_nobodys() -> None:
    assert read_line(f"factcheck-key ed25519 {ANNA.encoded}") == NamedKey(ANNA, "")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "does not read"),
        ("Anna", "does not read"),
        ("factcheck-key ed25519", "does not read"),
        (f"factcheck-key rsa {ANNA.encoded}", "does not read"),
        (f"ssh-ed25519 {ANNA.encoded} anna", "does not read"),
        (ANNA.encoded, "does not read"),
        ("factcheck-key ed25519 ёж Anna", "not Base64"),
        (f"factcheck-key ed25519 {ANNA.encoded[:-2]} Anna", "not Base64"),
        (f"factcheck-key ed25519 {ANNA.encoded[:20]} Anna", "it has 15 bytes"),
        ("factcheck-key ed25519 " + "A" * 43 + "= Anna", "no Ed25519 key"),
        (f"factcheck-key ed25519 {ANNA.encoded} {'x' * 501}", "the name in it"),
        (f"factcheck-key ed25519 {ANNA.encoded} \udcff", "the name in it"),
        (f"factcheck-key ed25519 {ANNA.encoded} Anna\nand more", "more than one line"),
        ("x" * 1_000_000, "does not read"),
    ],
)
def test_a_text_that_is_no_key_is_refused(text: str, why: str) -> None:
    with pytest.raises(NotAPublicKey, match=why) as refused:
        read_line(text)
    assert len(refused.value.sentence) < 500
    assert refused.value.exit_code == 1


def test_what_is_signed_names_what_it_is() -> None:
    digest = bytes(range(32))
    assert entry_message(digest) == b"factcheck entry signature v1\0" + digest


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Anna Reporter", "anna  REPORTER ", True),
        ("Анна", "АННА", True),
        ("Zoe\u0308", "Zoë", True),
        ("Anna", "Anna B.", False),
        ("Anna", "Аnna", False),  # a Cyrillic letter
    ],
)
def test_names_are_compared_as_a_reader_does(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same
