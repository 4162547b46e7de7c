"""A plan with the overlay that it came from: built once, masked or weighed anew as often as wanted."""

from __future__ import annotations

from dataclasses import dataclass

from corridor.errors import BadValueError
from corridor.explain import labels
from corridor.model import Corridor, Mode, Plan
from corridor.overlay import Overlay
from corridor.planner import Question, reach
from corridor.risks import best_way
from corridor.search import Cost, Floats, Way
from corridor.steps import OBJECTIVES, Pass, Ride, Steps


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """A question, its plan and its best way."""

    asked: Question
    plan: Plan
    overlay: Overlay
    weights: Floats
    """of the overlay's arcs by the objective"""
    way: Way
    """the best"""
    place: int
    """of the objective among a step's values"""

    @classmethod
    def of(cls, asked: Question, plan: Plan) -> Case:
        """Return the case of a plan. Raises BadValueError where the plan is of another question."""
        overlay, _ = reach(asked.world, asked.countries, asked.origin, asked.destinations, asked.terms)
        place, terms = OBJECTIVES.index(asked.terms.objective), asked.terms
        weights = overlay.graph.weights(place)
        way = best_way(overlay, weights) or ()
        made = cls(asked, plan, overlay, weights, way, place)
        told = (plan.scenario, plan.as_of, plan.travel, plan.objective, plan.cargo_t, plan.origin)
        here = (terms.scenario.text, terms.scenario.as_of, terms.travel, terms.objective, terms.cargo_t, asked.origin)
        if told != here or identity(plan.best) != made.identity(way):
            raise BadValueError("the plan is of another question: give the ends, closures and scenario that it has")
        return made

    def cost(self, way: Way) -> Cost:
        """Return the closed gateways and the objective of a way."""
        return self.overlay.graph.cost(way, self.place)

    def end(self, way: Way) -> str:
        """Return the id of the destination of a way."""
        return self.overlay.goals[int(self.overlay.graph.end[way[-1]])]

    def identity(self, way: Way) -> tuple[object, ...]:
        """Return what tells a way from others: gateways, modes and destination."""
        steps = self.overlay.steps(way)
        return _via(steps), _modes(steps), self.end(way)

    def named(self, way: Way) -> str:
        """Return the id and label of the corridor that a way is, its label where it is none of the plan's."""
        known = {identity(one): one for one in self.plan.corridors}
        same = known.get(self.identity(way))
        if same is not None:
            return f"{same.id}: {same.label}"
        name = next(one.name for one in self.asked.destinations if one.id == self.end(way))
        both = [self.overlay.steps(one) for one in (self.way, way)]
        return labels(both, [self.plan.best.destination.name, name])[1]


def identity(corridor: Corridor) -> tuple[object, ...]:
    """Return what tells a corridor from others: gateways, modes and destination."""
    return corridor.via, tuple(leg.mode for leg in corridor.legs), corridor.destination.id


def _via(steps: Steps) -> tuple[str, ...]:
    halts = [step.item for step in steps if not isinstance(step.item, Ride)]
    return tuple(dict.fromkeys(one.crossing.id if isinstance(one, Pass) else one.at.id for one in halts))


def _modes(steps: Steps) -> tuple[Mode, ...]:
    return tuple(step.item.layer.mode for step in steps if isinstance(step.item, Ride))
