// What the build clipped for this case: areas and movements, finer coast, names of towns around.

import { projectX, projectY } from "./columns";

/** A window of finer land, clipped at build; rings and lines are Web Mercator, 0 … 1, as x, y, x, y, … */
export interface FineWindow {
  readonly west: number;
  readonly east: number;
  readonly north: number;
  readonly south: number;
  readonly rings: readonly Float64Array[];
  readonly coast: readonly Float64Array[];
}

export interface Area {
  readonly kind: "area" | "movement";
  /** Whether the outline is exact; an approximate one says so. */
  readonly exact: boolean;
  /** Rings (or the two ends of a movement), Web Mercator, 0 … 1, as x, y, x, y, … */
  readonly rings: readonly Float64Array[];
  readonly west: number;
  readonly east: number;
  readonly north: number;
  readonly south: number;
}

export interface Town {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly population: number;
  readonly capital: boolean;
}

export interface Context {
  readonly areas: readonly Area[];
  readonly fine: readonly FineWindow[];
  readonly towns: readonly Town[];
}

/** As the block stands in the file; lines are steps of degrees × 1e4, longitude and latitude in turn. */
export interface PackedContext {
  readonly areas: readonly { kind: "area" | "movement"; exact: boolean; rings: readonly (readonly number[])[] }[];
  readonly fine: readonly {
    bbox: readonly [number, number, number, number];
    rings: readonly (readonly number[])[];
    coast: readonly (readonly number[])[];
  }[];
  readonly towns: readonly (readonly [string, number, number, number, 0 | 1])[];
}

export function unpackContext(packed: PackedContext): Context {
  return {
    areas: packed.areas.map(({ kind, exact, rings }) => {
      const lines = rings.map(unpackLine);
      return { kind, exact, rings: lines, ...boxOf(lines) };
    }),
    fine: packed.fine.map(({ bbox, rings, coast }) => ({
      west: projectX(bbox[0]),
      south: projectY(bbox[1]),
      east: projectX(bbox[2]),
      north: projectY(bbox[3]),
      rings: rings.map(unpackLine),
      coast: coast.map(unpackLine),
    })),
    towns: packed.towns.map(([name, lon, lat, population, capital]) => ({
      name, x: projectX(lon), y: projectY(lat), population, capital: capital === 1,
    })),
  };
}

function unpackLine(steps: readonly number[]): Float64Array {
  const line = new Float64Array(steps.length);
  let lon = 0;
  let lat = 0;
  for (let i = 0; i < steps.length; i += 2) {
    lon += steps[i] as number;
    lat += steps[i + 1] as number;
    line[i] = projectX(lon / 1e4);
    line[i + 1] = projectY(lat / 1e4);
  }
  return line;
}

function boxOf(lines: readonly Float64Array[]): { west: number; east: number; north: number; south: number } {
  let [west, east, north, south] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const line of lines) {
    for (let i = 0; i < line.length; i += 2) {
      west = Math.min(west, line[i] as number);
      east = Math.max(east, line[i] as number);
      north = Math.min(north, line[i + 1] as number);
      south = Math.max(south, line[i + 1] as number);
    }
  }
  return { west, east, north, south };
}
