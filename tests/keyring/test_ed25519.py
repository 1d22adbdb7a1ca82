"""Keys are made, guarded and opened; signatures are made and checked."""

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed448, rsa, x25519
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.domain.signing import PublicKey, checked_public_key, entry_message
from factcheck.errors import (
    BrokenKey,
    EmptyPassphrase,
    NotEd25519,
    TextTooLong,
    WrongPassphrase,
)
from factcheck.keyring.ed25519 import PrivateKey, new_key, opened, verified

OPEN = new_key(None)
CLOSED = new_key("pass ёж")
NONE = serialization.NoEncryption()
OTHERS = {
    "rsa": rsa.generate_private_key(65537, 2048),
    "ec": ec.generate_private_key(ec.SECP256R1()),
    "ed448": ed448.Ed448PrivateKey.generate(),
    "x25519": x25519.X25519PrivateKey.generate(),
}


def test_a_signature_of_the_standard_is_verified() -> None:
    """RFC 8032, section 7.1, test 2."""
    public = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    signature = bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    assert verified(PublicKey(public), b"\x72", signature)
    assert not verified(PublicKey(public), b"\x73", signature)


@pytest.mark.parametrize(("key", "passphrase"), [(OPEN, ""), (OPEN, "any"), (CLOSED, "pass ёж")])
def test_an_opened_key_signs(key: PrivateKey, passphrase: str) -> None:
    signer = opened(key, passphrase, "Anna", "anna.key")
    assert (signer.name, signer.public) == ("Anna", key.public)
    message = entry_message(bytes(32))
    assert verified(key.public, message, signer.sign(message))
    assert checked_public_key(key.public.raw) == key.public


@given(bit=st.integers(0, 64 * 8 - 1))
def test_a_signature_with_a_bit_turned_is_none(bit: int) -> None:
    message = b"what was signed"
    signature = bytearray(opened(OPEN, "", "Anna", "").sign(message))
    assert verified(OPEN.public, message, bytes(signature))
    signature[bit // 8] ^= 1 << bit % 8
    assert not verified(OPEN.public, message, bytes(signature))


@pytest.mark.parametrize("signature", [b"", b"x", bytes(64), bytes(65), bytes(10_000)])
def test_bytes_that_are_no_signature_verify_nothing(signature: bytes) -> None:
    assert not verified(OPEN.public, b"x", signature)


@pytest.mark.parametrize("raw", [b"", bytes(31), bytes(33), b"\x02" + bytes(31)])
def test_bytes_that_are_no_key_verify_nothing(raw: bytes) -> None:
    assert not verified(PublicKey(raw), b"x", bytes(64))


def test_another_key_s_signature_is_none() -> None:
    signature = opened(OPEN, "", "Anna", "").sign(b"x")
    assert not verified(CLOSED.public, b"x", signature)


def test_a_passphrase_is_the_same_however_it_is_composed() -> None:
    key = new_key("Zoe\u0308")
    assert opened(key, "Zo\u00eb", "Zoë", "").public == key.public


@pytest.mark.parametrize("passphrase", ["pass еж", "PASS ёж", " pass ёж", "x", "\udcff"])
def test_a_wrong_passphrase_opens_nothing(passphrase: str) -> None:
    with pytest.raises(WrongPassphrase, match="does not open the key of “Anna”") as refused:
        opened(CLOSED, passphrase, "Anna", "anna.key")
    assert "anna.key" in refused.value.hint


def test_a_passphrase_that_cannot_be_one_is_refused() -> None:
    with pytest.raises(EmptyPassphrase):
        new_key("")
    with pytest.raises(TextTooLong):
        new_key("x" * 1_001)


def test_a_guess_takes_more_than_a_moment_s_memory() -> None:
    """The PEM's own guard is not what a seized laptop is defended by."""
    with pytest.raises(ValueError, match="password"):
        serialization.load_pem_private_key(CLOSED.pem.encode(), "pass ёж".encode())


@pytest.mark.parametrize("name", OTHERS)
def test_a_key_of_another_kind_is_refused(name: str) -> None:
    pem = OTHERS[name].private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, NONE
    )
    with pytest.raises(NotEd25519, match=r"The key in anna\.key is not an Ed25519 key"):
        opened(OPEN._replace(pem=pem.decode()), "", "Anna", "anna.key")


def test_a_private_key_of_another_public_key_is_refused() -> None:
    with pytest.raises(BrokenKey, match="do not belong together"):
        opened(OPEN._replace(public=CLOSED.public), "", "Anna", "anna.key")


def test_a_key_without_its_salt_is_refused() -> None:
    with pytest.raises(BrokenKey, match="salt"):
        opened(CLOSED._replace(salt=None), "pass ёж", "Anna", "anna.key")


@pytest.mark.parametrize("key", [OPEN, CLOSED], ids=["open", "closed"])
@pytest.mark.parametrize("keep", [0, 1, 20, 60, -5, -40])
def test_a_key_that_is_cut_off_is_refused(key: PrivateKey, keep: int) -> None:
    with pytest.raises(BrokenKey, match="damaged"):
        opened(key._replace(pem=key.pem[:keep]), "pass ёж", "Anna", "anna.key")


@settings(max_examples=200)
@given(data=st.data())
def test_no_damage_ends_in_anything_but_a_refusal_or_the_right_key(data: st.DataObject) -> None:
    pem = list(OPEN.pem)
    place = data.draw(st.integers(0, len(pem) - 1))
    pem[place] = data.draw(st.characters(max_codepoint=0x7F))
    try:
        signer = opened(OPEN._replace(pem="".join(pem)), "", "Anna", "anna.key")
    except (BrokenKey, NotEd25519):
        return
    assert verified(OPEN.public, b"x", signer.sign(b"x"))
