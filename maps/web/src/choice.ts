// What an address chooses of the state, and the address that chooses a state.

import type { Address, Names } from "./case/address";
import { START, type State } from "./case/state";
import { OCCURRENCES } from "./common/model";

/** An address that names no layer of this map (one of an older build, or mangled) must not empty it. */
export function knownLayers(layers: readonly string[], wanted: readonly string[] | null): readonly string[] | null {
  if (!wanted || wanted.length === 0) return wanted;
  return layers.some((name) => wanted.includes(name)) ? wanted : null;
}

export function layersOff(layers: readonly string[], wanted: readonly string[] | null): ReadonlySet<number> {
  if (!wanted) return START.layersOff;
  return new Set(layers.flatMap((name, index) => (wanted.includes(name) ? [] : [index])));
}

const numbersOf = (known: readonly string[], wanted: readonly string[]): ReadonlySet<number> =>
  new Set(wanted.map((name) => known.indexOf(name)).filter((at) => at >= 0));

/** What an address chooses; a part that it lacks is as the page opens. Sources and tags need the names of the case. */
export function choiceOf(address: Address, names: Names): Partial<State> {
  const { stretch } = address;
  return {
    from: address.from,
    to: address.to,
    layersOff: layersOff(names.layers, knownLayers(names.layers, address.layers)),
    occurrencesOff: new Set(address.hidden),
    conflictsOnly: address.conflicts,
    certain: address.certain,
    statuses: new Set(address.statuses),
    precisions: new Set(address.precisions),
    sources: numbersOf(names.sources, address.sources),
    tags: numbersOf(names.tags, address.tags),
    query: address.query,
    published: address.published,
    stretch: stretch && { from: stretch[0], end: stretch[1] + 1 },
    grouping: address.grouping,
    theme: address.theme,
  };
}

/** What the state itself says of the address; view, open event and language are not in it. */
export function addressOf(state: State, names: Names): Omit<Address, "view" | "open" | "language" | "embed"> {
  const article = state.article === null ? undefined : names.articles[state.article];
  return {
    from: state.from,
    to: state.to,
    layers: state.layersOff.size === 0 ? null : names.layers.filter((_, at) => !state.layersOff.has(at)),
    ...(article === undefined ? {} : { article }),
    theme: state.theme,
    hidden: OCCURRENCES.filter((occurrence) => state.occurrencesOff.has(occurrence)),
    conflicts: state.conflictsOnly,
    certain: state.certain,
    statuses: [...state.statuses],
    precisions: [...state.precisions],
    sources: [...state.sources].flatMap((at) => names.sources[at] ?? []),
    tags: [...state.tags].flatMap((at) => names.tags[at] ?? []),
    query: state.query.trim(),
    // Whole days: what shows some hours comes back as their day.
    stretch: state.stretch && [Math.floor(state.stretch.from), Math.ceil(state.stretch.end) - 1],
    published: state.published,
    grouping: state.grouping,
  };
}
