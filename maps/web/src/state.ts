// What the reader has chosen: range, filters, the open event. Everything that shows follows it.

import type { Occurrence, Theme } from "./model";

export interface State {
  /** First and last day shown, inclusive; null at an end that is not narrowed. */
  readonly from: number | null;
  readonly to: number | null;
  /** Indices of the layers that are off. */
  readonly layersOff: ReadonlySet<number>;
  readonly occurrencesOff: ReadonlySet<Occurrence>;
  readonly conflictsOnly: boolean;
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
  grouping: "date",
  open: null,
  hover: null,
  article: null,
  bare: false,
  theme: null,
};

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
