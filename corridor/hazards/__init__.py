"""What may go otherwise with a plan: its arrival times drawn, its break-evens, each thing shut, each input moved."""

from corridor.hazards.outages import Watch
from corridor.hazards.whole import DRAWS, SEED, departure, risk

__all__ = ["DRAWS", "SEED", "Watch", "departure", "risk"]
