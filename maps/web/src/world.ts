// The embedded world: arcs shared by countries, unpacked and projected once.

import { projectX, projectY } from "./columns";

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
}

interface Index {
  readonly scale: number;
  readonly arcs: number;
  readonly countries: readonly { code: string; name: string; polygons: number[][][] }[];
}

/** Layout: length of the index (uint32), index as JSON, then the arcs as zigzag varints (see maps/web/build.mjs). */
export function readWorld(bytes: Uint8Array<ArrayBuffer>): World {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const index = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))) as Index;
  let at = 4 + length;
  const next = (): number => {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = bytes[at++] as number;
      value += (byte & 127) * factor;
      if (byte < 128) break;
      factor *= 128;
    }
    return value % 2 ? -(value + 1) / 2 : value / 2;
  };
  const arcs: Arc[] = [];
  for (let a = 0; a < index.arcs; a++) {
    const points = next();
    const x = new Float64Array(points);
    const y = new Float64Array(points);
    let lon = 0;
    let lat = 0;
    let [west, east, north, south] = [Infinity, -Infinity, Infinity, -Infinity];
    let turn = 0;
    for (let i = 0; i < points; i++) {
      const step = next();
      lon += step;
      lat += next();
      // The data is joined across the antimeridian: a step of more than half the world goes round the other way.
      if (i > 0 && Math.abs(step) > 180 * index.scale) turn -= Math.sign(step);
      const px = projectX(lon / index.scale) + turn;
      const py = projectY(lat / index.scale);
      x[i] = px;
      y[i] = py;
      west = Math.min(west, px);
      east = Math.max(east, px);
      north = Math.min(north, py);
      south = Math.max(south, py);
    }
    arcs.push({ x, y, west, east, north, south, owners: [] });
  }
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
  return { arcs, countries };
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
