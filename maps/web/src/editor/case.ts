// The case as the server tells it, and what comes of a save.

import type { Fault } from "./ask";
import type { Source } from "./claims";
import type { Spot } from "./stage";
import { sayPrecision, type Table } from "./table";

/** An event as the server tells it. */
export interface Told {
  readonly id: string;
  readonly layer: string;
  readonly file: string;
  readonly line: number;
  readonly digest: string;
  readonly table: Table;
  readonly placed: {
    readonly lon?: number;
    readonly lat?: number;
    readonly precision?: string;
    readonly radius_m?: number;
    readonly coarse?: boolean;
    readonly reason?: string;
    readonly candidates?: readonly string[];
  };
}

export interface LayerName {
  readonly name: string;
  readonly title: string;
}

export interface Case {
  /** Counts the maps; 0 as long as there was none. */
  readonly version: number;
  readonly title: string;
  readonly layers: readonly LayerName[];
  readonly sources: readonly Source[];
  readonly faults: readonly Fault[];
  readonly trouble: string;
  readonly undo: number;
  readonly redo: number;
}

export interface Saved {
  readonly event: string;
  readonly file: string;
  readonly line: number;
  readonly written: boolean;
  /** The event as it now is; null where it is gone. */
  readonly told: Told | null;
  readonly case: Case;
}

export type News = Pick<Case, "version" | "faults" | "trouble" | "undo" | "redo">;

/** Where the server placed an event that has neither point nor shape of its own; null where that is not the true spot. */
export function placedSpot({ placed, table }: Told): Spot | null {
  const { lon, lat, coarse } = placed;
  return lon === undefined || lat === undefined || coarse || "geometry" in table ? null : { lon, lat };
}

/** What a save came to, in a line. */
export function saySaved(path: string, { file, line, told }: Saved): string {
  const done = path === "/api/undo" ? "Undone in" : path === "/api/redo" ? "Done again in" : "Saved to";
  const { precision = "exact", radius_m: within } = told?.table ?? {};
  const known = path === "/api/move" ? ` ${sayPrecision(precision, within)}` : "";
  return `${done} ${line ? `${file}, line ${line}` : file}.${known}`;
}
