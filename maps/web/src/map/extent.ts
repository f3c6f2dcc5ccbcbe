// The part of the earth that events take up, in degrees. Pure.

import { type Columns, NONE } from "../case/columns";
import type { Area } from "../case/context";

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

/** Collects longitudes, and finds the narrowest span that holds all of them. */
class Longitudes {
  // First and last longitude of each degree: the widest gap that matters lies between two of them.
  readonly #firsts = new Float64Array(361).fill(Infinity);
  readonly #lasts = new Float64Array(361).fill(-Infinity);

  add(lon: number): void {
    // A movement across 180° runs on beyond it.
    const within = Math.abs(lon) > 180 ? lon - 360 * Math.sign(lon) : lon;
    const at = Math.floor(within + 180);
    if (within < (this.#firsts[at] as number)) this.#firsts[at] = within;
    if (within > (this.#lasts[at] as number)) this.#lasts[at] = within;
  }

  /** West and east, which may pass 180°; null without any. */
  span(): [number, number] | null {
    const [firsts, lasts] = [this.#firsts, this.#lasts];
    const used = [...firsts.keys()].filter((at) => (firsts[at] as number) < Infinity);
    if (used.length === 0) return null;
    const [first, last] = [firsts[used[0] as number] as number, lasts[used[used.length - 1] as number] as number];
    let [west, east, widest] = [first, last, first + 360 - last];
    for (let k = 1; k < used.length; k++) {
      const [before, after] = [lasts[used[k - 1] as number] as number, firsts[used[k] as number] as number];
      if (after - before > widest) [west, east, widest] = [after, before + 360, after - before];
    }
    return [west, east];
  }
}

/** West and east of the narrowest span that holds all longitudes; east may pass 180°. Null without any. */
export function narrowest(lons: readonly number[]): [number, number] | null {
  const collected = new Longitudes();
  for (const lon of lons) collected.add(lon);
  return collected.span();
}

/** The extent of these events with their areas; null when none of them has a place. */
export function extentOf(
  columns: Pick<Columns, "lon" | "lat" | "area">, areas: readonly Area[], indices: Uint32Array | readonly number[],
): Extent | null {
  const lons = new Longitudes();
  let [low, high] = [90e5, -90e5];
  let [south, north] = [90, -90];
  for (let k = 0; k < indices.length; k++) {
    const i = indices[k] as number;
    const lon = columns.lon[i] as number;
    if (lon === NONE) continue;
    const lat = columns.lat[i] as number;
    lons.add(lon / 1e5);
    if (lat < low) low = lat;
    if (lat > high) high = lat;
    const area = areas[columns.area[i] as number];
    if (!area) continue;
    lons.add((area.west - 0.5) * 360);
    lons.add((area.east - 0.5) * 360);
    south = Math.min(south, latitude(area.south));
    north = Math.max(north, latitude(area.north));
  }
  const span = lons.span();
  return span && { west: span[0], south: Math.min(south, low / 1e5), east: span[1], north: Math.max(north, high / 1e5) };
}

/** Points of these events, and both ends of movements, as (lon, lat) in the world that begins at `west`; of very many every tenth or so. */
export function pointsOf(
  columns: Pick<Columns, "lon" | "lat" | "area">, areas: readonly Area[], indices: Uint32Array | readonly number[], west: number, most = 500,
): readonly (readonly [number, number])[] {
  const points: (readonly [number, number])[] = [];
  const add = (lon: number, lat: number): void => void points.push([lon < west ? lon + 360 : lon, lat]);
  const step = Math.max(1, Math.ceil(indices.length / most));
  for (let at = 0; at < indices.length; at += step) {
    const i = indices[at] as number;
    if (columns.lon[i] === NONE) continue;
    const area = areas[columns.area[i] as number];
    const line = area?.kind === "movement" ? area.rings[0] : undefined;
    if (!line) add((columns.lon[i] as number) / 1e5, (columns.lat[i] as number) / 1e5);
    else for (const k of [0, line.length - 2]) add(((line[k] as number) - 0.5) * 360, latitude(line[k + 1] as number));
  }
  return points;
}
