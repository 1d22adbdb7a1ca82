"""The folder of keys: what is kept there, and what is refused."""

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key

from factcheck.domain.signing import NamedKey
from factcheck.errors import (
    BrokenKey,
    BrokenTrust,
    CannotRead,
    CannotWrite,
    FactcheckError,
    KeyExists,
    KeyOpenToOthers,
    NotEd25519,
    TrustsAnother,
)
from factcheck.keyring.ed25519 import new_key
from factcheck.keyring.folder import LARGEST_KEY, Keyring, OwnKey
from tests.support.disks import bound_by_permissions, open_folder

NOON = datetime(2017, 5, 18, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
ANNA, BORIS = (new_key(None).public for _ in range(2))


@pytest.fixture
def ring(tmp_path: Path) -> Keyring:
    return Keyring(tmp_path / "user" / "keys")


@pytest.fixture
def key(ring: Keyring) -> OwnKey:
    return ring.make("Anna Reporter", NOON, None)


def mode(place: Path) -> int:
    return stat.S_IMODE(place.stat().st_mode)


def names(ring: Keyring) -> list[str]:
    return sorted(os.listdir(ring.folder))


# --- own keys -------------------------------------------------------------------------------


def test_a_folder_that_is_not_there_holds_nothing(ring: Keyring) -> None:
    assert (ring.own(), ring.trusted(), ring.known().keys, ring.key_of("Anna")) == (
        [],
        [],
        {},
        None,
    )
    assert not ring.folder.parent.exists()


def test_a_new_key_is_kept_where_only_its_owner_reads_it(ring: Keyring, key: OwnKey) -> None:
    assert (mode(ring.folder), mode(key.place)) == (0o700, 0o600)
    assert ring.own() == [key]
    assert (key.name, key.made_at, key.needs_passphrase) == ("Anna Reporter", NOON, False)
    assert names(ring) == [key.place.name]
    assert key.place.name.startswith("anna-reporter-")


def test_modes_do_not_follow_a_careless_mask(ring: Keyring) -> None:
    before = os.umask(0)
    try:
        key = ring.make("Anna", NOON, None)
    finally:
        os.umask(before)
    assert (mode(ring.folder), mode(key.place)) == (0o700, 0o600)


def test_a_guarded_key_opens_with_its_passphrase_only(ring: Keyring) -> None:
    made = ring.make("Anna", NOON, "pass")
    kept = ring.key_of("anna")
    assert kept == made
    assert kept.needs_passphrase
    assert kept.signer("Anna", "pass").public == made.public
    assert "ENCRYPTED" in made.place.read_text()


def test_a_second_key_is_refused(ring: Keyring, key: OwnKey) -> None:
    with pytest.raises(KeyExists, match=key.public.fingerprint):
        ring.make("anna  reporter", NOON, None)
    assert ring.own() == [key]


def test_another_key_is_used_from_then_on_and_the_old_one_stays(ring: Keyring, key: OwnKey) -> None:
    text = key.place.read_text()
    newer = ring.make("Anna Reporter", NOON + HOUR, None, replace=True)
    assert ring.key_of("Anna Reporter") == newer
    assert ring.own() == [newer, key]
    assert key.place.read_text() == text
    assert ring.known().keys == {"anna reporter": {key.public, newer.public}}


def test_a_clock_that_was_put_back_does_not_bring_back_the_old_key(
    ring: Keyring, key: OwnKey
) -> None:
    newer = ring.make("Anna Reporter", NOON - HOUR, None, replace=True)
    assert ring.key_of("Anna Reporter") == newer
    assert newer.made_at > key.made_at


def test_keys_of_several_people_are_listed_by_name(ring: Keyring, key: OwnKey) -> None:
    ring.make("Zoë", NOON, None)
    ring.make("Анна", NOON - HOUR, None)
    assert [found.name for found in ring.own()] == ["Anna Reporter", "Zoë", "Анна"]


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "/etc/passwd", "..", ".", "a/b\\c", "CON", "~root", "-rf", "*", "x" * 500,
     "Ольга", "\u202eanna", "a\nb", "a\x1b[31mb", "'; rm", "🦔", "a\u2028b", "a\x85b"],
    ids=repr,
)  # fmt: skip
def test_any_name_gives_a_file_in_the_folder(ring: Keyring, name: str) -> None:
    made = ring.make(name, NOON, None)
    assert names(ring) == [made.place.name]
    assert made.place.parent == ring.folder
    assert made.place.name.isascii()
    assert made.place.name[0].isalnum()
    assert len(made.place.name) < 100
    assert ring.key_of(name) is not None


# --- key files that are not to be used --------------------------------------------------------


@pytest.mark.parametrize("open_to", [0o640, 0o604, 0o620, 0o601, 0o666, 0o777])
def test_a_key_that_others_can_reach_is_refused(ring: Keyring, key: OwnKey, open_to: int) -> None:
    key.place.chmod(open_to)
    with pytest.raises(KeyOpenToOthers) as refused:
        ring.own()
    assert refused.value.hint.endswith(f"chmod 600 {key.place}")
    os.system(refused.value.hint.partition("with: ")[2])
    assert ring.own() == [key]


