"""Signing keys on this machine: kept outside every case, so that no case gives one away."""
