// Counts by bin of time, for lanes with more events than glyphs could show. Pure.

import { chosenDay, type Columns } from "../case/columns";

const NO_BIN = 0xffff;

/** First sorted event that is not before `day`. */
export function firstNotBefore({ sorted, firstDay, start }: Columns, day: number): number {
  const at = Math.ceil(day) - firstDay;
  return at <= 0 ? 0 : at >= start.length ? sorted : (start[at] as number);
}

/** The bin of each event beside the sorted ones, for the edges asked for last: every filter counts by the same. */
let kept: { readonly columns: Columns; readonly key: string; readonly bins: Uint16Array } | null = null;

function binsBeside(columns: Columns, edges: readonly number[]): Uint16Array {
  const key = edges.join();
  if (kept?.columns === columns && kept.key === key) return kept.bins;
  const bins = new Uint16Array(columns.count - columns.sorted).fill(NO_BIN);
  for (let k = 0; k < bins.length; k++) {
    const day = chosenDay(columns, columns.sorted + k);
    const bin = day === null ? -1 : binOf(edges, day);
    if (bin >= 0) bins[k] = bin;
  }
  kept = { columns, key, bins };
  return bins;
}

/**
 * Events of each layer per bin: `counts[layer][bin]`. An event counts where its chosen date begins, or ends when its
 * beginning is open, when its byte in `seen` is not 0. `edges` are the first days of the bins and the day after the last.
 */
export function countBins(columns: Columns, layers: number, edges: readonly number[], seen: Uint8Array): readonly Uint32Array[] {
  const bins = Math.max(0, edges.length - 1);
  const { layer, sorted, count } = columns;
  const counts = new Uint32Array(layers * bins);
  // Sorted by day: a bin is a range of indices.
  const starts = edges.map((edge) => firstNotBefore(columns, edge));
  for (let bin = 0; bin < bins; bin++) {
    for (let i = starts[bin] as number, end = starts[bin + 1] as number; i < end; i++) {
      if (seen[i] !== 0) counts[(layer[i] as number) * bins + bin]! += 1;
    }
  }
  const beside = binsBeside(columns, edges);
  for (let i = sorted; i < count; i++) {
    const bin = beside[i - sorted] as number;
    if (seen[i] !== 0 && bin !== NO_BIN) counts[(layer[i] as number) * bins + bin]! += 1;
  }
  return Array.from({ length: layers }, (_, at) => counts.subarray(at * bins, (at + 1) * bins));
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
