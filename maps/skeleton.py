"""The page's skeleton, drawn by folium without any data: map options, backgrounds, and marked places for the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from maps.tiles import Tiles

PLACES = ("head", "app", "blocks", "texts")
"""Marks in the skeleton that `maps.page` fills after the render, in their order."""

_PAGE = """<!DOCTYPE html>
<html{{ this.marks.head }}
{{ this.header.render(**kwargs) }}
</head>
<body>
<noscript>
<p class="fatal">This map is drawn by scripts of its own. Allow them, and it opens.</p>
<p class="fatal" lang="ko">이 지도는 자체 스크립트로 그려집니다. 스크립트를 허용하면 열립니다.</p>
<p class="fatal" lang="ar" dir="rtl">تُرسم هذه الخريطة ببرامج نصية في الملف نفسه. اسمح بها لتُفتح.</p>
</noscript>
{{ this.html.render(**kwargs) }}
{{ this.marks.app }}
{{ this.marks.blocks }}
<script>{{ this.script.render(**kwargs) }}</script>
{{ this.marks.texts }}
</body>
</html>
"""
_MAP = """
{% macro header(this, kwargs) %}<meta name="viewport" content="width=device-width, initial-scale=1">{% endmacro %}
{% macro html(this, kwargs) %}<div class="app">
<header class="panel" id="panel"></header>
<main class="map" id="map-frame"><div id={{ this.get_name()|tojson }}></div></main>
<section class="time" id="time"></section>
</div>
<div id="dialog-root"></div>{% endmacro %}
{% macro script(this, kwargs) %}
var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {
  center: {{ this.location|tojson }}, ...{{ this.options|tojavascript }}
});
{% endmacro %}
"""
_START = """
{% macro script(this, kwargs) %}
Dateline.start({{ this._parent.get_name() }}, {{ this.layers }}, {{ this.version|tojson }});
{% endmacro %}
"""


def mark(place: str) -> str:
    """Return the mark of a place in the skeleton."""
    return f"<!--dateline:{place}-->"


def draw_skeleton(tiles: Sequence[Tiles], *, version: str) -> str:
    """
    Draw the skeleton with folium.

    Rule: no data passes through a template. What comes in here are online
    backgrounds from xyzservices' own list and the program's version; ids come
    from a counter, so that the same inputs give the same bytes.
    """
    import folium
    from branca.element import Figure, MacroElement
    from folium.template import Template
    from jinja2 import Template as PlainTemplate

    class Skeleton(Figure):
        _template = PlainTemplate(_PAGE)

        def __init__(self) -> None:
            super().__init__()
            self.marks = {place: mark(place) for place in PLACES}
            self.header._children.clear()

    class Map(folium.Map):
        default_js: list[tuple[str, str]] = []  # noqa: RUF012 - folium reads both from the class
        default_css: list[tuple[str, str]] = []  # noqa: RUF012
        _template = Template(_MAP)

    class Start(MacroElement):
        _template = Template(_START)

        def __init__(self, layers: str) -> None:
            super().__init__()  # type: ignore[no-untyped-call, unused-ignore]
            self.layers, self.version = layers, version

    figure = _named(Skeleton(), "page")
    shown = _named(
        Map(
            location=[20, 20],
            zoom_start=2,
            tiles=None,
            zoom_control=False,
            attribution_control=False,
            keyboard=False,
            # Named as Leaflet names them: folium keeps its own min_zoom and max_zoom for the tiles.
            minZoom=1,
            maxZoom=12,
            zoom_snap=0.25,
            world_copy_jump=True,
        ),
        "map",
    )
    figure.add_child(shown)
    layers = []
    for number, choice in enumerate(tiles):
        layer = folium.TileLayer(choice.provider, show=False, control=False)
        layer._name, layer._id = "tiles", str(number)
        layer.add_to(shown)
        layers.append(layer.get_name())
    start = Start(f"[{', '.join(layers)}]")
    start._name, start._id = "start", "page"
    shown.add_child(start)
    return str(figure.render())


def _named(element: Any, name: str) -> Any:
    """Give an element a name that does not change from run to run; folium's own are random."""
    element._name, element._id = name, "dateline"
    element.get_name = lambda: name
    return element
