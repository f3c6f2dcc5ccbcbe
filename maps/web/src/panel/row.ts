// One event as a row of the list, and as one of the folds.

import type { Page } from "../case/page";
import { button, given, make } from "../common/dom";
import type { EventText } from "../common/model";
import { drawBadge, drawSwatch, swatchOf } from "../common/swatch";
import { dateBlock } from "../words/dates";
import { caseLanguage } from "../words/language";
import { say } from "../words/messages";
import { capital, chosenSpan, conflictNames, statusWord, trayReason, whenWords } from "../words/wording";

/** The swatch of an event in the shape of its mark. */
export function eventSwatch(page: Page, index: number, text: EventText): SVGSVGElement {
  const { events } = page;
  return drawSwatch(
    swatchOf({
      color: events.head.layers[events.layer(index)]?.color ?? "black",
      occurrence: events.occurrence(index),
      status: events.status(index),
      precision: events.precision(index),
      placed: events.placed(index),
      area: events.area(index) >= 0,
      moves: text.origin !== "" || text.destination !== "",
    }),
  );
}

function disagreement(text: EventText): HTMLElement | null {
  if (text.conflicts.length === 0) return null;
  const names = conflictNames(text.conflicts);
  const spoken = given("span", say.differsOn(names), { class: "spoken" });
  const shown = given("span", names, { "aria-hidden": "true" });
  return make("span", { class: "differs" }, drawBadge(), shown, spoken);
}

/** What is told of an event in one line, then what its sources differ on; the dot between them is lost where the line breaks. */
function told(words: HTMLElement, text: EventText): HTMLElement {
  const differs = disagreement(text);
  return make("span", { class: "meta" }, differs ? make("span", { class: "parts" }, words, " ", differs) : words);
}

function open(page: Page, index: number): void {
  page.openEvent(index, { pan: true });
}

function row(page: Page, index: number, ...content: (Node | null)[]): HTMLLIElement {
  const control = button({ class: "row", "data-event": index, tabindex: -1 }, () => open(page, index), ...content);
  const hover = (on: boolean) => (): void => {
    const { state } = page.store;
    if (on) page.store.set({ hover: index });
    else if (state.hover === index) page.store.set({ hover: null });
  };
  control.addEventListener("pointerenter", hover(true));
  control.addEventListener("pointerleave", hover(false));
  control.addEventListener("focus", hover(true));
  control.addEventListener("blur", hover(false));
  return make("li", {}, control);
}

/** The same in a row, where its colour is all that tells the layer. */
function namedSwatch(page: Page, index: number, text: EventText): SVGSVGElement {
  const { events } = page;
  const layer = events.head.layers[events.layer(index)];
  const swatch = eventSwatch(page, index, text);
  if (!layer || events.head.layers.length < 2) return swatch;
  swatch.removeAttribute("aria-hidden");
  swatch.setAttribute("role", "img");
  swatch.setAttribute("aria-label", layer.label || layer.title);
  return swatch;
}

/** A row of the chronological list. */
export function listRow(page: Page, index: number, text: EventText): HTMLLIElement {
  const { events } = page;
  const status = events.status(index);
  const retracted = status === "retracted";
  const intervals = events.intervals(index);
  const span = chosenSpan(intervals);
  const several = intervals.filter((interval) => interval.chosen).length > 1;
  const lines = several || !span ? [capital(text.dateWords || say.undated)] : dateBlock(span[0], span[1]);
  const date = make("span", { class: "date", dir: "auto" });
  lines.forEach((line, at) => date.append(at === 0 ? make("b", {}, line) : ` ${line}`));
  const words = retracted
    ? given("span", say.retractedOn(text.retracted, text.retractedReason), { class: "strong" })
    : make("span", {}, `${statusWord(events.occurrence(index), status)} · ${say.sources(text.reports)}`);
  const place = text.place || (text.origin || text.destination ? say.movement(text.origin, text.destination) : "");
  return row(
    page, index, date, namedSwatch(page, index, text),
    make(
      "span", { class: "what" },
      given(retracted ? "del" : "span", text.title, { class: "title", lang: caseLanguage() }),
      place ? given("span", place, { class: "meta", lang: caseLanguage() }) : null,
      told(words, text),
    ),
  );
}

/** A row of "Date unknown" or "Not on the map", with its reason. */
export function trayRow(page: Page, index: number, text: EventText, undated: boolean): HTMLLIElement {
  const { events } = page;
  const status = events.status(index);
  const occurrence = events.occurrence(index);
  const retracted = status === "retracted";
  const word = statusWord(occurrence, status);
  const dated = text.dateWords && !undated;
  const head =
    occurrence === "expected" && !retracted
      ? [dated ? say.expectedWhen(whenWords(text.dateWords, events.intervals(index))) : word]
      : [word, dated ? text.dateWords : text.dateWords || say.undated];
  const words = given("span", [...head, say.sources(text.reports)].join(" · "));
  return row(
    page, index, namedSwatch(page, index, text),
    make(
      "span", { class: "what" },
      given(retracted ? "del" : "span", text.title, { class: "title", lang: caseLanguage() }),
      told(words, text),
      retracted ? given("span", say.retractedOn(text.retracted, text.retractedReason), { class: "reason" }) : null,
      given("span", trayReason(text, undated), { class: "reason" }),
    ),
  );
}
