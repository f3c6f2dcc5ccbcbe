// What other programs may call of an open page; a contract.

import { type Address, dayFromIso, dayToIso } from "./case/address";

export interface Api {
  readonly ready: Promise<void>;
  readonly version: string;
  count(): number;
  /** Ids of the events that pass the filters, in order of date. */
  visible(): readonly string[];
  /** First and last day as `YYYY-MM-DD`; null leaves that end open. */
  setRange(from: string | null, to: string | null): void;
  /** Names of the layers to show; null for all. */
  setLayers(names: readonly string[] | null): void;
  open(id: string): Promise<boolean>;
  /** What the address hash holds. */
  state(): Address;
}

export type Calls = Omit<Api, "ready" | "version">;

/** What can be called once the page is ready; a call before that is told to wait. */
export function makeApi(opened: Promise<Calls>, version: string): Api {
  let calls: Calls | null = null;
  const loaded = (): Calls => {
    if (!calls) throw new Error("wait for dateline.ready");
    return calls;
  };
  return {
    ready: opened.then((made) => void (calls = made)),
    version,
    count: () => loaded().count(),
    visible: () => loaded().visible(),
    setRange: (from, to) => loaded().setRange(from, to),
    setLayers: (names) => loaded().setLayers(names),
    open: (id) => loaded().open(id),
    state: () => loaded().state(),
  };
}

/** The range of two days as texts. */
export function asRange(from: string | null, to: string | null): { readonly from: number | null; readonly to: number | null } {
  const range = { from: asDay(from), to: asDay(to) };
  if (range.from !== null && range.to !== null && range.from > range.to) throw new RangeError(`'${from}' is after '${to}'`);
  return range;
}

function asDay(text: string | null): number | null {
  if (text === null) return null;
  const day = dayFromIso(text);
  if (day === null) throw new RangeError(`'${text}' is not a day; write YYYY-MM-DD, such as ${dayToIso(20_000)}`);
  return day;
}
