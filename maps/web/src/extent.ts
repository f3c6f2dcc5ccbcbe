// The part of the earth that events take up, in degrees. Pure.

import { type Columns, NONE } from "./columns";
import type { Area } from "./context";

export interface Extent {
  readonly west: number;
  readonly south: number;
  /** May pass 180°. */
  readonly east: number;
  readonly north: number;
}

/** Latitude of a place in Web Mercator, 0 … 1 from north to south. */
export function latitude(y: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
}

/** West and east of the narrowest span that holds all longitudes; east may pass 180°. */
export function narrowest(lons: readonly number[]): [number, number] {
  // First and last longitude of each degree: the widest gap that matters lies between two of them.
  const [firsts, lasts] = [new Float64Array(361).fill(Infinity), new Float64Array(361).fill(-Infinity)];
  for (const lon of lons) {
    // A movement across 180° runs on beyond it.
    const within = Math.abs(lon) > 180 ? lon - 360 * Math.sign(lon) : lon;
    const at = Math.floor(within + 180);
    if (within < (firsts[at] as number)) firsts[at] = within;
    if (within > (lasts[at] as number)) lasts[at] = within;
  }
  const used = [...firsts.keys()].filter((at) => (firsts[at] as number) < Infinity);
  const [first, last] = [firsts[used[0] as number] as number, lasts[used[used.length - 1] as number] as number];
  let [west, east, widest] = [first, last, first + 360 - last];
  for (let k = 1; k < used.length; k++) {
    const [before, after] = [lasts[used[k - 1] as number] as number, firsts[used[k] as number] as number];
    if (after - before > widest) [west, east, widest] = [after, before + 360, after - before];
  }
  return [west, east];
}

/** The extent of these events with their areas; null when none of them has a place. */
export function extentOf(
  columns: Pick<Columns, "lon" | "lat" | "area">, areas: readonly Area[], indices: Uint32Array | readonly number[],
): Extent | null {
  const lons: number[] = [];
  let [south, north] = [90, -90];
  for (const i of indices) {
    if (columns.lon[i] === NONE) continue;
    const lat = (columns.lat[i] as number) / 1e5;
    lons.push((columns.lon[i] as number) / 1e5);
    if (lat < south) south = lat;
    if (lat > north) north = lat;
    const area = areas[columns.area[i] as number];
    if (!area) continue;
    lons.push((area.west - 0.5) * 360, (area.east - 0.5) * 360);
    south = Math.min(south, latitude(area.south));
    north = Math.max(north, latitude(area.north));
  }
  if (lons.length === 0) return null;
  const [west, east] = narrowest(lons);
  return { west, south, east, north };
}

/** Points of these events, and both ends of movements, as (lon, lat) in the world that begins at `west`; some thousand at most. */
export function pointsOf(
  columns: Pick<Columns, "lon" | "lat" | "area">, areas: readonly Area[], indices: Uint32Array | readonly number[], west: number, most = 2000,
): readonly (readonly [number, number])[] {
  const points: (readonly [number, number])[] = [];
  const add = (lon: number, lat: number): void => void points.push([lon < west ? lon + 360 : lon, lat]);
  for (const i of indices) {
    if (columns.lon[i] === NONE) continue;
    if (points.length >= most) break;
    const area = areas[columns.area[i] as number];
    const line = area?.kind === "movement" ? area.rings[0] : undefined;
    if (!line) add((columns.lon[i] as number) / 1e5, (columns.lat[i] as number) / 1e5);
    else for (const k of [0, line.length - 2]) add(((line[k] as number) - 0.5) * 360, latitude(line[k + 1] as number));
  }
  return points;
}
