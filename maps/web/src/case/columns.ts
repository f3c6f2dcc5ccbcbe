// The events as columns of numbers; mirrors maps/payload.py.

import { CONFLICT, type Head, type Interval } from "../common/model";
import { joinPlanes } from "./unpack";

/** Longitude of an event that is not on the map; an open end of an interval. */
export const NONE = 0x7fffffff;
const OPEN_START = -0x80000000;
/** Precision of an event that has no place, and of one that is drawn without: a movement, an outline. */
export const UNPLACED = 255;
export const OUTLINED = 254;
const CHOSEN = 1;
const LASTS = 2;
const VAGUE = 4;
/** One of several days that all belong to a date: any one in a range makes the date certain of it. */
export const ANY_OF = 8;
/** The first interval of the date it was claimed in. */
export const FIRST = 16;

export interface Columns {
  readonly count: number;
  readonly sorted: number;
  readonly firstDay: number;
  /** Degrees × 1e5; NONE when not on the map. */
  readonly lon: Int32Array;
  readonly lat: Int32Array;
  /** Web Mercator, 0 … 1 from west to east and north to south; NaN when not on the map. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** First event of each day, with one entry more than days. */
  readonly start: Uint32Array;
  readonly layer: Uint8Array;
  readonly occurrence: Uint8Array;
  readonly status: Uint8Array;
  readonly precision: Uint8Array;
  readonly conflict: Uint8Array;
  readonly area: Int32Array;
  /** Metres by which the point may be off. */
  readonly radius: Int32Array;
  /** Intervals of the events from `sorted` on, in their order. */
  readonly owner: Int32Array;
  readonly earliest: Int32Array;
  readonly beginLatest: Int32Array;
  readonly endEarliest: Int32Array;
  readonly latest: Int32Array;
  readonly flags: Uint8Array;
  /** First interval of event `sorted + k`; one entry more than such events. */
  readonly firstInterval: Uint32Array;
  /** All events by first possible day, undated last. */
  readonly order: Uint32Array;
}

export function projectX(lon: number): number {
  return lon / 360 + 0.5;
}

