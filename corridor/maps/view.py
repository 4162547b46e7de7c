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
from corridor.maps.network import network
from corridor.maps.payload import View, alternatives, heading, payload, plans_of
from corridor.maps.strokes import trace
from corridor.maps.tiles import offer
from corridor.model import Difference, Plan


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
        images: tuple[str, ...] = (),
    ) -> None:
        """`entry` is the function of `scripts` that makes the map; `aside` names the panel beside it.

        `images` are addresses of images that the page may ask for, as tiles; the page lets in their hosts only.
        """
        super().__init__(tiles=None)
        self.entry, self.aside = entry, aside
        self.page = SelfContainedFigure(
            title=title,
            data=data,
            carried=assets.carried(),
            script=assets.page_script(scripts),
            style=assets.page_style(),
            images=images,
        )
        self.page.add_child(self)

    def text(self) -> str:
        """Return the map as the text of one HTML file."""
        return str(self.get_root().render())

    def carry(self, url: str, text: str) -> None:
        """Give the text of a script or style sheet that a layer of yours links to, so the page holds it."""
        self.page.carried[url] = text


def draw(plan: Plan, *, world: World, tiles: str | None = None, attribution: str = "") -> CorridorMap:
    """Return `plan` as a map of all its alternatives, with what each figure rests on.

    The page works offline; below it offers tiles of an online map, which are off until a reader asks for them, lie
    over the drawn land and leave it in place where they do not come. `tiles` is where they are, as
    https://host/{z}/{x}/{y}.png, and `attribution` whose they are; the page then asks that host only. Without `tiles`
    they are OpenStreetMap's, which a page opened from disk cannot have: OpenStreetMap refuses requests that do not
    say from where they come, so such a page shows the offer greyed, with the reason. With `tiles=""` none are offered.

    Raises
    ------
    DataError
        where borders, places or country names are missing from `world`.
    BadValueError
        where `tiles` is no address of tiles, or lacks `attribution`.
    """
    return draw_views([View("", plan)], world=world, tiles=tiles, attribution=attribution)


def draw_views(
    views: Sequence[View],
    *,
    world: World,
    difference: Difference | None = None,
    title: str = "",
    tiles: str | None = None,
    attribution: str = "",
) -> CorridorMap:
    """Return plans as one map, between which the reader chooses; it opens with the last. One plan at least is there.

    `difference` is that of the first two views: the page then shows their best corridors over each other as well.
    `title` goes in place of the question, where there is no one question. `tiles` and `attribution` as in `draw`.

    Raises
    ------
    DataError
        where borders, places or country names are missing from `world`.
    BadValueError
        where `tiles` is no address of tiles, or lacks `attribution`.
    """
    offered = offer(tiles, attribution)
    plans = plans_of(views)
    corridors = tuple(corridor for plan in plans for corridor in alternatives(plan))
    strokes = trace(corridors)
    lon, lat = plans[0].origin.point
    bounds = strokes.bounds or (lon, lat, lon, lat)
    under = ground(world, bounds=bounds, lines=[line for legs in strokes.lines for line in legs])
    data = payload(views, strokes=strokes, bounds=bounds, ground=under, world=world, difference=difference, title=title)
    countries = {leg.country for corridor in corridors for leg in corridor.legs}
    data |= {"network": network(world, countries, bounds), "tiles": offered}
    return CorridorMap(
        title=title or heading(views),
        data=data,
        scripts=assets.CHANGES_SCRIPTS if difference else assets.SCRIPTS,
        images=tuple(one["url"] for one in offered),
    )


def page(plan: Plan, *, world: World) -> str:
    """Return the map of `plan` as the text of one HTML file."""
    return draw(plan, world=world).text()
