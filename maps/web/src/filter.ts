// Which events pass the reader's filters: one pass over the columns, which also tells what each filter keeps out.

import { ANY_OF, FIRST, hasConflict, NONE, type Columns } from "./columns";
import type { Facets, Runs } from "./facets";
import { OCCURRENCES, PRECISIONS, STATUSES } from "./model";
import type { State } from "./state";

/** Bits of the filters that an event fails. */
export const FAILS = {
  range: 1, layer: 2, occurrence: 4, status: 8, precision: 16, conflict: 32, source: 64, tag: 128, words: 256,
} as const;

/** Precision of an event that has no place. */
export const UNPLACED = 255;

export interface Passing {
  /** The bits of FAILS of each event: 0 when it passes. */
  readonly fails: Uint16Array;
  /** Passing events in chronological order, undated last. */
  readonly indices: Uint32Array;
  /** How many of them have a place. */
  readonly placed: number;
}

/**
 * An event passes a range when one of its claimed dates possibly lies in it: `earliest <= to` and `latest >= from`.
 * Undated events pass every range: nothing says that they lie outside. When the reader asks for what is certain, every
 * claimed date must lie in the range whatever its true day is: `beginLatest <= to` and `endEarliest >= from`.
 */
export function filterEvents(columns: Columns, state: State, facets: Facets | null = null): Passing {
  const { count } = columns;
  const fails = new Uint16Array(count);
  if (state.from !== null || state.to !== null) markRange(columns, fails, state);
  if (state.layersOff.size > 0) {
    const off = new Uint8Array(256);
    for (const index of state.layersOff) off[index] = 1;
    keepOut(fails, columns.layer, off, FAILS.layer);
  }
  if (state.occurrencesOff.size > 0) {
    keepOut(fails, columns.occurrence, lookup(OCCURRENCES, (name) => state.occurrencesOff.has(name)), FAILS.occurrence);
  }
  if (state.statuses.size > 0) {
    keepOut(fails, columns.status, lookup(STATUSES, (name) => !state.statuses.has(name)), FAILS.status);
  }
  if (state.precisions.size > 0) {
    const off = new Uint8Array(256).fill(1);
    for (const precision of state.precisions) off[precision] = 0;
    keepOut(fails, columns.precision, off, FAILS.precision);
  }
  if (state.conflictsOnly) {
    for (let i = 0; i < count; i++) if (!hasConflict(columns, i)) fails[i]! |= FAILS.conflict;
  }
  if (facets && state.sources.size > 0) keepLinked(fails, facets.sources, state.sources, FAILS.source);
  if (facets && state.tags.size > 0) keepLinked(fails, facets.tagged, state.tags, FAILS.tag);
  if (state.told) for (let i = 0; i < count; i++) if (!state.told[i]) fails[i]! |= FAILS.words;

  const indices = new Uint32Array(count);
  let passed = 0;
  let placed = 0;
  for (let k = 0; k < count; k++) {
    const i = columns.order[k] as number;
    if (fails[i]) continue;
    indices[passed++] = i;
    if (columns.lon[i] !== NONE) placed += 1;
  }
  return { fails, indices: indices.subarray(0, passed), placed };
}

function lookup<T>(names: readonly T[], off: (name: T) => boolean): Uint8Array {
  const table = new Uint8Array(256);
  names.forEach((name, at) => (table[at] = Number(off(name))));
  return table;
}

function keepOut(fails: Uint16Array, column: Uint8Array, off: Uint8Array, bit: number): void {
  for (let i = 0; i < fails.length; i++) if (off[column[i] as number]) fails[i]! |= bit;
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

/** How many events each value of each filter would show, the other filters as they are. */
export interface Counts {
  readonly layers: Uint32Array;
  readonly occurrences: Uint32Array;
  readonly statuses: Uint32Array;
  /** By precision; UNPLACED has its own entry. */
  readonly precisions: Uint32Array;
  readonly conflicts: number;
  readonly sources: Uint32Array;
  readonly tags: Uint32Array;
}

/** One pass: an event counts for a filter when it fails none but that one. */
export function countFacets(columns: Columns, { fails }: Passing, facets: Facets | null): Counts {
  const layers = new Uint32Array(256);
  const occurrences = new Uint32Array(OCCURRENCES.length);
  const statuses = new Uint32Array(STATUSES.length);
  const precisions = new Uint32Array(256);
  const sources = new Uint32Array(facets?.published.length ?? 0);
  const tags = new Uint32Array(facets?.tags.length ?? 0);
  let conflicts = 0;
  for (let i = 0; i < columns.count; i++) {
    const failed = fails[i] as number;
    if (failed & (failed - 1)) continue; // more than one
    if (!(failed & ~FAILS.layer)) layers[columns.layer[i] as number]! += 1;
    if (!(failed & ~FAILS.occurrence)) occurrences[columns.occurrence[i] as number]! += 1;
    if (!(failed & ~FAILS.status)) statuses[columns.status[i] as number]! += 1;
    if (!(failed & ~FAILS.precision)) precisions[columns.precision[i] as number]! += 1;
    if (!(failed & ~FAILS.conflict) && hasConflict(columns, i)) conflicts += 1;
    if (!facets) continue;
    if (!(failed & ~FAILS.source)) countRun(facets.sources, i, sources);
    if (!(failed & ~FAILS.tag)) countRun(facets.tagged, i, tags);
  }
  return { layers, occurrences, statuses, precisions, conflicts, sources, tags };
}

function countRun({ start, values }: Runs, index: number, into: Uint32Array): void {
  for (let k = start[index] as number; k < (start[index + 1] as number); k++) into[values[k] as number]! += 1;
}

/** Precisions that a filter offers, closest first. */
export const PRECISION_NUMBERS: readonly number[] = [...PRECISIONS.keys(), UNPLACED];
