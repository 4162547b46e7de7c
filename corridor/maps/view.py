"""The map itself: a folium map whose page carries all that it needs."""

from __future__ import annotations

from typing import Any

import folium
from folium.template import Template

from corridor.data import World
from corridor.maps import assets
from corridor.maps.basemap import ground
from corridor.maps.figure import SelfContainedFigure
from corridor.maps.network import network
from corridor.maps.payload import alternatives, payload, title
from corridor.maps.strokes import trace
from corridor.maps.tiles import offer
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
    offered = offer(tiles, attribution)
    strokes = trace(alternatives(plan))
    lon, lat = plan.origin.point
    bounds = strokes.bounds or (lon, lat, lon, lat)
    under = ground(world, bounds=bounds, lines=[line for legs in strokes.lines for line in legs])
    data = payload(plan, strokes=strokes, bounds=bounds, ground=under, world=world)
    countries = {leg.country for corridor in alternatives(plan) for leg in corridor.legs}
    data |= {"network": network(world, countries, bounds), "tiles": offered}
    return CorridorMap(title=title(plan), data=data, images=tuple(one["url"] for one in offered))


def page(plan: Plan, *, world: World) -> str:
    """Return the map of `plan` as the text of one HTML file."""
    return str(draw(plan, world=world).get_root().render())
