// The parts of Leaflet that the page uses; build.mjs puts them in place of the whole.
// The page draws its own marks, cards and controls: popups, tooltips, vectors and icons of Leaflet stay out.

import * as DomUtil from "leaflet/src/dom/DomUtil.js";
import { LatLng, toLatLng as latLng } from "leaflet/src/geo/LatLng.js";
import { LatLngBounds, toLatLngBounds as latLngBounds } from "leaflet/src/geo/LatLngBounds.js";
import { Point, toPoint as point } from "leaflet/src/geometry/Point.js";
import { TileLayer, tileLayer } from "leaflet/src/layer/tile/TileLayer.js";
import { createMap as map, Map } from "leaflet/src/map/Map.js";
// Each of these gives the map one way to be moved.
import "leaflet/src/map/handler/Map.BoxZoom.js";
import "leaflet/src/map/handler/Map.DoubleClickZoom.js";
import "leaflet/src/map/handler/Map.Drag.js";
import "leaflet/src/map/handler/Map.ScrollWheelZoom.js";
import "leaflet/src/map/handler/Map.TapHold.js";
import "leaflet/src/map/handler/Map.TouchZoom.js";

export { DomUtil, LatLng, LatLngBounds, latLng, latLngBounds, Map, map, Point, point, TileLayer, tileLayer };
