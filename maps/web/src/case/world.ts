// The embedded world: arcs shared by countries, unpacked and projected once.

import { joinPlanes } from "./unpack";

/** One run of a coast or border; points are Web Mercator, 0 … 1, or beyond where it crosses the antimeridian. */
export interface Arc {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly west: number;
  readonly east: number;
  readonly north: number;
  readonly south: number;
  /** Codes of the countries on its sides: one for a coast, two for a border. */
  readonly owners: string[];
}

/** A piece of a ring: an arc, backwards or not, moved by whole worlds so that it joins the piece before. */
export interface Piece {
  readonly arc: number;
  readonly backwards: boolean;
  readonly shift: number;
}

export interface Ring {
  readonly pieces: readonly Piece[];
  readonly west: number;
  readonly east: number;
  readonly north: number;
  readonly south: number;
  /** Whether it goes round a pole, so that filling must close it along the edge of the map. */
  readonly polar: boolean;
}

export interface Country {
  readonly code: string;
  readonly name: string;
  readonly rings: readonly Ring[];
  /** Middle of its largest part, and that part's size in square units of the world. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

export interface World {
  readonly arcs: readonly Arc[];
  readonly countries: readonly Country[];
  /** The outlines of all land, without the borders within it. */
  readonly land: readonly Ring[];
}

interface Index {
  /** Units across the world. */
  readonly grid: number;
  /** Points of each arc. */
  readonly lengths: readonly number[];
  readonly countries: readonly { code: string; name: string; polygons: number[][][] }[];
  /** As the polygons of a country. */
  readonly land: number[][][];
}

/** Layout: length of the index (uint32), index as JSON, steps of x and y as byte planes (see maps/web/build.mjs). */
export function readWorld(bytes: Uint8Array<ArrayBuffer>): World {
  const start = 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const index = JSON.parse(new TextDecoder().decode(bytes.subarray(4, start))) as Index;
  const points = index.lengths.reduce((sum, length) => sum + length, 0);
  const xs = joinPlanes(bytes, start, points);
  const ys = joinPlanes(bytes, start + 4 * points, points);
  let at = 0;
  const arcs = index.lengths.map((length): Arc => {
    const x = new Float64Array(length);
    const y = new Float64Array(length);
    let px = 0;
    let py = 0;
    let [west, east, north, south] = [Infinity, -Infinity, Infinity, -Infinity];
    for (let i = 0; i < length; i++, at++) {
      px += xs[at] as number;
      py += ys[at] as number;
      x[i] = px / index.grid;
      y[i] = py / index.grid;
      if (px < west) west = px;
      if (px > east) east = px;
      if (py < north) north = py;
      if (py > south) south = py;
    }
    const { grid } = index;
    return { x, y, west: west / grid, east: east / grid, north: north / grid, south: south / grid, owners: [] };
  });
  const countries = index.countries.map(({ code, name, polygons }): Country => {
    const rings: Ring[] = [];
    let [largest, extent] = [-1, 0];
    for (const polygon of polygons) {
      polygon.forEach((indices, k) => {
        for (const arc of indices) {
          const { owners } = arcs[arc < 0 ? ~arc : arc] as Arc;
          if (!owners.includes(code)) owners.push(code);
        }
        const ring = joinRing(arcs, indices);
        rings.push(ring);
        // A ring round a pole has no middle on this map.
        const size = k > 0 || ring.polar ? 0 : (ring.east - ring.west) * (ring.south - ring.north);
        if (size > extent) [largest, extent] = [rings.length - 1, size];
      });
    }
    const middle = largest < 0 ? { size: 0, x: Number.NaN, y: Number.NaN } : ringMiddle(arcs, rings[largest] as Ring);
    return { code, name, rings, ...middle };
  });
  const land = index.land.flatMap((polygon) => polygon.map((indices) => joinRing(arcs, indices)));
  return { arcs, countries, land };
}

function joinRing(arcs: readonly Arc[], indices: readonly number[]): Ring {
  const pieces: Piece[] = [];
  let first = Number.NaN;
  let last = Number.NaN;
  let [west, east, north, south] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const index of indices) {
    const backwards = index < 0;
    const number = backwards ? ~index : index;
    const arc = arcs[number] as Arc;
    const { x } = arc;
    const [from, to] = backwards ? [x[x.length - 1] as number, x[0] as number] : [x[0] as number, x[x.length - 1] as number];
    const shift = Number.isNaN(last) ? 0 : Math.round(last - from);
    if (Number.isNaN(first)) first = from;
    pieces.push({ arc: number, backwards, shift });
    last = to + shift;
    west = Math.min(west, arc.west + shift);
    east = Math.max(east, arc.east + shift);
    north = Math.min(north, arc.north);
    south = Math.max(south, arc.south);
  }
  const polar = Math.abs(last - first) > 0.5;
  return { pieces, polar, west, east, north, south: polar ? 2 : south };
}

/** Centroid and size of a ring (shoelace). */
function ringMiddle(arcs: readonly Arc[], ring: Ring): { size: number; x: number; y: number } {
  let doubled = 0;
  let sumX = 0;
  let sumY = 0;
  let lastX = Number.NaN;
  let lastY = Number.NaN;
  for (const { arc, backwards, shift } of ring.pieces) {
    const { x, y } = arcs[arc] as Arc;
    for (let k = 0; k < x.length; k++) {
      const i = backwards ? x.length - 1 - k : k;
      const px = (x[i] as number) + shift;
      const py = y[i] as number;
      const cross = lastX * py - px * lastY;
      if (!Number.isNaN(cross)) {
        doubled += cross;
        sumX += (lastX + px) * cross;
        sumY += (lastY + py) * cross;
      }
      lastX = px;
      lastY = py;
    }
  }
  if (doubled === 0) return { size: 0, x: lastX, y: lastY };
  return { size: Math.abs(doubled / 2), x: sumX / (3 * doubled), y: sumY / (3 * doubled) };
}
