"""A case as a folium map for notebooks: folium draws an empty map, and the layers enter after the render."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import folium
from branca.element import Figure

from layers.case import Case, read_case
from layers.frame import build_frame
from layers.places import Placements, place_events
from maps.credits import BASE_MAP, ENDORSEMENT, LEAFLET, build_credits

_COLORS = {
    "blue": "#0072b2", "vermilion": "#cc5200", "green": "#008060", "purple": "#b0558a",
    "orange": "#a86a00", "sky": "#2b86c0", "black": "#2f343a",
}  # fmt: skip

# Text stays text: popups and names of layers are made by createTextNode and textContent, never as HTML.
_SCRIPT = """
(() => {
  const name = document.currentScript.dataset.map;
  const { layers, credit } = JSON.parse(document.getElementById("dateline-layers").textContent);
  const line = (tag, text) => {
    const element = document.createElement(tag);
    element.dir = "auto";
    element.textContent = text;
    return element;
  };
  const tell = ({ title, when, place, status, claims }) => {
    const box = document.createElement("div");
    box.append(line("b", title));
    for (const text of [when, place, status]) if (text) box.append(line("div", text));
    const list = document.createElement("ul");
    for (const { publisher, text, url } of claims) {
      const entry = line("li", `${publisher}: ${text} `);
      let address = null;
      try { address = new URL(url); } catch { /* no link then */ }
      if (address && /^https?:$/.test(address.protocol)) {
        const link = line("a", "Report");
        link.href = address.href;
        link.target = "_blank";
        link.rel = "noopener noreferrer";
        entry.append(link);
      }
      list.append(entry);
    }
    box.append(list);
    return box;
  };
  // Marks at one point hide each other: its popup tells of all.
  const places = new Map();
  const placeOf = ({ geometry }) => JSON.stringify(geometry);
  for (const feature of layers.flatMap(({ features }) => features)) {
    places.set(placeOf(feature), [...(places.get(placeOf(feature)) ?? []), feature.properties]);
  }
  const popup = (feature) => {
    const box = document.createElement("div");
    box.append(...(places.get(placeOf(feature)) ?? []).map(tell));
    return box;
  };
  // Leaflet takes names as HTML, so a text is handed over as the HTML that shows it.
  const asHtml = (text) => {
    const words = document.createElement("span");
    words.textContent = text;
    return words.innerHTML;
  };
  const shown = {};
  const all = L.featureGroup();
  layers.forEach(({ title, color, features }, number) => {
    const group = L.geoJSON({ type: "FeatureCollection", features }, {
      style: ({ properties }) => ({ color, weight: 2, dashArray: properties.expected ? "5 4" : null }),
      pointToLayer: ({ properties }, at) => L.circleMarker(at, {
        radius: 7, color, weight: 2, fillColor: color, fillOpacity: properties.expected ? 0 : 0.7,
        dashArray: properties.expected ? "4 2" : null,
      }),
      onEachFeature: (feature, layer) => layer.bindPopup(() => popup(feature), { maxWidth: 320, maxHeight: 320 }),
    });
    all.addLayer(group);
    shown[number] = { group, title };
  });
  const map = window[name];
  const control = L.control.layers(null, null, { collapsed: false });
  for (const { group, title } of Object.values(shown)) {
    group.addTo(map);
    control.addOverlay(group, asHtml(title));
  }
  control.addTo(map);
  map.attributionControl?.addAttribution(asHtml(credit));
  const bounds = all.getBounds();
  if (bounds.isValid()) map.fitBounds(bounds, { maxZoom: 8, padding: [30, 30] });
})();
"""


class CaseMap(folium.Map):
    """A folium map of a case; it takes folium children, and shows in a notebook by `_repr_html_`."""

    def __init__(self, layers: str, *, tiles: str | None) -> None:
        super().__init__(location=[20, 20], zoom_start=2, tiles=tiles)
        _CaseFigure(layers, self.get_name()).add_child(self)


class _CaseFigure(Figure):
    """The page round the map: the layers take the place of a mark after folium has rendered it."""

    def __init__(self, layers: str, map_name: str) -> None:
        super().__init__(height="500px")
        self._layers, self._map_name = layers, map_name

    def render(self, **kwargs: Any) -> str:
        page = super().render(**kwargs)
        before, end, after = page.rpartition("</html>")
        if not end:
            before, after = page, ""
        # "<" never stands in the block, so no text in it can end it.
        block = f'<script type="application/json" id="dateline-layers">{self._layers}</script>'
        start = f'<script data-map="{self._map_name}">{_SCRIPT}</script>'
        return f"{before}{block}{start}{end}{after}"


def draw_map(case: Case | Path | str, *, tiles: str | None = "OpenStreetMap") -> CaseMap:
    """
    Draw a case as a folium map, to look at in a notebook and to add to.

    For readers there is `maps.page.draw_page`. This view makes fewer promises:
    folium loads Leaflet and its styles, and the background, from other
    computers, so it needs a network, tells those computers that it is looked
    at, and can carry no policy against it. What holds here too: no text of the
    case passes through a template, nor is it ever read as HTML, and notes stay
    out.

    Parameters
    ----------
    case
        A case as read, or its folder.
    tiles
        Background by its name in folium; None for none.

    Returns
    -------
    view
        A `folium.Map` with one group of marks a layer. Retracted events and
        those that are not on the map are left out.

    Raises
    ------
    ValueError
        If the case has faults; the first one is named.
    """
    whole = case if isinstance(case, Case) else read_case(Path(case))
    if whole.broken:
        raise ValueError(f"the case has faults ({len(whole.broken)}); the first: {whole.broken[0].text}")
    placements = place_events(whole)
    data = {"layers": _build_layers(whole, placements), "credit": _build_credit(whole, placements)}
    layers = json.dumps(data, ensure_ascii=False)
    return CaseMap(layers.replace("<", "\\u003c").replace("&", "\\u0026"), tiles=tiles)


def _build_credit(case: Case, placements: Placements) -> str:
    """Say as of when, what dashes mean, and whose places these are; folium says whose background and program."""
    undrawn = {BASE_MAP, LEAFLET, ENDORSEMENT}
    parts = [
        f"As of {case.as_of.words}" if case.as_of else "",
        "dashed: expected" if any(event.occurrence == "expected" for event in case.events) else "",
        *(sentence.removesuffix(".") for sentence in build_credits(case, placements) if sentence not in undrawn),
        *case.credits,
    ]
    return " · ".join(part for part in parts if part)


def _build_layers(case: Case, placements: Placements) -> list[Mapping[str, object]]:
    from shapely.geometry import mapping

    frame = build_frame(case, placements)
    events = {event.id: event for event in case.events}
    features: dict[str, list[Mapping[str, object]]] = {layer.name: [] for layer in case.layers}
    for name, shape in zip(frame["id"], frame.geometry, strict=True):
        event = events[name]
        if shape is None or event.status == "retracted":
            continue
        when = event.date.words if event.date else "date unknown"
        moved = f"From {event.origin} to {event.destination} · connects places; route unknown" if event.origin else ""
        properties = {
            "title": event.title,
            "when": f"expected, {when}" if event.occurrence == "expected" else when,
            "place": moved or event.place,
            "status": event.status.capitalize(),
            "expected": event.occurrence == "expected",
            "claims": [
                {
                    "publisher": case.sources[claim.source].publisher,
                    "text": claim.text or f"“{claim.quote}”",
                    "url": case.sources[claim.source].url,
                }
                for claim in event.claims
                if claim.source in case.sources
            ],
        }
        features[event.layer].append({"type": "Feature", "geometry": mapping(shape), "properties": properties})
    return [
        {"title": layer.title, "color": _COLORS.get(layer.color, "#2f343a"), "features": features[layer.name]}
        for layer in case.layers
    ]
