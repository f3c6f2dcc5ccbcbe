// Which events pass the reader's filters: one pass over the columns.

import { hasConflict, NONE, type Columns } from "./columns";
import { OCCURRENCES } from "./model";
import type { State } from "./state";

export interface Passing {
  /** One byte an event: 1 when it passes. */
  readonly mask: Uint8Array;
  /** Passing events in chronological order, undated last. */
  readonly indices: Uint32Array;
  /** How many of them have a place. */
  readonly placed: number;
}

/**
 * An event passes a range when one of its claimed dates possibly lies in it: `earliest <= to` and `latest >= from`.
 * Undated events pass every range: nothing says that they lie outside.
 */
export function filterEvents(columns: Columns, state: State): Passing {
  const { count, layer, occurrence } = columns;
  const mask = new Uint8Array(count);
  const from = state.from ?? -Infinity;
  const to = state.to ?? Infinity;
  markRange(columns, mask, from, to);
  if (state.layersOff.size > 0 || state.occurrencesOff.size > 0 || state.conflictsOnly) {
    const layerOff = new Uint8Array(256);
    for (const index of state.layersOff) layerOff[index] = 1;
    const occurrenceOff = OCCURRENCES.map((name) => state.occurrencesOff.has(name));
    for (let i = 0; i < count; i++) {
      if (!mask[i]) continue;
      if (layerOff[layer[i] as number] || occurrenceOff[occurrence[i] as number]) mask[i] = 0;
      else if (state.conflictsOnly && !hasConflict(columns, i)) mask[i] = 0;
    }
  }
  const indices = new Uint32Array(count);
  let passed = 0;
  let placed = 0;
  for (let k = 0; k < count; k++) {
    const i = columns.order[k] as number;
    if (!mask[i]) continue;
    indices[passed++] = i;
    if (columns.lon[i] !== NONE) placed += 1;
  }
  return { mask, indices: indices.subarray(0, passed), placed };
}

function markRange(columns: Columns, mask: Uint8Array, from: number, to: number): void {
  const { count, sorted, firstDay, start, firstInterval, earliest, latest } = columns;
  const days = start.length - 1;
  if (sorted > 0) {
    const first = Math.max(0, Math.min(days, from === -Infinity ? 0 : from - firstDay));
    const last = Math.max(0, Math.min(days, to === Infinity ? days : to - firstDay + 1));
    if (first < last) mask.fill(1, start[first], start[last]);
  }
  for (let i = sorted; i < count; i++) {
    const k = i - sorted;
    const begin = firstInterval[k] as number;
    const end = firstInterval[k + 1] as number;
    if (begin === end) mask[i] = 1;
    for (let j = begin; j < end; j++) {
      // NONE and its negative stand for open ends, so plain comparisons hold.
      if ((earliest[j] as number) <= to && (latest[j] as number) >= from) {
        mask[i] = 1;
        break;
      }
    }
  }
}
