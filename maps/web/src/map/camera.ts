// Where the map looks: all events, the part to open with, one event beside its card.

import * as L from "leaflet";
import { NONE } from "../case/columns";
import type { Loaded } from "../case/load";
import type { Shown } from "../case/page";
import { extentOf, latitude, pointsOf } from "./extent";
import { fitOptions } from "./fit";
import type { Box } from "./labels";
import { closerPart, PARTED_MOST, type Spot } from "./opening";
import { zoomToSplit } from "./spots";

const NEAR = 6; // a town and what lies around it
const CLOSEST = 10; // a place known to a kilometre or two says nothing more beyond
const CARD_ROOM = 430;
const AREA_ROOM = 260; // for an area beside its card
const LEGEND_ROOM = 150;
const NARROW = 640;
const MARGIN = 28; // round what is fitted into a narrow map; twice that in a wide one
const SHARE_PX = 80; // round the places of a bubble that opens up

/** Which part of the map's container is not covered, in pixels from each side. */
export interface Free {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What the layout leaves of the map. */
export interface Room {
  readonly free: () => Free;
  /** Boxes over the map, in pixels of its container. */
  readonly covered: () => readonly Box[];
}

export class Camera {
  readonly #map: L.Map;
  readonly #loaded: Loaded;
  readonly #shown: () => Shown;
  readonly #room: Room;

  constructor(map: L.Map, loaded: Loaded, shown: () => Shown, room: Room) {
    this.#map = map;
    this.#loaded = loaded;
    this.#shown = shown;
    this.#room = room;
  }

  /** All events that pass, in view, with what covers the map left free. */
  fitAll(animate = true): void {
    this.#fit(this.#shown().indices, animate);
  }

  /** The view to open with: all events, but on a small screen those that lie together when the rest is far away. */
  fitOpening(): void {
    const { columns } = this.#loaded;
    const size = this.#map.getSize();
    if (size.x >= NARROW || this.#shown().indices.length > 10 * PARTED_MOST) return this.fitAll(false);
    const placed = [...this.#shown().indices].filter((i) => columns.lon[i] !== NONE);
    const west = (this.boundsOf(placed)?.getWest() ?? 0) / 360 + 0.5;
    const spots = placed.map((i): Spot => [(columns.x[i] as number) + ((columns.x[i] as number) < west - 1e-6 ? 1 : 0), columns.y[i] as number]);
    const part = closerPart(spots, [size.x - 2 * MARGIN, size.y - 2 * MARGIN]);
    this.#fit(part ? part.map((at) => placed[at] as number) : this.#shown().indices, false);
  }

  #fit(indices: Uint32Array | readonly number[], animate: boolean): void {
    const bounds = this.boundsOf(indices);
    if (!bounds) {
      this.#map.setView([20, 20], 2, { animate });
      return;
    }
    const margin = this.#map.getSize().x < NARROW ? MARGIN : 2 * MARGIN;
    let points: readonly L.LatLng[] | null = null;
    const pointsIn = (): readonly L.LatLng[] =>
      (points ??= pointsOf(this.#loaded.columns, this.#loaded.context.areas, indices, bounds.getWest()).map(([lon, lat]) => L.latLng(lat, lon)));
    this.#map.fitBounds(bounds, fitOptions(this.#map, bounds, pointsIn, this.#room.covered(), { ...this.#padding(margin), maxZoom: 7, animate }));
  }

  boundsOf(indices: Uint32Array | readonly number[]): L.LatLngBounds | null {
    const extent = extentOf(this.#loaded.columns, this.#loaded.context.areas, indices);
    return extent && L.latLngBounds([extent.south, extent.west], [extent.north, extent.east]);
  }

  /** Bring an event's mark into the free part, close enough that it stands by itself. */
  reveal(event: number): void {
    const { columns, context } = this.#loaded;
    if (columns.lon[event] === NONE) return;
    const area = context.areas[columns.area[event] as number];
    const map = this.#map;
    if (area) {
      const bounds = L.latLngBounds(
        [latitude(area.south), (area.west - 0.5) * 360],
        [latitude(area.north), (area.east - 0.5) * 360],
      );
      // Beside it there must be room for its card, or below it for the sheet.
      const free = this.#room.free();
      const size = map.getSize();
      const card = size.x > CARD_ROOM + AREA_ROOM ? CARD_ROOM : 0;
      const below = card > 0 ? LEGEND_ROOM : 0;
      const room = L.point(120 + card, 100 + below + free.bottom);
      const zoom = Math.min(8, map.getBoundsZoom(bounds, false, room));
      const middle = map.project(bounds.getCenter(), zoom).add([card / 2, below / 2]);
      this.#centre(map.unproject(middle, zoom), zoom);
      return;
    }
    const split = zoomToSplit(columns, this.#shown().indices, event, Math.max(NEAR, Math.floor(map.getZoom())), CLOSEST);
    const zoom = Math.max(map.getZoom(), split);
    const lonLat = this.near((columns.lon[event] as number) / 1e5);
    this.#centre(L.latLng((columns.lat[event] as number) / 1e5, lonLat), zoom);
  }

  /** The copy of a longitude nearest to the view. */
  near(lon: number): number {
    return lon + Math.round((this.#map.getCenter().lng - lon) / 360) * 360;
  }

  #centre(at: L.LatLng, zoom: number): void {
    const map = this.#map;
    const free = this.#room.free();
    const size = map.getSize();
    const aim = L.point((free.left + size.x - free.right) / 2, (free.top + size.y - free.bottom) / 2);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const inside = (): boolean => {
      const point = map.latLngToContainerPoint(at);
      const margin = 40;
      return (
        point.x > free.left + margin && point.x < size.x - free.right - margin &&
        point.y > free.top + margin && point.y < size.y - free.bottom - margin
      );
    };
    if (zoom === map.getZoom() && inside()) return;
    const target = map.project(at, zoom).add(size.divideBy(2)).subtract(aim);
    map.setView(map.unproject(target, zoom), zoom, calm ? { animate: false } : { animate: true, duration: 0.25 });
  }

  #padding(margin: number): L.FitBoundsOptions {
    const free = this.#room.free();
    return {
      paddingTopLeft: [free.left + margin, free.top + margin],
      paddingBottomRight: [free.right + margin, free.bottom + margin],
    };
  }

  /** Open up a bubble: go where its events part, or nearer by two steps when that is no nearer. */
  openUp(events: readonly number[] | null, at: L.LatLng): void {
    const bounds = events && this.boundsOf(events);
    if (bounds && this.#map.getBoundsZoom(bounds) > this.#map.getZoom()) {
      this.#map.fitBounds(bounds, { ...this.#padding(SHARE_PX), maxZoom: CLOSEST });
    } else this.#map.setView(at, this.#map.getZoom() + 2);
  }
}
