"""Plans and the catalogue as tables in the terminal."""

from corridor.report.catalog import print_listing, print_sheet
from corridor.report.plan import print_plan
from corridor.report.screen import Screen

__all__ = ["Screen", "print_listing", "print_plan", "print_sheet"]
