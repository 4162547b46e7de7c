"""Plans and the catalogue as tables in the terminal."""

from corridor.report.catalog import print_listing, print_sheet
from corridor.report.comparison import print_comparison
from corridor.report.differences import print_changes, print_difference, print_scenario
from corridor.report.plan import print_plan
from corridor.report.risk import print_risk
from corridor.report.screen import Screen

__all__ = [
    "Screen",
    "print_changes",
    "print_comparison",
    "print_difference",
    "print_listing",
    "print_plan",
    "print_risk",
    "print_scenario",
    "print_sheet",
]
