// What a small screen opens with: of events far apart, the greater part that lies closer together. Pure.

/** (x, y) in Web Mercator, 0 … 1; x may run on beyond 1. */
export type Spot = readonly [number, number];

/** From this zoom on a map shows a region; farther out a small screen shows little but the oceans around it. */
const REGION = 4;
const SHARE = 2 / 3; // of the events must stay in view
const GAIN = 1.5; // zooms that leaving out the rest must bring
/** Of more events no part is the map's own. */
export const PARTED_MOST = 400;

/** The zoom at which spots fill a screen, in pixels. */
export function zoomOf(spots: readonly Spot[], [width, height]: readonly [number, number]): number {
  const span = (axis: 0 | 1): number => {
    const along = spots.map((spot) => spot[axis]);
    return Math.max(1e-9, Math.max(...along) - Math.min(...along));
  };
  return Math.log2(Math.min(width / span(0), height / span(1)) / 256);
}

/** Indices of the spots to open with; null to open with all. */
export function closerPart(spots: readonly Spot[], screen: readonly [number, number]): readonly number[] | null {
  if (spots.length < 3 || spots.length > PARTED_MOST) return null;
  const least = Math.ceil(spots.length * SHARE);
  const zoom = (part: readonly number[]): number => zoomOf(part.map((at) => spots[at] as Spot), screen);
  let kept: readonly number[] = spots.map((_, at) => at);
  while (zoom(kept) < REGION) {
    const rest = split(kept, spots, least);
    if (!rest) break;
    kept = rest;
  }
  return kept.length < spots.length && zoom(kept) >= Math.min(REGION, zoom(spots.map((_, at) => at)) + GAIN) ? kept : null;
}

/** The larger side of the widest gap that leaves `least` of them; null without one. */
function split(part: readonly number[], spots: readonly Spot[], least: number): readonly number[] | null {
  let widest = 0;
  let larger: readonly number[] | null = null;
  for (const axis of [0, 1] as const) {
    const value = (at: number): number => (spots[at] as Spot)[axis];
    const order = [...part].sort((a, b) => value(a) - value(b));
    for (let k = 1; k < order.length; k++) {
      const gap = value(order[k] as number) - value(order[k - 1] as number);
      if (gap <= widest || Math.max(k, order.length - k) < least) continue;
      widest = gap;
      larger = k > order.length - k ? order.slice(0, k) : order.slice(k);
    }
  }
  return larger;
}
