"""Corridors side by side: the same measures of each, the best marked, what is missing said to be missing."""

from corridor.comparison.saved import read_all, read_saved
from corridor.comparison.values import MEASURES, Compared, Comparison, Measure, compared, comparison, failed
from corridor.comparison.writing import comparison_csv, comparison_html, comparison_json, comparison_markdown, table

__all__ = [
    "MEASURES",
    "Compared",
    "Comparison",
    "Measure",
    "compared",
    "comparison",
    "comparison_csv",
    "comparison_html",
    "comparison_json",
    "comparison_markdown",
    "failed",
    "read_all",
    "read_saved",
    "table",
]
