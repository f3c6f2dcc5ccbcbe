// Kinds of events: alike in layer, occurrence, status, precision, whether their sources disagree and how they are drawn.
// A case has few of them, so filters, counts and what is said of a layer are worked out for each kind, not for each event.

import { CONFLICT } from "../common/model";
import { type Columns, NONE, OUTLINED, UNPLACED } from "./columns";

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
  /** Whether they are on the map, and whether they are drawn as an area or a line. */
  readonly placed: readonly boolean[];
  readonly outlined: readonly boolean[];
  /** How many there are of each kind, the first of them, and the last of those that are sorted by their day (else -1). */
  readonly totals: Uint32Array;
  readonly firsts: readonly number[];
  readonly lastSorted: Int32Array;
}

const DISAGREE = CONFLICT.date | CONFLICT.place | CONFLICT.value;
const known = new WeakMap<Columns, Kinds>();

/** The kinds of a case; worked out once. */
export function kindsOf(columns: Columns): Kinds {
  const there = known.get(columns);
  if (there) return there;
  const { count, sorted, lon, area, layer, occurrence, status, precision, conflict } = columns;
  let layers = 0;
  for (let i = 0; i < count; i++) if ((layer[i] as number) > layers) layers = layer[i] as number;
  // A table by all that makes a kind, each in as few bits as it needs: the whole loop runs before the first picture.
  const numbers = new Uint16Array((layers + 1) << 12);
  const of = new Uint16Array(count);
  const firsts: number[] = [];
  const totals = new Uint32Array(Math.min(count, numbers.length));
  const lastSorted = new Int32Array(totals.length).fill(-1);
  for (let i = 0; i < count; i++) {
    const told = precision[i] as number;
    const place = told === UNPLACED ? 7 : told === OUTLINED ? 6 : told;
    const key = ((layer[i] as number) << 12) | (((occurrence[i] as number) & 3) << 10) | (((status[i] as number) & 7) << 7) | ((place & 7) << 4) |
      ((conflict[i] as number) & DISAGREE ? 4 : 0) | (lon[i] !== NONE ? 2 : 0) | ((area[i] as number) >= 0 ? 1 : 0);
    let number = numbers[key] as number;
    if (number === 0) numbers[key] = number = firsts.push(i); // counted from 1
    of[i] = number - 1;
    totals[number - 1]! += 1;
    if (i < sorted) lastSorted[number - 1] = i;
  }
  const values = (column: Uint8Array): readonly number[] => firsts.map((first) => column[first] as number);
  const kinds: Kinds = {
    of, count: firsts.length, layer: values(layer), occurrence: values(occurrence), status: values(status), precision: values(precision),
    disagrees: firsts.map((first) => ((conflict[first] as number) & DISAGREE) !== 0),
    placed: firsts.map((first) => lon[first] !== NONE || (area[first] as number) >= 0),
    outlined: firsts.map((first) => (area[first] as number) >= 0),
    totals: totals.subarray(0, firsts.length), firsts, lastSorted: lastSorted.subarray(0, firsts.length),
  };
  known.set(columns, kinds);
  return kinds;
}
