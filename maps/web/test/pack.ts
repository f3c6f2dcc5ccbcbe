// Columns as maps/payload.py packs them, from events written down plainly.

import { NONE, readColumns, type Columns } from "../src/case/columns";
import type { Head } from "../src/common/model";

const OPEN_START = -0x80000000;

export interface PlainInterval {
  readonly earliest: number | null;
  readonly beginLatest?: number | null;
  readonly endEarliest?: number | null;
  readonly latest: number | null;
  readonly chosen?: boolean;
  readonly lasts?: boolean;
  readonly vague?: boolean;
  /** One of several days that all belong to a date. */
  readonly anyOf?: boolean;
  /** Absent: the first interval of the date it was claimed in. */
  readonly first?: boolean;
}

export interface PlainEvent {
  /** Degrees; absent when not on the map. */
  readonly at?: readonly [number, number];
  /** One known day, or intervals; neither when undated. */
  readonly day?: number;
  readonly intervals?: readonly PlainInterval[];
  readonly layer?: number;
  readonly occurrence?: number;
  readonly status?: number;
  readonly precision?: number;
  readonly conflict?: number;
  readonly area?: number;
}

function planes(values: readonly number[]): number[] {
  return [0, 8, 16, 24].flatMap((shift) => values.map((value) => (value >> shift) & 255));
}

/** Events with a day first and in its order, as the build sorts them. */
export function packColumns(events: readonly PlainEvent[]): { head: Head; bytes: Uint8Array } {
  const sorted = events.filter((event) => event.day !== undefined).length;
  const days = events.slice(0, sorted).map((event) => event.day as number);
  const firstDay = days[0] ?? 0;
  const count = days.length > 0 ? (days[days.length - 1] as number) - firstDay + 1 : 0;
  const start = Array.from({ length: count + 1 }, (_, k) => days.filter((day) => day < firstDay + k).length);
  const beside = events.flatMap((event, owner) => (event.intervals ?? []).map((interval) => ({ ...interval, owner })));
  const ends = (name: "earliest" | "beginLatest" | "endEarliest" | "latest", none: number): number[] =>
    beside.map((interval) => {
      const spare = name === "beginLatest" ? interval.latest : interval.earliest;
      const value = interval[name];
      return (value === undefined ? spare : value) ?? none;
    });
  const bytes = Uint8Array.from([
    ...planes(events.map(({ at }) => (at ? Math.round(at[0] * 1e5) : NONE))),
    ...planes(events.map(({ at }) => (at ? Math.round(at[1] * 1e5) : NONE))),
    ...planes(start),
    ...planes(events.map(({ area }) => area ?? -1)),
    ...planes(events.map(() => 0)),
    ...planes(beside.map(({ owner }) => owner)),
    ...planes(ends("earliest", OPEN_START)),
    ...planes(ends("beginLatest", OPEN_START)),
    ...planes(ends("endEarliest", NONE)),
    ...planes(ends("latest", NONE)),
    ...events.map(({ layer }) => layer ?? 0),
    ...events.map(({ occurrence }) => occurrence ?? 0),
    ...events.map(({ status }) => status ?? 0),
    ...events.map(({ precision }) => precision ?? 0),
    ...events.map(({ conflict }) => conflict ?? 0),
    ...beside.map(({ chosen, lasts, vague, anyOf, first }) =>
      (chosen === false ? 0 : 1) + (lasts ? 2 : 0) + (vague ? 4 : 0) + (anyOf ? 8 : 0) + (first === false ? 0 : 16)),
  ]);
  const head = { count: events.length, sorted, firstDay, days: count, intervals: beside.length } as Head;
  return { head, bytes };
}

export function columnsOf(events: readonly PlainEvent[]): Columns {
  const { head, bytes } = packColumns(events);
  return readColumns(head, bytes);
}
