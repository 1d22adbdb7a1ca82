"""``factcheck key``: the keys that work is signed with."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from factcheck.cli import output, passphrases
from factcheck.cli.context import Case, keyring, pass_case
from factcheck.cli.diagnostics import say, warn
from factcheck.cli.intake import Intake
from factcheck.cli.output import Column
from factcheck.domain.wording import NAME_LIMIT, clean
from factcheck.errors import CannotRead, KeyOfAnother, NoKey, NotAFile, NotAPublicKey

if TYPE_CHECKING:
    from factcheck.domain.signing import NamedKey
    from factcheck.keyring.folder import Keyring, OwnKey

COLUMNS = (
    Column("name", "NAME", 32),
    Column("whose", "WHOSE", 9),
    Column("fingerprint", "FINGERPRINT", 25),
    Column("public_key", "PUBLIC KEY", 0),
    Column("made_at", "MADE", 0),
    Column("in_use", "IN USE", 6),
)

LONGEST_LINE = 16 * 1024
"""Bytes of a file with one public key: nothing honest is larger."""


class Known(NamedTuple):
    """A key as it is printed."""

    name: str
    whose: str
    fingerprint: str
    public_key: str
    made_at: str | None
    in_use: bool


@click.group("key", short_help="The keys that sign your work and check others'.")
def command() -> None:
    """The keys that sign your work, and those that check your colleagues'.

    They are kept on this machine, outside every case. Once you have a key, all that you do in a
    case is signed with it. Give colleagues the line that “key show” prints; take theirs with
    “key trust”, and compare the fingerprints in person.
    """


@command.command("new", short_help="Make a key for your name.")
@click.option("--name", metavar="NAME", help="Whose key it is; otherwise the name you work under.")
@click.option("--replace", is_flag=True, help="Make another where there is one; the old one stays.")
@click.option("--no-passphrase", is_flag=True, help="Guard it by nothing but the file's rights.")
@click.option("--no-input", is_flag=True, help="Ask nothing; take FACTCHECK_PASSPHRASE.")
@output.json_option
@pass_case
def new(
    case: Case,
    /,
    name: str | None,
    replace: bool,
    no_passphrase: bool,
    no_input: bool,
    as_json: bool,
) -> None:
    """Make a key for your name. A passphrase guards it, asked twice.

    Nobody can make the key again: keep a copy of its file, and do not forget the passphrase.
    """
    from factcheck.services.stamps import now

    ring, name = keyring(), _name(case, name)
    ring.require_room(name, replace=replace)
    passphrase = None if no_passphrase else passphrases.to_make(name, no_input=no_input)
    key = ring.make(name, now(), passphrase, replace=replace)
    if as_json:
        output.json_object(_own(key, True)._asdict())
    else:
        output.line(key.public.line(key.name))
    say(f"Fingerprint: {key.public.fingerprint}")
    say(f"The private key is in {key.place}; what you do from now on is signed with it.")
    if passphrase is None:
        warn("No passphrase guards it: whoever reads that file can sign as you.")


@command.command("list")
@output.form_options
def list_(form: str | None) -> None:
    """List your own keys, and those of colleagues that you trust."""
    output.listing(
        form,
        COLUMNS,
        _known(keyring()),
        cells=lambda key: key,
        as_json=lambda key: key._asdict(),
        empty="No keys yet. Make one with “factcheck key new”.",
    )


@command.command("show", short_help="Show a public key, to be mailed.")
@click.argument("name", required=False)
@output.json_option
@pass_case
def show(case: Case, /, name: str | None, as_json: bool) -> None:
    """Show the public key of NAME, or your own: one line to mail to your colleagues."""
    from factcheck.domain.signing import read_public_key, same_name

    name = _name(case, name)
    found = [key for key in _known(keyring()) if key.in_use and same_name(key.name, name)]
    if not found:
        raise NoKey(name)
    key = found[0]
    if as_json:
        output.json_object(key._asdict())
        return
    output.line(read_public_key(key.public_key).line(key.name))
    say(f"Fingerprint: {key.fingerprint}")


@command.command("trust", short_help="Keep a colleague's public key.")
@click.argument("name")
@click.argument("key", nargs=-1, required=True, metavar="KEYTEXT|FILE|-")
@click.option(
    "--replace", "other", flag_value="replace", help="Trust this key in the place of another."
)
@click.option(
    "--also", "other", flag_value="also", help="Trust this key beside another, used before."
)
def trust(name: str, key: tuple[str, ...], other: str | None) -> None:
    """Keep the public key of the colleague NAME, as their “key show” printed it.

    From then on “audit” reports what was done under that name and not signed with that key.
    Compare the fingerprint with theirs, in person or by telephone, before you rely on it.
    """
    from factcheck.domain.signing import same_name

    name = clean("the name", name, NAME_LIMIT)
    given = _given(" ".join(key))
    if given.name and not same_name(given.name, name):
        raise KeyOfAnother(name, given.name)
    is_new = keyring().trust(name, given.public, also=other == "also", replace=other == "replace")
    output.line(given.public.fingerprint)
    say(f"The key of “{name}” is {'trusted now' if is_new else 'trusted already'}.")


def _name(case: Case, name: str | None) -> str:
    return case.author if name is None else clean("the name", name, NAME_LIMIT)


def _known(ring: "Keyring") -> list[Known]:
    """Own keys first; of each name's, the newest is in use. Every trusted key is."""
    from factcheck.domain.signing import folded_name

    newest: dict[str, OwnKey] = {}
    own = [_own(key, newest.setdefault(folded_name(key.name), key) is key) for key in ring.own()]
    return own + [
        Known(key.name, "colleague", key.public.fingerprint, key.public.encoded, None, True)
        for key in ring.trusted()
    ]


def _own(key: "OwnKey", in_use: bool) -> Known:
    from factcheck.domain.moments import moment_text

    public = key.public
    return Known(
        key.name, "own", public.fingerprint, public.encoded, moment_text(key.made_at), in_use
    )


def _given(text: str) -> "NamedKey":
    """The key in the argument, in a file of that name, or on standard input."""
    from factcheck.domain.signing import read_line

    if text != "-" and not os.path.lexists(text):
        return read_line(text)
    try:
        with Intake().opened(Path(text)) as stream:
            found = stream.read(LONGEST_LINE + 1)
    except NotAFile as fault:
        raise CannotRead(text, "it is no file, but a pipe or a device") from fault
    if len(found) > LONGEST_LINE:
        raise NotAPublicKey(text, "it is far too long")
    return read_line(found.decode("utf-8-sig", "replace"))
