// What was put right after publication: all of it in "About this map", that of one event in its card.

import type { Page } from "../case/page";
import { button, given, make } from "../common/dom";
import type { Correction } from "../common/model";
import { caseLanguage } from "../words/language";
import { say } from "../words/messages";

/** "Corrected on 9 July 2025: the date was 8 July." */
export function correctionWords(one: Correction): string {
  return one.retracted ? say.retractedOn(one.date, one.text) : say.correctedOn(one.date, one.text);
}

/** The list of all corrections, newest first, each leading to its event; null where there are none. */
export function correctionsList(page: Page, leave: () => void): HTMLElement | null {
  const all = page.events.head.corrections ?? [];
  if (all.length === 0) return null;
  return make("ul", { class: "corrections" }, ...all.map((one) => {
    const title = given("span", one.title, { lang: caseLanguage() });
    const open = button({ class: "link" }, () => {
      leave();
      page.openEvent(one.event, { pan: true });
    }, title);
    return make("li", {}, given("span", correctionWords(one)), " ", open);
  }));
}

/** The corrections of one event, oldest first; its retraction stands in the status line. */
export function eventCorrections(page: Page, index: number): HTMLElement | null {
  const own = (page.events.head.corrections ?? []).filter((one) => one.event === index && !one.retracted).reverse();
  if (own.length === 0) return null;
  return make("ul", { class: "corrections" }, ...own.map((one) => given("li", correctionWords(one))));
}
