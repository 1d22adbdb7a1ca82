"""Captures as evidence: their text with a map back to the original, and the places in it."""