@pytest.mark.parametrize("open_to", [0o720, 0o702, 0o777])
def test_a_folder_that_others_can_change_is_refused(
    ring: Keyring, key: OwnKey, open_to: int
) -> None:
    ring.folder.chmod(open_to)
    for use in (ring.own, ring.trusted, lambda: ring.trust("Boris", BORIS)):
        with pytest.raises(KeyOpenToOthers, match="is open to others") as refused:
            use()
        assert refused.value.hint.endswith(f"chmod 700 {ring.folder}")
    assert names(ring) == [key.place.name]


def test_a_folder_that_others_can_only_look_at_is_taken(ring: Keyring, key: OwnKey) -> None:
    ring.folder.chmod(0o755)
    assert ring.own() == [key]


BROKEN = {
    "empty": b"",
    "garbage": b"\x00\xff\xfe" * 50,
    "text": b"Notes.\n",
    "another line": b"ssh-ed25519 AAAA\nMade 2017-05-18\n-----BEGIN PRIVATE KEY-----\n",
    "nobody's": f"{ANNA.line('')}\nMade 2017-05-18\n-----BEGIN PRIVATE KEY-----\n".encode(),
    "no date": f"{ANNA.line('Anna')}\n-----BEGIN PRIVATE KEY-----\n".encode(),
    "no day": f"{ANNA.line('Anna')}\nMade 2017-02-31\n-----BEGIN PRIVATE KEY-----\n".encode(),
    "no private key": f"{ANNA.line('Anna')}\nMade 2017-05-18\n".encode(),
    "a short salt": f"{ANNA.line('Anna')}\nMade 2017-05-18\nSalt QQ==\n-----BEGIN ".encode(),
    "no salt": f"{ANNA.line('Anna')}\nMade 2017-05-18\nSalt ёж\n-----BEGIN ".encode(),
    "a byte too many": b"x" * (LARGEST_KEY + 1),
    "NUL in a name": f"{ANNA.line('A')}\0\nMade 2017-05-18\n-----BEGIN ".encode(),
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=list(BROKEN))
def test_a_broken_key_file_is_named(ring: Keyring, key: OwnKey, content: bytes) -> None:
    key.place.write_bytes(content)
    with pytest.raises(BrokenKey, match=key.place.name) as refused:
        ring.own()
    assert refused.value.exit_code == 1
    assert key.place.read_bytes() == content


def test_a_key_file_cut_anywhere_signs_nothing(ring: Keyring, key: OwnKey) -> None:
    whole = key.place.read_bytes()
    needed = whole.rstrip(b"\n")
    for length in range(len(needed)):
        key.place.write_bytes(whole[:length])
        with pytest.raises(BrokenKey):
            ring.own()[0].signer("Anna", "")
    key.place.write_bytes(whole)
    assert ring.own()[0].signer("Anna", "").public == key.public


def test_a_huge_key_file_is_not_read(ring: Keyring, key: OwnKey) -> None:
    with key.place.open("wb") as stream:
        stream.truncate(1 << 40)
    with pytest.raises(BrokenKey, match="1,099,511,627,776 bytes"):
        ring.own()


@pytest.mark.parametrize("kind", ["folder", "pipe", "dangling link", "loop", "device"])
def test_what_is_no_file_is_no_key(ring: Keyring, key: OwnKey, kind: str) -> None:
    place = ring.folder / "other.key"
    match kind:
        case "folder":
            place.mkdir()
        case "pipe":
            os.mkfifo(place, 0o600)
        case "dangling link":
            place.symlink_to(ring.folder / "nowhere")
        case "loop":
            place.symlink_to(place)
        case "device":
            place.symlink_to("/dev/zero")
    with pytest.raises(BrokenKey, match=r"other\.key cannot be used"):
        ring.own()


