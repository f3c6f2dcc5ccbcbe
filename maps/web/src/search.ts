// Search: which events tell of the words typed, in any script.

import { button, make } from "./dom";
import { icon } from "./icons";
import { say } from "./messages";
import type { EventText, Source } from "./model";
import type { Events, Page } from "./page";

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

export interface SearchBox {
  readonly element: HTMLElement;
  /** Opens and closes the field. */
  readonly toggle: HTMLButtonElement;
  open(): void;
}

/** The field, closed at first; what it finds is a filter like the others, so that map, list and timeline follow. */
export function makeSearch(page: Page): SearchBox {
  const { store } = page;
  const searcher = new Searcher(page.events);
  const field = make("input", { type: "search", "aria-label": say.searchEvents, placeholder: say.searchEvents, autocomplete: "off" });
  const found = make("span", { class: "meta", role: "status" });
  const element = make("div", { class: "search", id: "search", role: "search", hidden: true }, field, found);
  let asked = 0;
  const search = async (): Promise<void> => {
    const mine = ++asked;
    const words = queryWords(field.value);
    const told = words.length > 0 ? await searcher.find(words, () => mine !== asked) : null;
    if (mine !== asked || (words.length > 0 && !told)) return;
    if (told !== store.state.told) store.set({ told });
  };
  const tell = (): void => {
    found.textContent = store.state.told ? say.found(page.shown().indices.length) : "";
  };
  const turn = (open: boolean): void => {
    element.hidden = !open;
    toggle.setAttribute("aria-expanded", String(open));
    if (open) {
      field.focus();
      // Folded while the reader types the first word.
      const mine = asked;
      void searcher.find([], () => asked !== mine);
    } else if (field.value) {
      field.value = "";
      void search();
    }
  };
  const toggle = button(
    { class: "icon-button flat", "aria-label": say.search, title: say.search, "aria-controls": "search", "aria-expanded": "false" },
    () => turn(element.hidden), icon("search", 18),
  );
  field.addEventListener("input", () => void search());
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    turn(false);
    toggle.focus();
  });
  page.followShown(tell);
  store.follow((state, before) => {
    // Cleared elsewhere, with the other filters.
    if (before.told && !state.told && queryWords(field.value).length > 0) {
      asked += 1;
      field.value = "";
    }
  });
  return { element, toggle, open: () => turn(true) };
}
