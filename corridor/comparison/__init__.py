"""Corridors side by side: the same measures of each, the best marked, what is missing said to be missing."""

from corridor.comparison.beside import comparison
from corridor.comparison.cells import BEST, Cell, breakeven, chances, heads, legend, table
from corridor.comparison.chances import letters
from corridor.comparison.measures import MEASURES, Measure, Value
from corridor.comparison.plain import comparison_csv, comparison_json, comparison_rows
from corridor.comparison.saved import read_all, read_saved
from corridor.comparison.values import Compared, Comparison, compared, failed
from corridor.comparison.writing import comparison_html, comparison_markdown, comparison_svg

__all__ = [
    "BEST",
    "MEASURES",
    "Cell",
    "Compared",
    "Comparison",
    "Measure",
    "Value",
    "breakeven",
    "chances",
    "compared",
    "comparison",
    "comparison_csv",
    "comparison_html",
    "comparison_json",
    "comparison_markdown",
    "comparison_rows",
    "comparison_svg",
    "failed",
    "heads",
    "legend",
    "letters",
    "read_all",
    "read_saved",
    "table",
]
