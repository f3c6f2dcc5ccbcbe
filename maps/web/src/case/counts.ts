// How many events each choice of each filter would show: an event counts for a filter when it fails none but that one.

import { OCCURRENCES, STATUSES } from "../common/model";
import type { Columns } from "./columns";
import type { Facets, Runs } from "./facets";
import { FAILS, type Passing } from "./filter";
import { kindsOf } from "./kinds";

/** How many events each value of each filter would show, the other filters as they are. */
export interface Counts {
  readonly layers: Uint32Array;
  readonly occurrences: Uint32Array;
  readonly statuses: Uint32Array;
  /** By precision; UNPLACED has its own entry. */
  readonly precisions: Uint32Array;
  readonly conflicts: number;
  /** Counted when they are asked for. */
  readonly sources: Uint32Array;
  readonly tags: Uint32Array;
}

/** Filters by kind: what fails only one of them is counted for that one. */
const BY_KIND = [FAILS.layer, FAILS.occurrence, FAILS.status, FAILS.precision, FAILS.conflict] as const;
const OTHERS = BY_KIND.length + 1;

export function countFacets(columns: Columns, passing: Passing, facets: Facets | null): Counts {
  let linked: ReturnType<typeof countLinked> | null = null;
  const links = (): ReturnType<typeof countLinked> => (linked ??= countLinked(passing, facets));
  return {
    ...countKinds(columns, passing),
    get sources() {
      return links().sources;
    },
    get tags() {
      return links().tags;
    },
  };
}

function countKinds(columns: Columns, { fails }: Passing): Omit<Counts, "sources" | "tags"> {
  const kinds = kindsOf(columns);
  const { of } = kinds;
  // One row of counts by kind for what passes, one for each filter that alone keeps events out, one for all else.
  const rows = new Uint8Array(512).fill(OTHERS);
  rows[0] = 0;
  BY_KIND.forEach((bit, at) => (rows[bit] = at + 1));
  const found = new Uint32Array((OTHERS + 1) * kinds.count);
  for (let i = 0; i < fails.length; i++) found[(rows[fails[i] as number] as number) * kinds.count + (of[i] as number)]! += 1;

  const layers = new Uint32Array(256);
  const occurrences = new Uint32Array(OCCURRENCES.length);
  const statuses = new Uint32Array(STATUSES.length);
  const precisions = new Uint32Array(256);
  let conflicts = 0;
  for (let kind = 0; kind < kinds.count; kind++) {
    const [layer, occurrence, status, precision, conflict] = BY_KIND.map(
      (_, at) => (found[kind] as number) + (found[(at + 1) * kinds.count + kind] as number),
    ) as [number, number, number, number, number];
    layers[kinds.layer[kind] as number]! += layer;
    occurrences[kinds.occurrence[kind] as number]! += occurrence;
    statuses[kinds.status[kind] as number]! += status;
    precisions[kinds.precision[kind] as number]! += precision;
    if (kinds.disagrees[kind]) conflicts += conflict;
  }
  return { layers, occurrences, statuses, precisions, conflicts };
}

function countLinked({ fails }: Passing, facets: Facets | null): { readonly sources: Uint32Array; readonly tags: Uint32Array } {
  const sources = new Uint32Array(facets?.published.length ?? 0);
  const tags = new Uint32Array(facets?.tags.length ?? 0);
  if (facets) {
    countRuns(facets.sources, fails, FAILS.source, sources);
    countRuns(facets.tagged, fails, FAILS.tag, tags);
  }
  return { sources, tags };
}

/** Count the values of what passes, and of what only the filter with this bit keeps out. */
function countRuns({ start, values }: Runs, fails: Uint16Array, bit: number, into: Uint32Array): void {
  for (let i = 0; i < fails.length; i++) {
    if ((fails[i] as number) & ~bit) continue;
    for (let k = start[i] as number, end = start[i + 1] as number; k < end; k++) into[values[k] as number]! += 1;
  }
}
