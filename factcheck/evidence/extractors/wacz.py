"""Web archives in a package (WACZ 1.1.1): a ZIP archive with WARC files, each with its digest.

The digests of the package's description and of every WARC file that is read must fit. Without a
URL, the first page that the package lists is read.
"""

import hashlib
import json
import zipfile
import zlib
from functools import partial
from typing import IO, Any

from factcheck.evidence.archives import Archive
from factcheck.evidence.extractors.base import About, NoText, Reading
from factcheck.evidence.extractors.warc import Opener, WarcExtractor, chosen, read_page

PACKAGE = "datapackage.json"
DIGEST = "datapackage-digest.json"
PAGES = "pages/pages.jsonl"
CHUNK = 1024 * 1024


class WaczExtractor:
    name = "wacz"
    version = "1"
    purpose = WarcExtractor.purpose
    libraries: tuple[str, ...] = WarcExtractor.libraries

    def read(self, stream: IO[bytes], about: About) -> Reading:
        archive = Archive(stream)
        if PACKAGE not in archive:
            raise NoText("it is an archive, but no web archive")
        digests = _digests(archive)
        names = [
            name
            for name in archive.names()
            if name.startswith("archive/") and name.endswith((".warc", ".warc.gz"))
        ]
        if not names:
            raise NoText("there is no WARC file in it")
        for name in names:
            _verify(archive, name, digests)
        files: list[Opener] = [partial(archive.open, name) for name in names]
        return read_page(chosen(files, about.url or _first_page(archive, digests)))


def _digests(archive: Archive) -> dict[str, str]:
    """The digest of every file, by its name, once that of the description itself fits."""
    package = archive.read(PACKAGE)
    if DIGEST in archive:
        said = _object(archive.read(DIGEST), DIGEST).get("hash")
        _compare(PACKAGE, said, hashlib.sha256(package).hexdigest())
    resources = _object(package, PACKAGE).get("resources")
    return {
        str(entry.get("path")): str(entry.get("hash"))
        for entry in (resources if isinstance(resources, list) else [])
        if isinstance(entry, dict)
    }


def _verify(archive: Archive, name: str, digests: dict[str, str]) -> None:
    with archive.open(name) as member:
        digest = hashlib.sha256()
        try:
            while part := member.read(CHUNK):
                digest.update(part)
        except (zipfile.BadZipFile, zlib.error, EOFError) as fault:
            raise NoText(f"“{name}” in it is damaged") from fault
    _compare(name, digests.get(name), digest.hexdigest())


def _compare(name: str, said: object, found: str) -> None:
    if said is None:
        raise NoText(f"the package has no digest of “{name}”")
    if str(said) not in (found, f"sha256:{found}"):
        raise NoText(f"“{name}” in it was altered: its digest does not fit")


def _first_page(archive: Archive, digests: dict[str, str]) -> str | None:
    if PAGES not in archive:
        return None
    data = archive.read(PAGES)
    _compare(PAGES, digests.get(PAGES), hashlib.sha256(data).hexdigest())
    for line in data.decode("utf-8", "replace").splitlines():
        url = _object(line.encode(), PAGES).get("url") if line.strip() else None
        if isinstance(url, str):
            return url
    return None


def _object(data: bytes, name: str) -> dict[str, Any]:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as fault:
        raise NoText(f"“{name}” in it is not JSON") from fault
    if not isinstance(found, dict):
        raise NoText(f"“{name}” in it is not a JSON object")
    return found
