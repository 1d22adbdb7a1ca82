"""A fact-checking and citation tracker for human-rights reporting."""

__version__ = "0.1.0"
