// "About this map": what it shows, as of when, how, by whom; and the keys that move about it.

import type { Page } from "../case/page";
import { button, given, make, type Child } from "../common/dom";
import { icon } from "../common/icons";
import { contactLink } from "../common/links";
import { caseLanguage } from "../words/language";
import { say } from "../words/messages";
import { correctionsList } from "./corrections";
import { disputedList } from "./disputedlist";
import { legendList } from "./legend";
import { readerChoices } from "./reader";

export function openDialog(title: string, body: readonly Child[], ...extra: readonly HTMLElement[]): HTMLDialogElement {
  const heading = make("h2", { id: "dialog-title", tabindex: -1, autofocus: true }, title);
  const dialog = make(
    "dialog", { class: "dialog", "aria-labelledby": "dialog-title" },
    make("div", { class: "dialog-scroll" }, heading, ...body),
    make(
      "div", { class: "dialog-foot" }, ...extra,
      button({ class: "button primary" }, () => dialog.close(), say.close),
    ),
    button({ class: "icon-button flat close", "aria-label": say.close }, () => dialog.close(), icon("close", 22)),
  );
  (document.getElementById("dialog-root") ?? document.body).append(dialog);
  // The browser gives the focus back to where it came from.
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.showModal();
  return dialog;
}

export function openKeys(): void {
  const list = make("dl", { class: "keys" });
  for (const [keys, what] of say.keys) list.append(make("dt", {}, keys), make("dd", {}, what));
  openDialog(say.keyboardHelp, [list]);
}

function retractedCount(page: Page): number {
  let count = 0;
  for (let i = 0; i < page.events.count; i++) if (page.events.status(i) === "retracted") count += 1;
  return count;
}

export function openAbout(page: Page): void {
  const { head } = page.events;
  const list = make("dl");
  const row = (term: string, ...content: readonly Child[]): void => {
    list.append(make("dt", {}, term), make("dd", {}, ...content));
  };
  row(say.readerTerm, readerChoices(page));
  row(say.whatItShows, head.case.summary ? given("p", head.case.summary, { lang: caseLanguage() }) : null, say.whatItShowsText(head.count));
  if (head.case.asOfWords) row(say.asOfTerm, given("span", say.asOfText(head.case.asOfWords)));
  if (head.case.scope) row(say.scopeTerm, given("span", head.case.scope, { lang: caseLanguage() }));
  if (head.case.method) row(say.methodTerm, given("span", head.case.method, { lang: caseLanguage() }));
  row(say.datesTerm, say.datesText);
  row(say.placesTerm, say.placesText);
  row(say.marksTerm, legendList(page));
  row(say.linesTerm, disputedList());
  const hosts = [...new Set(head.tiles.map((tiles) => tiles.host))];
  row(say.privacyTerm, hosts.length > 0 ? say.privacyTiles(say.and(hosts)) : say.privacyAlone);
  row(say.creditsTerm, given("span", head.credits.map((credit) => credit.replace(/\.$/, "")).join(". ") + "."));
  const contact = contactLink(head.case.contact, say.reportError, head.case.title);
  const corrections = correctionsList(page, () => dialog.close());
  row(say.correctionsTerm, contact, contact ? " · " : null, say.retractedCount(retractedCount(page)), corrections);
  const dialog = openDialog(say.aboutThisMap, [list], button({ class: "button" }, openKeys, say.keyboardHelp));
}
