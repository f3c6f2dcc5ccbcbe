// The view that shows all of something, with what lies over the map left free where there is room for that.

import * as L from "leaflet";
import type { Box } from "./labels";

/** A box over the map this wide is worth going round: the legend, not a button. */
const WIDE = 200;

/** Leaflet's own computation of `fitBounds`, before it goes there. */
interface Inner {
  _getBoundsCenterZoom(bounds: L.LatLngBounds, options: L.FitBoundsOptions): { readonly center: L.LatLng; readonly zoom: number };
}

/**
 * How to fit `bounds` so that none of `points` comes to lie below a wide box: with room left for the box where the map
 * has it, else as it comes.
 */
export function fitOptions(
  map: L.Map, bounds: L.LatLngBounds, points: readonly L.LatLng[], boxes: readonly Box[], options: L.FitBoundsOptions,
): L.FitBoundsOptions {
  const size = map.getSize();
  const wide = boxes.filter(([left, top, right]) => right - left >= WIDE && top > size.y / 2);
  if (wide.length === 0) return options;
  const { center, zoom } = (map as unknown as Inner)._getBoundsCenterZoom(bounds, options);
  const corner = map.project(center, zoom).subtract(size.divideBy(2));
  const covers = points.some((at) => {
    const { x, y } = map.project(at, zoom).subtract(corner);
    return wide.some(([left, top, right, bottom]) => x > left && x < right && y > top && y < bottom);
  });
  if (!covers) return options;
  const room = size.y - Math.min(...wide.map(([, top]) => top));
  const { x: across, y: below } = L.point(options.paddingBottomRight as L.PointTuple ?? [0, 0]);
  return room > size.y / 2 ? options : { ...options, paddingBottomRight: [across, Math.max(below, room + 16)] };
}
