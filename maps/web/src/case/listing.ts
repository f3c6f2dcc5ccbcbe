// What the list shows: the passing events in their three parts, cut to what is rendered. Pure: no DOM.

import { OCCURRENCES, RETRACTED } from "../common/model";
import { chosenIntervals } from "../words/wording";
import { kindsOf } from "./kinds";
import type { Events } from "./page";

/** Part of the list an event belongs to. */
export const PART = { main: 0, undated: 1, unplaced: 2 } as const;

/**
 * The part of every event: undated ones, those not on the map, and the others. A retracted event with a place
 * stays among the others, since it was on the map once.
 */
export function partsOf(events: Events): Uint8Array {
  const parts = new Uint8Array(events.count);
  for (let i = 0; i < events.count; i++) {
    // The sorted ones are dated by definition, so a million of them need not be asked.
    if (i >= events.head.sorted && events.day(i) === null) parts[i] = PART.undated;
    else if (!events.placed(i)) parts[i] = PART.unplaced;
  }
  return parts;
}

export interface Section {
  /** Index of the layer, or -1 when not grouped. */
  readonly layer: number;
  readonly count: number;
  readonly rows: readonly number[];
}

export interface Listing {
  readonly sections: readonly Section[];
  readonly undated: Section;
  readonly unplaced: Section;
}

export interface Limits {
  /** Rows to render in the section of this layer (-1: ungrouped, undated -2, unplaced -3). */
  (section: number): number;
}

interface Filling {
  count: number;
  readonly rows: number[];
  readonly limit: number;
}

/** Cut the passing events into sections, each with its whole count and its first rows. */
export function listEvents(
  events: Events, indices: Uint32Array, parts: Uint8Array, grouping: "date" | "layer", limits: Limits,
): Listing {
  const filling = (section: number): Filling => ({ count: 0, rows: [], limit: limits(section) });
  const groups = grouping === "layer" ? events.head.layers.map((_, at) => filling(at)) : [filling(-1)];
  const undated = filling(-2);
  const unplaced = filling(-3);
  for (const index of indices) {
    const part = parts[index];
    const into =
      part === PART.undated ? undated
      : part === PART.unplaced ? unplaced
      : groups[grouping === "layer" ? events.layer(index) : 0];
    if (!into) continue;
    into.count += 1;
    if (into.rows.length < into.limit) into.rows.push(index);
  }
  const section = (layer: number, from: Filling): Section => ({ layer, count: from.count, rows: from.rows });
  return {
    sections: groups
      .map((group, at) => section(grouping === "layer" ? at : -1, group))
      .filter((group) => grouping === "date" || group.count > 0),
    undated: section(-2, undated),
    unplaced: section(-3, unplaced),
  };
}

export interface LayerSummary {
  /** Events per occurrence, in the order of OCCURRENCES. */
  readonly counts: ReadonlyMap<string, number>;
  /** First and last day of the dates we show, infinite where open; null when none is dated. */
  readonly span: readonly [number, number] | null;
  /** Whether the first day stands for its whole month. */
  readonly coarse: boolean;
}

/** What the layer list says of each layer: whole layers, whatever the filters. */
export function summariseLayers(events: Events): readonly LayerSummary[] {
  const { columns } = events;
  const { of, layer: layerOf, status, occurrence, totals, firsts, lastSorted, count } = kindsOf(columns);
  const layers = events.head.layers.map(() => ({ counts: new Map<string, number>(), from: Infinity, to: -Infinity, coarse: false, open: false }));
  const stretch = (index: number): void => {
    const layer = layers[columns.layer[index] as number];
    if (!layer) return;
    for (const interval of chosenIntervals(events.intervals(index))) {
      // "By November" says nothing of when the layer begins, as long as another date does.
      if (interval.earliest === -Infinity) layer.open = true;
      else if (interval.earliest < layer.from) {
        layer.from = interval.earliest;
        layer.coarse = interval.latest > interval.earliest && interval.beginLatest > interval.earliest;
      }
      layer.to = Math.max(layer.to, interval.latest);
    }
  };
  for (let kind = 0; kind < count; kind++) {
    const layer = layers[layerOf[kind] as number];
    if (!layer || status[kind] === RETRACTED) continue;
    const name = OCCURRENCES[occurrence[kind] as number] ?? "occurred";
    layer.counts.set(name, (layer.counts.get(name) ?? 0) + (totals[kind] as number));
    // Sorted by day: the first and the last one bound the others.
    if ((lastSorted[kind] as number) >= 0) for (const one of [firsts[kind], lastSorted[kind]]) stretch(one as number);
  }
  for (let i = columns.sorted; i < columns.count; i++) if (status[of[i] as number] !== RETRACTED) stretch(i);
  return layers.map(({ counts, from, to, coarse, open }) => {
    const begin = from === Infinity && open ? -Infinity : from;
    return { counts, span: begin <= to ? [begin, to] : null, coarse };
  });
}
