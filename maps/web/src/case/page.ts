// What every part of the page works with: the case, the chosen state, the map.

import type * as L from "leaflet";
import type { ArticleText, EventText, Head, Interval, Occurrence, Precision, Source, Status } from "../common/model";
import type { Address } from "./address";
import type { Columns } from "./columns";
import type { Counts } from "./counts";
import type { Facets } from "./facets";
import type { Search } from "./search";
import type { Store } from "./state";

/** The events by index: numbers at once, texts on request. */
export interface Events {
  readonly head: Head;
  readonly count: number;
  /** What the methods below read, for those who look at every event. */
  readonly columns: Columns;
  layer(index: number): number;
  occurrence(index: number): Occurrence;
  status(index: number): Status;
  precision(index: number): Precision;
  /** Bits of CONFLICT. */
  conflict(index: number): number;
  /** (lon, lat) in degrees, or null when the event is not on the map. For an area: a point inside it. */
  point(index: number): readonly [number, number] | null;
  /** Whether the event is on the map, by a point or an area. */
  placed(index: number): boolean;
  /** Index of the area drawn for the event, or -1. */
  area(index: number): number;
  /** All claimed intervals, the chosen one first; empty when undated. */
  intervals(index: number): readonly Interval[];
  /** Where our date begins, or ends when its beginning is open; null when undated. Makes no objects. */
  day(index: number): number | null;
  text(index: number): Promise<EventText>;
  /** The same, when it has come before; else null. */
  textNow(index: number): EventText | null;
  sources(): Promise<readonly Source[]>;
  /** First and last day of all claimed dates that are closed, with the as-of day; null when nothing is dated. */
  readonly extent: readonly [number, number] | null;
  /** Index of the event with this id, or -1. */
  find(id: string): Promise<number>;
  /** An article by its number in `head.articles`. */
  article(number: number): Promise<ArticleText>;
}

/** Which events pass the filters now; kept by the filter, in chronological order (undated last). */
export interface Shown {
  /** Passing events, on the map or not, retracted ones included. */
  readonly indices: Uint32Array;
  has(index: number): boolean;
  /** The bits of FAILS of each event: 0 when it passes. */
  readonly fails: Uint16Array;
  /** How many events each choice of each filter would show. */
  readonly counts: () => Counts;
}

export interface Page {
  readonly events: Events;
  readonly store: Store;
  readonly shown: () => Shown;
  /** Called after `shown` has changed. */
  readonly followShown: (listener: () => void) => void;
  /** Which sources and tags each event has; filters by them hold once they have come. */
  readonly facets: () => Promise<Facets>;
  readonly search: Pick<Search, "warm">;
  readonly map: L.Map;
  /** Pixel position of the open event's mark in the map's container, or null. */
  readonly markPosition: (index: number) => { x: number; y: number; r: number } | null;
  /** Bring the event into the free part of the map and open its card. */
  readonly openEvent: (index: number, options?: { readonly pan?: boolean }) => void;
  /** Other events at the very spot of this one, itself included, in order; for paging. */
  readonly neighbours: (index: number) => readonly number[];
  /** Write these numbers before the labels of events, as the article beside the map counts its passages. */
  readonly numberEvents: (numbers: ReadonlyMap<number, number>) => void;
  /** Open the page again in this language (a code of LANGUAGES), with all else as it is. */
  readonly setLanguage: (code: string) => void;
  /** The address that restores this state with this event open. */
  readonly link: (id: string) => string;
  /** The address that restores this state, but for what is changed; never that of a frame, unless asked. */
  readonly share: (change?: Partial<Address>) => string;
  /** Whether the map stands as it opened by itself: a frame of another size had better open it anew. */
  readonly asOpened: () => boolean;
}
