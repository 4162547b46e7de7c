"""Builds `data/` from registry packages and hand-kept tables."""
