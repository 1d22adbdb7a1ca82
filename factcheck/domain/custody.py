"""The chain of custody: how captured bytes came to be, and what they are known by."""

from factcheck.domain.vocabulary import Vocabulary

LARGEST = 8 * 1024**3
"""Bytes of a capture. A larger file is refused before anything of it is kept."""

SHORT_DIGEST = 12
"""Digits of a SHA-256 that are shown where there is no room for all 64."""


class CaptureMethod(Vocabulary, what="method of capture"):
    """How a source's bytes were got."""

    SAVED_PAGE = ("saved-page", "Saved page", "A web page, saved from a browser.")
    WEB_ARCHIVE = ("web-archive", "Web archive", "A recording of a web site (WARC or WACZ).")
    DOWNLOAD = ("download", "Download", "A file as its server sent it.")
    SCREENSHOT = ("screenshot", "Screenshot", "A picture of a screen.")
    SCAN = ("scan", "Scan", "A picture of paper, made by a scanner.")
    PHOTOGRAPH = ("photograph", "Photograph", "A picture made by a camera.")
    RECORDING = ("recording", "Recording", "Sound or video of what was said or done.")
    TRANSCRIPT = ("transcript", "Transcript", "What was said, written down afterwards.")
    COPY = ("copy", "Copy", "A copy of a file that somebody handed over.")
    OTHER = ("other", "Other", "Got in another way: a note should say how.")
