"""What shows itself in a notebook, without knowing how."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar


class Shown:
    """A value that a notebook shows as HTML where a module that can has said how, else as Python writes it."""

    __slots__ = ()

    as_html: ClassVar[Callable[[Any], str] | None] = None
    """how; given by the package where it is imported whole, so that the model imports nothing that draws"""

    def _repr_html_(self) -> str | None:
        how = type(self).as_html
        return how(self) if how else None
