// Which sources and tags each event has, by their numbers; mirrors maps/facets.py.

/** The block as it stands in the file. */
export interface PackedFacets {
  readonly tags: readonly string[];
  readonly sourcesOf: readonly (readonly number[])[];
  readonly tagsOf: readonly (readonly number[])[];
  /** First day on which each source could be read; null when unknown. */
  readonly published: readonly (number | null)[];
}

/** Numbers of each event in one run: those of event `i` stand from `start[i]` to `start[i + 1]`. */
export interface Runs {
  readonly start: Uint32Array;
  readonly values: Uint32Array;
}

export interface Facets {
  readonly tags: readonly string[];
  readonly published: readonly (number | null)[];
  readonly sources: Runs;
  readonly tagged: Runs;
}

export function layRuns(lists: readonly (readonly number[])[]): Runs {
  const start = new Uint32Array(lists.length + 1);
  lists.forEach((list, at) => (start[at + 1] = (start[at] as number) + list.length));
  const values = new Uint32Array(start[lists.length] as number);
  lists.forEach((list, at) => values.set(list, start[at]));
  return { start, values };
}

export function readFacets({ tags, published, sourcesOf, tagsOf }: PackedFacets): Facets {
  return { tags, published, sources: layRuns(sourcesOf), tagged: layRuns(tagsOf) };
}
