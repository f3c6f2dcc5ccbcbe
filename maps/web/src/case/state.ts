// What the reader has chosen: range, filters, the open event. Everything that shows follows it.

import type { Occurrence, Status, Theme } from "../common/model";
import type { View } from "../common/view";

export interface State {
  /** First and last day shown, inclusive; null at an end that is not narrowed. */
  readonly from: number | null;
  readonly to: number | null;
  /** Indices of the layers that are off. */
  readonly layersOff: ReadonlySet<number>;
  readonly occurrencesOff: ReadonlySet<Occurrence>;
  readonly conflictsOnly: boolean;
  /** Only what lies in the range whatever its true day is, instead of all that may. */
  readonly certain: boolean;
  /** Only these, or all when empty: statuses, precisions (UNPLACED: not on the map), numbers of sources and of tags. */
  readonly statuses: ReadonlySet<Status>;
  readonly precisions: ReadonlySet<number>;
  readonly sources: ReadonlySet<number>;
  readonly tags: ReadonlySet<number>;
  /** What is searched for; `told` follows it once the texts are searched. */
  readonly query: string;
  /** One byte an event, 1 where it tells of the words searched for; null without a search. */
  readonly told: Uint8Array | null;
  /** Whether the timeline shows when the reports were published. */
  readonly published: boolean;
  /** The stretch of time that the timeline shows; null for the whole. */
  readonly stretch: View | null;
  readonly grouping: "date" | "layer";
  /** Index of the open event, or null. */
  readonly open: number | null;
  /** Index of the event under the pointer or focus in the list, or null. */
  readonly hover: number | null;
  /** Number of the article beside the map; null shows the list of events there. */
  readonly article: number | null;
  /** Whether the open event is only pointed out, in the article and on the map, without its card. */
  readonly bare: boolean;
  /** Colours the reader chose; null for those of the device. */
  readonly theme: Theme | null;
}

export const START: State = {
  from: null,
  to: null,
  layersOff: new Set(),
  occurrencesOff: new Set(),
  conflictsOnly: false,
  certain: false,
  statuses: new Set(),
  precisions: new Set(),
  sources: new Set(),
  tags: new Set(),
  query: "",
  told: null,
  published: false,
  stretch: null,
  grouping: "date",
  open: null,
  hover: null,
  article: null,
  bare: false,
  theme: null,
};

/** What leaves out events: with these every event passes. */
export const UNFILTERED = {
  from: null, to: null, layersOff: START.layersOff, occurrencesOff: START.occurrencesOff, conflictsOnly: false,
  certain: false, statuses: START.statuses, precisions: START.precisions, sources: START.sources, tags: START.tags,
  query: "", told: null,
} as const satisfies Partial<State>;

const FILTERS = (Object.keys(UNFILTERED) as readonly (keyof typeof UNFILTERED)[]).filter((name) => name !== "query");

/** Whether two states let other events pass (a query does so once it is answered); `ranges` leaves the time aside. */
export function filtersDiffer(a: State, b: State, ranges = true): boolean {
  return FILTERS.some((name) => a[name] !== b[name] && (ranges || (name !== "from" && name !== "to" && name !== "certain")));
}

/** What only the list and the timeline show. */
const OFF_THE_MAP: readonly (keyof State)[] = ["grouping", "query", "stretch", "published"];

/** Whether the map must be drawn anew. */
export function mapDiffers(a: State, b: State): boolean {
  return (Object.keys(START) as readonly (keyof State)[]).some((name) => a[name] !== b[name] && !OFF_THE_MAP.includes(name));
}

export type Listener = (state: State, before: State) => void;

/** One observable value; listeners are called in the order they came. */
export class Store {
  #state: State = START;
  readonly #listeners: Listener[] = [];

  get state(): State {
    return this.#state;
  }

  set(change: Partial<State>): void {
    const before = this.#state;
    this.#state = { ...before, ...change };
    for (const listen of this.#listeners) listen(this.#state, before);
  }

  follow(listener: Listener): void {
    this.#listeners.push(listener);
  }
}
