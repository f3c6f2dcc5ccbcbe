// The case as the server tells it, and what comes of a save.

import type { Fault } from "./ask";
import type { Source } from "./claims";
import type { LayerName, Told } from "./form";

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
