// The view that shows all of something, with what lies over the map left free where there is room for that.

import * as L from "leaflet";
import type { Box } from "./labels";

/** A box over the map this wide is worth going round: the legend, not a button. */
const WIDE = 200;

/** Leaflet's own computation of `fitBounds`, before it goes there. */
interface Inner {
  _getBoundsCenterZoom(bounds: L.LatLngBounds, options: L.FitBoundsOptions): { readonly center: L.LatLng; readonly zoom: number };
}

/** A column of buttons is at least this high. */
const COLUMN = 80;
const AIR = 16; // px between a mark's middle and what lies over the map

/**
 * How to fit `bounds` so that none of `points`, asked for when something lies over the map, comes to lie below a wide box or a column of buttons: with room left for
 * them where the map has it, else as it comes.
 */
export function fitOptions(
  map: L.Map, bounds: L.LatLngBounds, points: () => readonly L.LatLng[], boxes: readonly Box[], options: L.FitBoundsOptions,
): L.FitBoundsOptions {
  const size = map.getSize();
  const wide = boxes.filter(([left, top, right]) => right - left >= WIDE && top > size.y / 2);
  const columns = boxes.filter(([left, top, right, bottom]) => right - left < WIDE && bottom - top >= COLUMN && left > size.x / 2);
  const covered = (by: readonly Box[], tried: L.FitBoundsOptions): boolean => {
    if (by.length === 0) return false;
    const { center, zoom } = (map as unknown as Inner)._getBoundsCenterZoom(bounds, tried);
    const corner = map.project(center, zoom).subtract(size.divideBy(2));
    return points().some((at) => {
      const { x, y } = map.project(at, zoom).subtract(corner);
      return by.some(([left, top, right, bottom]) => x > left - AIR && x < right && y > top && y < bottom + AIR);
    });
  };
  const padded = (across: number, below: number, before: L.FitBoundsOptions): L.FitBoundsOptions => {
    const { x, y } = L.point(before.paddingBottomRight as L.PointTuple ?? [0, 0]);
    return { ...before, paddingBottomRight: [Math.max(x, across), Math.max(y, below)] };
  };
  let chosen = options;
  const room = size.y - Math.min(...wide.map(([, top]) => top));
  if (covered(wide, chosen) && room <= size.y / 2) chosen = padded(0, room + AIR, chosen);
  const aside = size.x - Math.min(...columns.map(([left]) => left));
  if (covered(columns, chosen) && aside <= size.x / 2) chosen = padded(aside + AIR, 0, chosen);
  return chosen;
}
