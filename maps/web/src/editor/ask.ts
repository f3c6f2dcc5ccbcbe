// Asks the editor's server: reads, and writes with the token of this run.

export interface Fault {
  readonly kind?: string;
  readonly file: string;
  readonly line: number;
  readonly field: string;
  readonly message: string;
}

/** Two versions of one field: `now` stands in the file, `wanted` was to come in, `base` is what both began from. */
export interface Rival {
  readonly field: string;
  readonly base: unknown;
  readonly now: unknown;
  readonly wanted: unknown;
}

export type Answer<T> =
  | { readonly value: T; readonly faults: null; readonly rivals: readonly Rival[] }
  | { readonly value: null; readonly faults: readonly Fault[]; readonly rivals: readonly Rival[] };

const fail = (message: string): Answer<never> =>
  ({ value: null, faults: [{ file: "", line: 0, field: "", message }], rivals: [] });

async function ask<T>(path: string, options: RequestInit): Promise<Answer<T>> {
  let response: Response;
  try {
    response = await fetch(path, options);
  } catch {
    return fail("The editor does not answer; is 'dateline serve' still running?");
  }
  let told: unknown;
  try {
    told = await response.json();
  } catch {
    return fail(`The editor refused (${response.status}); open the address that 'dateline serve' printed.`);
  }
  if (response.ok) return { value: told as T, faults: null, rivals: [] };
  const { faults = [], rivals = [] } = told as { faults?: readonly Fault[]; rivals?: readonly Rival[] };
  return { value: null, faults, rivals };
}

/** Read from the server. */
export function read<T>(path: string, query: Readonly<Record<string, string>> = {}): Promise<Answer<T>> {
  const words = new URLSearchParams(query).toString();
  return ask<T>(words ? `${path}?${words}` : path, {});
}

/** Have the server write. */
export function write<T>(path: string, body: unknown): Promise<Answer<T>> {
  const token = document.querySelector('meta[name="dateline-token"]')?.getAttribute("content") ?? "";
  return ask<T>(path, {
    method: "POST",
    headers: { "content-type": "application/json", "x-dateline-token": token },
    body: JSON.stringify(body),
  });
}