export function projectY(lat: number): number {
  const sin = Math.sin((Math.max(-85.0511, Math.min(85.0511, lat)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
}

export function readColumns(head: Head, bytes: Uint8Array): Columns {
  const n = head.count;
  const m = head.intervals;
  let at = 0;
  const planes = (count: number): Int32Array => {
    const values = joinPlanes(bytes, at, count);
    at += 4 * count;
    return values;
  };
  const column = (count: number): Uint8Array => bytes.subarray(at, (at += count));
  const lon = planes(n);
  const lat = planes(n);
  const start = Uint32Array.from(planes(head.days + 1));
  const area = planes(n);
  const radius = planes(n);
  const owner = planes(m);
  const earliest = planes(m);
  const beginLatest = planes(m);
  const endEarliest = planes(m);
  const latest = planes(m);
  const [layer, occurrence, status, told, conflict] = [column(n), column(n), column(n), column(n), column(n)];
  // A movement or an outline of its own has no precision, and is on the map all the same.
  const precision = told.map((one, i) => (one === UNPLACED && (area[i] as number) >= 0 ? OUTLINED : one));
  const flags = column(m);
  if (at !== bytes.length) throw new Error(`this file is damaged: ${bytes.length} bytes of columns, ${at} expected`);
  const x = new Float64Array(n);
  const y = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const placed = lon[i] !== NONE;
    x[i] = placed ? projectX((lon[i] as number) / 1e5) : Number.NaN;
    y[i] = placed ? projectY((lat[i] as number) / 1e5) : Number.NaN;
  }
  const beside = n - head.sorted;
  const firstInterval = new Uint32Array(beside + 1);
  for (const event of owner) firstInterval[event - head.sorted + 1]! += 1;
  for (let k = 0; k < beside; k++) firstInterval[k + 1]! += firstInterval[k] as number;
  const order = mergeOrder(head, start, firstInterval, earliest);
  return {
    count: n, sorted: head.sorted, firstDay: head.firstDay, lon, lat, x, y, start, layer, occurrence, status, precision,
    conflict, area, radius, owner, earliest, beginLatest, endEarliest, latest, flags, firstInterval, order,
  };
}

/** Both runs are sorted by first day, so one pass merges them. */
function mergeOrder(head: Head, start: Uint32Array, firstInterval: Uint32Array, earliest: Int32Array): Uint32Array {
  const order = new Uint32Array(head.count);
  let next = head.sorted;
  let at = 0;
  const dayOf = (event: number): number => {
    const k = event - head.sorted;
    const first = firstInterval[k] as number;
    return first < (firstInterval[k + 1] as number) ? (earliest[first] as number) : NONE;
  };
  for (let day = 0; day < head.days; day++) {
    while (next < head.count && dayOf(next) < head.firstDay + day) order[at++] = next++;
    for (let i = start[day] as number; i < (start[day + 1] as number); i++) order[at++] = i;
  }
  while (next < head.count) order[at++] = next++;
  return order;
}

/** The claimed intervals of one event, ours first; empty when undated. */
export function readIntervals(columns: Columns, index: number): Interval[] {
  if (index < columns.sorted) {
    const day = dayOfSorted(columns, index);
    return [{ earliest: day, beginLatest: day, endEarliest: day, latest: day, chosen: true, lasts: false }];
  }
  const k = index - columns.sorted;
  const intervals: Interval[] = [];
  for (let i = columns.firstInterval[k] as number; i < (columns.firstInterval[k + 1] as number); i++) {
    const flags = columns.flags[i] as number;
    intervals.push({
      earliest: opened(columns.earliest[i] as number),
      beginLatest: opened(columns.beginLatest[i] as number),
      endEarliest: opened(columns.endEarliest[i] as number),
      latest: opened(columns.latest[i] as number),
      chosen: (flags & CHOSEN) !== 0,
      lasts: (flags & LASTS) !== 0,
      vague: (flags & VAGUE) !== 0,
    });
  }
  return intervals;
}

/** Where the first interval of an event begins, or ends when its beginning is open; null when undated. */
export function chosenDay(columns: Columns, index: number): number | null {
  if (index < columns.sorted) return dayOfSorted(columns, index);
  const k = index - columns.sorted;
  const at = columns.firstInterval[k] as number;
  if (at === columns.firstInterval[k + 1]) return null;
  const begin = columns.earliest[at] as number;
  return opened(begin === OPEN_START ? (columns.latest[at] as number) : begin);
}

/** Widen `span` (from, to) at `2 * at` by the dates that we chose for an event, or by all where none is; an open end is infinite. */
export function widenSpan(columns: Columns, index: number, span: Float64Array, at: number): void {
  const { sorted, firstInterval, flags, earliest, latest } = columns;
  const widen = (from: number, to: number): void => {
    if (from < (span[2 * at] as number)) span[2 * at] = from;
    if (to > (span[2 * at + 1] as number)) span[2 * at + 1] = to;
  };
  if (index < sorted) {
    const day = dayOfSorted(columns, index);
    return widen(day, day);
  }
  const begin = firstInterval[index - sorted] as number;
  const wanted = (flags[begin] ?? 0) & CHOSEN; // ours stand first
  for (let j = begin, end = firstInterval[index - sorted + 1] as number; j < end; j++) {
    if (((flags[j] as number) & CHOSEN) === wanted) widen(opened(earliest[j] as number), opened(latest[j] as number));
  }
}

function opened(day: number): number {
  if (day === NONE) return Number.POSITIVE_INFINITY;
  return day === OPEN_START ? Number.NEGATIVE_INFINITY : day;
}

function dayOfSorted(columns: Columns, index: number): number {
  let low = 0;
  let high = columns.start.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((columns.start[middle] as number) <= index) low = middle;
    else high = middle;
  }
  return columns.firstDay + low;
}

/** First and last closed day over all claimed dates; null when nothing is dated. */
export function readExtent(columns: Columns): [number, number] | null {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  if (columns.sorted > 0) {
    first = columns.firstDay;
    last = columns.firstDay + columns.start.length - 2;
  }
  for (let i = 0; i < columns.owner.length; i++) {
    for (const column of [columns.earliest, columns.beginLatest, columns.endEarliest, columns.latest]) {
      const day = column[i] as number;
      if (day === NONE || day === OPEN_START) continue;
      first = Math.min(first, day);
      last = Math.max(last, day);
    }
  }
  return first <= last ? [first, last] : null;
}

export function hasConflict(columns: Columns, index: number): boolean {
  return ((columns.conflict[index] as number) & (CONFLICT.date | CONFLICT.place | CONFLICT.value)) !== 0;
}
