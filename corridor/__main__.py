"""Lets `python -m corridor` stand for the `corridor` command."""

from corridor.cli import main

main()
