// Where a country's name goes when its middle cannot be seen: into the part of it that can.

import type { Country, World } from "../case/world";
import type { Box } from "./labels";

const ROW = 14; // px between the lines along which a country is measured
const MARGIN = 8; // px between a name and the border

/** The world's pixels on a canvas: (left, top) of the canvas and the width of the world. */
export interface Plane {
  readonly left: number;
  readonly top: number;
  readonly world: number;
}

export type Span = readonly [number, number];

/** Stretches of each row that lie in a country; `seen` is in pixels of the canvas, as are the stretches. */
export function spansOf(world: World, country: Country, plane: Plane, shift: number, seen: Box): Span[][] {
  const [left, top, right, bottom] = seen;
  const rows = Math.max(0, Math.floor((bottom - top) / ROW));
  const crossings: number[][] = Array.from({ length: rows }, () => []);
  for (const ring of country.rings) {
    if (ring.polar || ring.south * plane.world - plane.top < top || ring.north * plane.world - plane.top > bottom) continue;
    if ((ring.east + shift) * plane.world - plane.left < left || (ring.west + shift) * plane.world - plane.left > right) continue;
    for (const { arc, shift: turn } of ring.pieces) {
      const line = world.arcs[arc];
      if (!line) continue;
      const offset = (shift + turn) * plane.world - plane.left;
      for (let i = 1; i < line.x.length; i++) {
        const [y0, y1] = [(line.y[i - 1] as number) * plane.world - plane.top, (line.y[i] as number) * plane.world - plane.top];
        const low = Math.max(0, Math.ceil((Math.min(y0, y1) - top) / ROW - 0.5));
        const high = Math.min(rows - 1, Math.ceil((Math.max(y0, y1) - top) / ROW - 0.5) - 1);
        for (let row = low; row <= high; row++) {
          const part = (top + (row + 0.5) * ROW - y0) / (y1 - y0);
          const [x0, x1] = [(line.x[i - 1] as number) * plane.world, (line.x[i] as number) * plane.world];
          crossings[row]?.push(x0 + (x1 - x0) * part + offset);
        }
      }
    }
  }
  return crossings.map((xs) => {
    xs.sort((a, b) => a - b);
    const spans: Span[] = [];
    for (let k = 0; k + 1 < xs.length; k += 2) {
      const [from, to] = [Math.max(left, xs[k] as number), Math.min(right, xs[k + 1] as number)];
      if (to > from) spans.push([from, to]);
    }
    return spans;
  });
}

/** Places for a name of this width wholly in what is seen of a country, the nearest to its middle first. */
export function countryPlaces(rows: readonly (readonly Span[])[], width: number, seen: Box): readonly (readonly [number, number])[] {
  let [area, sumX, sumY] = [0, 0, 0];
  rows.forEach((spans, row) => {
    for (const [from, to] of spans) {
      area += to - from;
      sumX += ((to - from) * (from + to)) / 2;
      sumY += (to - from) * (seen[1] + (row + 0.5) * ROW);
    }
  });
  if (area === 0) return [];
  const [middleX, middleY] = [sumX / area, sumY / area];
  const half = width / 2;
  const places: [x: number, y: number, far: number][] = [];
  for (let row = 1; row + 1 < rows.length; row++) {
    const y = seen[1] + (row + 0.5) * ROW;
    for (const [from, to] of common(rows[row - 1] ?? [], common(rows[row] ?? [], rows[row + 1] ?? []))) {
      const [first, last] = [from + half + MARGIN, to - half - MARGIN];
      if (first > last) continue;
      for (const wanted of [middleX, first + (last - first) / 4, (first + last) / 2, last - (last - first) / 4]) {
        const x = Math.max(first, Math.min(last, wanted));
        places.push([x, y, Math.hypot(x - middleX, 1.5 * (y - middleY))]);
      }
    }
  }
  return places.sort((a, b) => a[2] - b[2]).map(([x, y]) => [x, y]);
}

function common(one: readonly Span[], other: readonly Span[]): Span[] {
  return one.flatMap(([from, to]) =>
    other.map(([start, end]): Span => [Math.max(from, start), Math.min(to, end)]).filter(([start, end]) => end > start),
  );
}
