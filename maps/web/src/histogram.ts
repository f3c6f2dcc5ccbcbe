// Counts by bin of time, for lanes with more events than glyphs could show. Pure.

import type { Events } from "./page";

/** First sorted event that is not before `day`. */
export function firstNotBefore(events: Events, day: number): number {
  let low = 0;
  let high = events.head.sorted;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((events.day(middle) ?? Infinity) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Events of each layer per bin: `counts[layer][bin]`. An event counts where its chosen date begins, or ends when its
 * beginning is open. `edges` are the first days of the bins and the day after the last.
 */
export function countBins(
  events: Events, edges: readonly number[], passes: (index: number) => boolean,
): readonly Uint32Array[] {
  const bins = Math.max(0, edges.length - 1);
  const counts = events.head.layers.map(() => new Uint32Array(bins));
  // Sorted by day: a bin is a range of indices, so a million of them build no interval but at the edges.
  const starts = edges.map((edge) => firstNotBefore(events, edge));
  for (let bin = 0; bin < bins; bin++) {
    const end = starts[bin + 1] ?? 0;
    for (let i = starts[bin] ?? 0; i < end; i++) {
      const lane = counts[events.layer(i)];
      if (lane && passes(i)) lane[bin] = (lane[bin] ?? 0) + 1;
    }
  }
  for (let i = events.head.sorted; i < events.count; i++) {
    const lane = counts[events.layer(i)];
    if (!lane || !passes(i)) continue;
    const day = events.day(i);
    const bin = day === null ? -1 : binOf(edges, day);
    if (bin >= 0) lane[bin] = (lane[bin] ?? 0) + 1;
  }
  return counts;
}

/** The bin of a day, or -1 outside. */
export function binOf(edges: readonly number[], day: number): number {
  if (edges.length < 2 || !(day >= (edges[0] ?? 0)) || day >= (edges[edges.length - 1] ?? 0)) return -1;
  let low = 0;
  let high = edges.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((edges[middle] ?? 0) <= day) low = middle;
    else high = middle;
  }
  return low;
}
