"""Extractors: from the bytes of a capture to its text; ``base.py``, then one file per format."""