def test_a_link_to_a_key_is_one_if_only_its_owner_reads_it(
    ring: Keyring, key: OwnKey, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    key.place.rename(elsewhere)
    key.place.symlink_to(elsewhere)
    assert ring.own() == [key]
    elsewhere.chmod(0o644)
    with pytest.raises(KeyOpenToOthers):
        ring.own()


def test_a_key_of_another_kind_is_told(ring: Keyring, key: OwnKey) -> None:
    other = generate_private_key(SECP256R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    head = key.place.read_text().partition("-----BEGIN")[0]
    key.place.write_text(head + other.decode())
    with pytest.raises(NotEd25519, match=key.place.name):
        ring.own()[0].signer("Anna", "")


def test_other_files_are_let_be(ring: Keyring, key: OwnKey) -> None:
    (ring.folder / "notes.txt").write_text("mine")
    (ring.folder / f".{key.place.name}.0000.part").write_text("half")
    (ring.folder / f"{key.place.name}.bak").write_text("old")
    assert ring.own() == [key]


def test_a_folder_that_cannot_be_one_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    ring = Keyring(tmp_path / "file")
    for use in (ring.own, ring.trusted, lambda: ring.make("Anna", NOON, None)):
        with pytest.raises(CannotRead, match="it is not a folder"):
            use()
    below = Keyring(tmp_path / "file" / "keys")
    with pytest.raises(CannotWrite, match="its folder does not exist"):
        below.make("Anna", NOON, None)
    assert os.listdir(tmp_path) == ["file"]


def test_a_folder_that_may_not_be_written_or_read_is_told() -> None:
    with open_folder() as shared:
        ring = Keyring(shared / "keys")
        made = ring.make("Anna", NOON, None)
        made.place.unlink()
        ring.folder.chmod(0o500)
        with bound_by_permissions(ring.folder):
            for use in (lambda: ring.make("Anna", NOON, None), lambda: ring.trust("B", BORIS)):
                with pytest.raises(CannotWrite, match="there is no permission to"):
                    use()
        assert names(ring) == []
        ring.folder.chmod(0o000)
        with bound_by_permissions(ring.folder), pytest.raises(CannotRead, match="no permission"):
            ring.own()


# --- colleagues' keys -------------------------------------------------------------------------


def test_a_colleague_s_key_is_kept(ring: Keyring) -> None:
    assert ring.trust("Boris", BORIS)
    assert not ring.trust("boris", BORIS)
    assert ring.trusted() == [NamedKey(BORIS, "Boris")]
    assert ring.known().keys == {"boris": {BORIS}}
    assert (mode(ring.folder), mode(ring.folder / "trusted")) == (0o700, 0o600)


def test_another_key_of_a_name_is_refused_with_both_fingerprints(ring: Keyring) -> None:
    ring.trust("Boris", BORIS)
    with pytest.raises(TrustsAnother) as refused:
        ring.trust("boris", ANNA)
    assert BORIS.fingerprint in refused.value.sentence
    assert ANNA.fingerprint in refused.value.sentence
    assert ring.trusted() == [NamedKey(BORIS, "Boris")]


def test_another_key_takes_its_place_or_stands_beside_it(ring: Keyring) -> None:
    ring.trust("Anna", ANNA)
    ring.trust("Boris", BORIS)
    assert ring.trust("Boris", ANNA, also=True)
    assert ring.known().keys == {"anna": {ANNA}, "boris": {ANNA, BORIS}}
    assert not ring.trust("Boris", ANNA, also=True)
    assert not ring.trust("Boris", BORIS, replace=True)  # it was trusted; the other one goes
    assert ring.known().keys == {"anna": {ANNA}, "boris": {BORIS}}
    assert ring.trust("Boris", ANNA, replace=True)
    assert ring.known().keys == {"anna": {ANNA}, "boris": {ANNA}}


TRUST = {
    "no key": "Boris\n",
    "nobody's": f"{BORIS.line('')}\n",
    "cut off": BORIS.line("Boris")[:40],
    "not the first": f"{ANNA.line('Anna')}\n\n# mine\nx\n",
}


@pytest.mark.parametrize("text", TRUST.values(), ids=list(TRUST))
def test_a_broken_file_of_trusted_keys_is_told_and_left(ring: Keyring, text: str) -> None:
    ring.trust("Anna", ANNA)
    (ring.folder / "trusted").write_text(text)
    for use in (ring.trusted, ring.known, lambda: ring.trust("Boris", BORIS)):
        with pytest.raises(BrokenTrust, match=f"line {4 if 'mine' in text else 1} "):
            use()
    assert (ring.folder / "trusted").read_text() == text


@pytest.mark.parametrize("kind", ["folder", "pipe", "loop", "huge", "bytes"])
def test_what_cannot_hold_trusted_keys_is_told(ring: Keyring, key: OwnKey, kind: str) -> None:
    place = ring.folder / "trusted"
    match kind:
        case "folder":
            place.mkdir()
        case "pipe":
            os.mkfifo(place, 0o600)
        case "loop":
            place.symlink_to(place)
        case "huge":
            with place.open("wb") as stream:
                stream.truncate(1 << 40)
        case "bytes":
            place.write_bytes(b"\xff\xfe")
    place.chmod(0o700) if kind == "folder" else None
    with pytest.raises(BrokenTrust, match="cannot be read"):
        ring.trusted()


def test_trusted_keys_that_others_can_change_are_refused(ring: Keyring) -> None:
    ring.trust("Anna", ANNA)
    (ring.folder / "trusted").chmod(0o646)
    with pytest.raises(KeyOpenToOthers):
        ring.trusted()
    (ring.folder / "trusted").chmod(0o644)
    assert ring.trusted() == [NamedKey(ANNA, "Anna")]


def test_every_refusal_is_one_of_ours(ring: Keyring) -> None:
    for fault in (BrokenKey("x", "y"), KeyOpenToOthers("x", "y"), BrokenTrust("x", "y")):
        assert isinstance(fault, FactcheckError)
        assert fault.hint.startswith("Nothing was changed.")
