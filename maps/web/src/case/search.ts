// Search: which events tell of the words typed, in any script.

import type { EventText, Source } from "../common/model";
import type { Events } from "./page";
import type { Store } from "./state";

/** Texts looked at before the page may breathe. */
const BREATH = 2000;
/** Folded texts kept: so many that a search of what was searched before takes milliseconds, not so many that they crowd. */
const KEPT = 200_000;

/** Letters that a decomposition leaves as they are, though readers type others for them. */
const PLAIN: ReadonlyMap<string, string> = new Map(Object.entries({
  ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", ħ: "h", ı: "i", þ: "th", ς: "σ",
  ى: "ي", ی: "ي", ک: "ك", ة: "ه", ہ: "ه", "\u0640": "",
}));
const ODD = new RegExp(`[${[...PLAIN.keys()].join("")}]`, "gu");
/** Accents and points over letters of any script; not the vowel signs of Indic or Thai, nor the marks of kana. */
const ACCENTS = new RegExp(
  "[\\u0300-\\u036f\\u0483-\\u0487\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7\\u0610-\\u061a\\u064b-\\u065f\\u0670\\u06d6-\\u06ed" +
  "\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\ufe00-\\ufe0f\\ufe20-\\ufe2f]", "g",
);
const ASCII = /^[\x00-\x7f]*$/;
const DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;

/**
 * Letters without case, accents and compatibility forms, so that "Donetsk" finds "DONÉTSK", "елка" finds "Ёлка" and
 * "احمد" finds "أَحْمَد". Hangul is put together again: "이" is not the beginning of "인".
 */
export function foldText(text: string): string {
  const lower = text.toLowerCase();
  if (ASCII.test(lower)) return lower;
  return lower.normalize("NFKD")
    .replace(ACCENTS, "")
    .replace(ODD, (letter) => PLAIN.get(letter) ?? letter)
    .replace(DIGITS, (digit) => String((digit.codePointAt(0) ?? 0) & 15))
    .normalize("NFC");
}

/** Who reports, folded: once for each source, not for each claim. */
export function foldSources(sources: readonly Source[]): readonly string[] {
  return sources.map(({ publisher, title }) => foldText(`${publisher}\n${title}`));
}

/** All that an event tells, folded: its title, claims, place, tags, and who reports it. */
export function foldEvent(text: EventText, sources: readonly string[]): string {
  const told = [text.title, text.label, text.place, text.origin, text.destination, text.summary, text.dateWords, ...text.tags];
  for (const claim of text.claims) {
    told.push(claim.text ?? "", claim.quote ?? "", claim.placeAsWritten ?? "", ...(claim.citing ?? []));
  }
  // Part by part: what is plain ASCII needs no decomposing.
  const folded = told.filter(Boolean).map(foldText);
  for (const source of new Set(text.claims.map((claim) => claim.source))) folded.push(sources[source] ?? "");
  return folded.join("\n");
}

/** The words of a query, folded. */
export function queryWords(query: string): readonly string[] {
  return foldText(query).split(/\s+/).filter(Boolean);
}

/** Finds events by words; keeps what it has folded. */
export class Searcher {
  readonly #folded: string[] = [];
  #sources: readonly string[] | null = null;

  constructor(readonly events: Pick<Events, "count" | "text" | "sources">) {}

  /** One byte an event, 1 where it tells of every word; null once `stopped`. */
  async find(words: readonly string[], stopped: () => boolean = () => false): Promise<Uint8Array | null> {
    const told = new Uint8Array(this.events.count);
    this.#sources ??= foldSources(await this.events.sources());
    const sources = this.#sources;
    for (let index = 0; index < told.length; index++) {
      let folded = this.#folded[index];
      if (folded === undefined) {
        folded = foldEvent(await this.events.text(index), sources);
        if (index < KEPT) this.#folded[index] = folded;
        if (index % BREATH === BREATH - 1) await new Promise((resolve) => setTimeout(resolve));
      }
      if (index % BREATH === 0 && stopped()) return null;
      if (words.every((word) => folded.includes(word))) told[index] = 1;
    }
    return stopped() ? null : told;
  }
}

/** Keeps what was found in step with what is searched for: a filter like the others, so that map, list and timeline follow. */
export class Search {
  readonly #searcher: Searcher;
  #asked = 0;
  #running: Promise<void> = Promise.resolve();

  constructor(events: Pick<Events, "count" | "text" | "sources">, readonly store: Store) {
    this.#searcher = new Searcher(events);
    store.follow(({ query }, before) => {
      if (query !== before.query) this.#running = this.#find(query);
    });
  }

  /** Resolves when the last query is answered. */
  get settled(): Promise<void> {
    return this.#running;
  }

  /** Fold the texts while the reader types the first word. */
  warm(): void {
    const mine = this.#asked;
    void this.#searcher.find([], () => this.#asked !== mine);
  }

  async #find(query: string): Promise<void> {
    const mine = ++this.#asked;
    const words = queryWords(query);
    const told = words.length > 0 ? await this.#searcher.find(words, () => mine !== this.#asked) : null;
    if (mine !== this.#asked || (words.length > 0 && !told)) return;
    if (told !== this.store.state.told) this.store.set({ told });
  }
}
