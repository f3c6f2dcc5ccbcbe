// Which events pass the reader's filters: one pass over the columns, which also tells what each filter keeps out.

import { type Occurrence, OCCURRENCES, PRECISIONS, type Status, STATUSES } from "../common/model";
import { ANY_OF, type Columns, FIRST, UNPLACED } from "./columns";
import type { Facets, Runs } from "./facets";
import { kindsOf } from "./kinds";
import type { State } from "./state";

/** Bits of the filters that an event fails. */
export const FAILS = {
  range: 1, layer: 2, occurrence: 4, status: 8, precision: 16, conflict: 32, source: 64, tag: 128, words: 256,
} as const;

export interface Passing {
  /** The bits of FAILS of each event: 0 when it passes. */
  readonly fails: Uint16Array;
  /** Passing events in chronological order, undated last. */
  readonly indices: Uint32Array;
}

/**
 * An event passes a range when one of its claimed dates possibly lies in it: `earliest <= to` and `latest >= from`.
 * Undated events pass every range: nothing says that they lie outside. When the reader asks for what is certain, every
 * claimed date must lie in the range whatever its true day is: `beginLatest <= to` and `endEarliest >= from`.
 */
export function filterEvents(columns: Columns, state: State, facets: Facets | null = null): Passing {
  const { count, order } = columns;
  const fails = new Uint16Array(count);
  if (state.from !== null || state.to !== null) markRange(columns, fails, state);
  keepKinds(columns, fails, state);
  if (facets && state.sources.size > 0) keepLinked(fails, facets.sources, state.sources, FAILS.source);
  if (facets && state.tags.size > 0) keepLinked(fails, facets.tagged, state.tags, FAILS.tag);
  if (state.told) for (let i = 0; i < count; i++) if (!state.told[i]) fails[i]! |= FAILS.words;

  const indices = new Uint32Array(count);
  let passed = 0;
  for (let k = 0; k < count; k++) {
    const i = order[k] as number;
    if (fails[i] === 0) indices[passed++] = i;
  }
  return { fails, indices: indices.subarray(0, passed) };
}

/** The filters that ask for what an event is: looked up for each kind of event, then one pass. */
function keepKinds(columns: Columns, fails: Uint16Array, state: State): void {
  const { layersOff, occurrencesOff, statuses, precisions, conflictsOnly } = state;
  if (layersOff.size + occurrencesOff.size + statuses.size + precisions.size === 0 && !conflictsOnly) return;
  const kinds = kindsOf(columns);
  const bits = Uint16Array.from({ length: kinds.count }, (_, kind) =>
    (layersOff.has(kinds.layer[kind] as number) ? FAILS.layer : 0) |
    (occurrencesOff.has(OCCURRENCES[kinds.occurrence[kind] as number] as Occurrence) ? FAILS.occurrence : 0) |
    (statuses.size > 0 && !statuses.has(STATUSES[kinds.status[kind] as number] as Status) ? FAILS.status : 0) |
    (precisions.size > 0 && !precisions.has(kinds.precision[kind] as number) ? FAILS.precision : 0) |
    (conflictsOnly && !kinds.disagrees[kind] ? FAILS.conflict : 0));
  const { of } = kinds;
  for (let i = 0; i < fails.length; i++) fails[i]! |= bits[of[i] as number] as number;
}

function keepLinked(fails: Uint16Array, { start, values }: Runs, wanted: ReadonlySet<number>, bit: number): void {
  const on = new Uint8Array(Math.max(0, ...wanted) + 1);
  for (const value of wanted) on[value] = 1;
  for (let i = 0; i < fails.length; i++) {
    let found = false;
    for (let k = start[i] as number; k < (start[i + 1] as number) && !found; k++) found = on[values[k] as number] === 1;
    if (!found) fails[i]! |= bit;
  }
}

function markRange(columns: Columns, fails: Uint16Array, { from: low, to: high, certain }: State): void {
  const { count, sorted, firstDay, start, firstInterval } = columns;
  const from = low ?? -Infinity;
  const to = high ?? Infinity;
  const days = start.length - 1;
  fails.fill(FAILS.range);
  if (sorted > 0) {
    const first = Math.max(0, Math.min(days, from === -Infinity ? 0 : from - firstDay));
    const last = Math.max(0, Math.min(days, to === Infinity ? days : to - firstDay + 1));
    if (first < last) fails.fill(0, start[first], start[last]);
  }
  for (let i = sorted; i < count; i++) {
    const k = i - sorted;
    const begin = firstInterval[k] as number;
    const end = firstInterval[k + 1] as number;
    // Nothing says that an undated event lies outside; nothing says that it lies inside.
    const passes = begin === end ? !certain
      : certain ? liesInside(columns, begin, end, from, to)
      : mayLieInside(columns, begin, end, from, to);
    if (passes) fails[i] = 0;
  }
}

// NONE and its negative stand for open ends, so plain comparisons hold.

function mayLieInside({ earliest, latest }: Columns, begin: number, end: number, from: number, to: number): boolean {
  for (let j = begin; j < end; j++) if ((earliest[j] as number) <= to && (latest[j] as number) >= from) return true;
  return false;
}

function liesInside(columns: Columns, begin: number, end: number, from: number, to: number): boolean {
  const { beginLatest, endEarliest, flags } = columns;
  // Of a date that names all of its days, one is enough; of every other date each interval must lie inside.
  let waiting = false;
  for (let j = begin; j < end; j++) {
    const inside = (beginLatest[j] as number) <= to && (endEarliest[j] as number) >= from;
    const flag = flags[j] as number;
    if (!(flag & ANY_OF)) {
      if (waiting || !inside) return false;
    } else if (flag & FIRST) {
      if (waiting) return false;
      waiting = !inside;
    } else if (inside) waiting = false;
  }
  return !waiting;
}

/** Precisions that a filter offers, closest first. */
export const PRECISION_NUMBERS: readonly number[] = [...PRECISIONS.keys(), UNPLACED];
