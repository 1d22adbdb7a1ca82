"""The audit: one module for each kind of check (``base`` is their interface), and ``run``."""
