// The embedded world: arcs shared by countries, unpacked and projected once.

import { projectX, projectY } from "./columns";

/** One run of a coast or border; points are Web Mercator, 0 … 1. */
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

export interface Country {
  readonly code: string;
  readonly name: string;
  /** Rings of arc indices; a negative index `~i` is arc i backwards. */
  readonly rings: readonly (readonly number[])[];
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
    for (let i = 0; i < points; i++) {
      lon += next();
      lat += next();
      const px = projectX(lon / index.scale);
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
    let best = { size: 0, x: 0, y: 0 };
    for (const polygon of polygons) {
      for (const ring of polygon) {
        for (const arc of ring) {
          const { owners } = arcs[arc < 0 ? ~arc : arc] as Arc;
          if (!owners.includes(code)) owners.push(code);
        }
      }
      const middle = ringMiddle(arcs, polygon[0] as number[]);
      if (middle.size > best.size) best = middle;
    }
    return { code, name, rings: polygons.flat(), ...best };
  });
  return { arcs, countries };
}

/** Centroid and size of a ring (shoelace). */
function ringMiddle(arcs: readonly Arc[], ring: readonly number[]): { size: number; x: number; y: number } {
  let doubled = 0;
  let sumX = 0;
  let sumY = 0;
  let lastX = Number.NaN;
  let lastY = Number.NaN;
  for (const index of ring) {
    const arc = arcs[index < 0 ? ~index : index] as Arc;
    const count = arc.x.length;
    for (let k = 0; k < count; k++) {
      const i = index < 0 ? count - 1 - k : k;
      const px = arc.x[i] as number;
      const py = arc.y[i] as number;
      if (!Number.isNaN(lastX)) {
        const cross = lastX * py - px * lastY;
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
