"""What may go otherwise: drawn arrival times, break-evens, things shut, inputs at the ends of their ranges."""

from corridor.risks.draws import Draws, arrivals, before, times
from corridor.risks.margins import Line, margins
from corridor.risks.outages import best_way, cell_arcs, gateway_arcs, masked
from corridor.risks.spread import spread
from corridor.risks.swings import Input, inputs, moved

__all__ = [
    "Draws",
    "Input",
    "Line",
    "arrivals",
    "before",
    "best_way",
    "cell_arcs",
    "gateway_arcs",
    "inputs",
    "margins",
    "masked",
    "moved",
    "spread",
    "times",
]
