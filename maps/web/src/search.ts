// Search in the list: which of the events passing the filters tell of the words typed.

import { button, make } from "./dom";
import { icon } from "./icons";
import { say } from "./messages";
import type { EventText } from "./model";
import type { Events } from "./page";

/** Hits after which a search stops: more rows than anyone reads. */
export const MOST_HITS = 500;
/** Texts looked at before the page may breathe. */
const BREATH = 2000;

/** Letters without case, accents and compatibility forms, so that "Donetsk" finds "DONÉTSK". */
export function foldText(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Whether every word stands somewhere in what the event tells. */
export function tellsOf(text: EventText, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const claims = text.claims.flatMap((claim) => [claim.text ?? "", claim.quote ?? ""]);
  const whole = foldText([text.title, text.label, text.place, text.summary, text.dateWords, ...text.tags, ...claims].join("\n"));
  return words.every((word) => whole.includes(word));
}

/** The words of a query, folded. */
export function queryWords(query: string): readonly string[] {
  return foldText(query).split(/\s+/).filter(Boolean);
}

/** The first events, in the order given, that tell of every word; gives up once `stopped`. */
export async function findTold(
  events: Events, indices: Uint32Array, words: readonly string[], stopped: () => boolean,
): Promise<Uint32Array> {
  const hits: number[] = [];
  for (let at = 0; at < indices.length && hits.length < MOST_HITS; at++) {
    if (at % BREATH === BREATH - 1) {
      await new Promise((resolve) => setTimeout(resolve));
      if (stopped()) break;
    }
    const index = indices[at] as number;
    if (tellsOf(await events.text(index), words)) hits.push(index);
  }
  return Uint32Array.from(hits);
}

export interface SearchBox {
  readonly element: HTMLElement;
  /** Opens and closes the field. */
  readonly toggle: HTMLButtonElement;
  query(): string;
  open(): void;
  /** Said to everyone: how many were found. */
  tell(found: number): void;
}

/** The field, closed at first; `changed` is called as its words change. */
export function makeSearch(changed: () => void): SearchBox {
  const field = make("input", { type: "search", "aria-label": say.searchEvents, placeholder: say.searchEvents, autocomplete: "off" });
  const told = make("span", { class: "meta", role: "status" });
  const element = make("div", { class: "search", id: "search", role: "search", hidden: true }, field, told);
  const turn = (open: boolean): void => {
    element.hidden = !open;
    toggle.setAttribute("aria-expanded", String(open));
    if (open) field.focus();
    else if (field.value) {
      field.value = "";
      told.textContent = "";
      changed();
    }
  };
  const toggle = button(
    { class: "icon-button flat", "aria-label": say.search, title: say.search, "aria-controls": "search", "aria-expanded": "false" },
    () => turn(element.hidden), icon("search", 18),
  );
  field.addEventListener("input", () => {
    if (!field.value.trim()) told.textContent = "";
    changed();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    turn(false);
    toggle.focus();
  });
  return {
    element,
    toggle,
    query: () => (element.hidden ? "" : field.value),
    open: () => turn(true),
    tell: (found) => (told.textContent = found >= MOST_HITS ? say.foundMany(MOST_HITS) : say.found(found)),
  };
}
