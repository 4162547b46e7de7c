"""The map itself: a folium map whose page carries all that it needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import folium
from folium.template import Template

from corridor.data import World
from corridor.maps import assets
from corridor.maps.basemap import ground
from corridor.maps.figure import SelfContainedFigure
from corridor.maps.payload import View, alternatives, heading, payload
from corridor.maps.strokes import trace
from corridor.model import Plan


class CorridorMap(folium.Map):
    """A map of a plan or a gateway: add folium layers to it, then `save` it as one file that works offline."""

    _template = Template(
        """
        {% macro header(this, kwargs) %}{% endmacro %}
        {% macro html(this, kwargs) %}
        <div id="corridor-page">
        <aside id="corridor-panel" aria-label={{ this.aside|tojson }}></aside>
        <main id="corridor-map"><div class="folium-map" id={{ this.get_name()|tojson }}></div></main>
        </div>
        <noscript>This map needs JavaScript, none of it from the network.</noscript>
        {% endmacro %}
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = {{ this.entry }}({{ this.get_name()|tojson }});
        {% endmacro %}
        """
    )
    default_js = [("leaflet", assets.LEAFLET_JS)]  # noqa: RUF012  folium reads it from the class
    default_css = [("leaflet_css", assets.LEAFLET_CSS)]  # noqa: RUF012

    def __init__(
        self,
        *,
        title: str,
        data: Any,
        scripts: tuple[str, ...] = assets.SCRIPTS,
        entry: str = "corridorPage",
        aside: str = "Alternatives",
    ) -> None:
        """`entry` is the function of `scripts` that makes the map; `aside` names the panel beside it."""
        super().__init__(tiles=None)
        self.entry, self.aside = entry, aside
        self.page = SelfContainedFigure(
            title=title,
            data=data,
            carried=assets.carried(),
            script=assets.page_script(scripts),
            style=assets.page_style(),
        )
        self.page.add_child(self)

    def carry(self, url: str, text: str) -> None:
        """Give the text of a script or style sheet that a layer of yours links to, so the page holds it."""
        self.page.carried[url] = text


def draw(plan: Plan, *, world: World) -> CorridorMap:
    """Return `plan` as a map of all its alternatives, with what each figure rests on.

    Raises
    ------
    DataError
        where borders, places or country names are missing from `world`.
    """
    return draw_views([View("", plan)], world=world)


def draw_views(views: Sequence[View], *, world: World) -> CorridorMap:
    """Return plans as one map, between which the reader chooses; it opens with the last.

    Raises
    ------
    DataError
        where borders, places or country names are missing from `world`.
    """
    strokes = trace(tuple(corridor for view in views for corridor in alternatives(view.plan)))
    lon, lat = views[0].plan.origin.point
    bounds = strokes.bounds or (lon, lat, lon, lat)
    under = ground(world, bounds=bounds, lines=[line for legs in strokes.lines for line in legs])
    data = payload(views, strokes=strokes, bounds=bounds, ground=under, world=world)
    return CorridorMap(title=heading(views), data=data)


def page(plan: Plan, *, world: World) -> str:
    """Return the map of `plan` as the text of one HTML file."""
    return str(draw(plan, world=world).get_root().render())
