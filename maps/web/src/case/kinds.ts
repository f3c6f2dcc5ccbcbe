// Kinds of events: alike in layer, occurrence, status, precision and whether their sources disagree. A case has few of
// them, so filters and counts are worked out for each kind, not for each event.

import { type Columns, hasConflict } from "./columns";

export interface Kinds {
  /** The kind of each event. */
  readonly of: Uint16Array;
  readonly count: number;
  /** What the events of each kind have, by kind. */
  readonly layer: readonly number[];
  readonly occurrence: readonly number[];
  readonly status: readonly number[];
  readonly precision: readonly number[];
  readonly disagrees: readonly boolean[];
}

const known = new WeakMap<Columns, Kinds>();

/** The kinds of a case; worked out once. */
export function kindsOf(columns: Columns): Kinds {
  const there = known.get(columns);
  if (there) return there;
  const { count, layer, occurrence, status, precision } = columns;
  const of = new Uint16Array(count);
  const numbers = new Map<number, number>();
  const members: number[] = [];
  for (let i = 0; i < count; i++) {
    const key = (((layer[i] as number) * 256 + (occurrence[i] as number)) * 256 + (status[i] as number)) * 512 +
      (precision[i] as number) * 2 + Number(hasConflict(columns, i));
    let number = numbers.get(key);
    if (number === undefined) {
      number = members.push(i) - 1;
      numbers.set(key, number);
    }
    of[i] = number;
  }
  const values = (column: Uint8Array): readonly number[] => members.map((member) => column[member] as number);
  const kinds: Kinds = {
    of, count: members.length, layer: values(layer), occurrence: values(occurrence), status: values(status),
    precision: values(precision), disagrees: members.map((member) => hasConflict(columns, member)),
  };
  known.set(columns, kinds);
  return kinds;
}
