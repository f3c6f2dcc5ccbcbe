// The panel: what the case is, its layers, its events.

import { kindsOf } from "../case/kinds";
import type { Page } from "../case/page";
import { button, given, make, oncePerFrame, tell } from "../common/dom";
import { icon } from "../common/icons";
import { RETRACTED } from "../common/model";
import { caseLanguage } from "../words/language";
import { say } from "../words/messages";
import { openAbout } from "./about";
import { mountDisagreements } from "./disagreements";
import { mountFilters } from "./filters";
import { mountLayerList } from "./layerlist";
import { mountList } from "./list";
import { makeSearch } from "./searchbox";
import { mountSources } from "./sources";

/** How many events stand on the map when nothing is filtered: with a place, and not retracted. */
export function placedCount(page: Page): number {
  const { placed, status, totals } = kindsOf(page.events.columns);
  return totals.reduce((sum, total, kind) => (placed[kind] && status[kind] !== RETRACTED ? sum + total : sum), 0);
}

function mountSkipped(root: HTMLElement, page: Page): void {
  const { skipped } = page.events.head;
  if (skipped.length === 0) return;
  const list = make("ul");
  for (const one of skipped) {
    list.append(make("li", {}, given("b", one.title), " ", given("span", one.reason)));
  }
  root.append(make("details", { class: "skipped", role: "note" }, make("summary", {}, icon("next", 14), say.skipped(skipped.length)), list));
}

function mountGrouping(root: HTMLElement, page: Page): void {
  const { store } = page;
  const sorts = [["date", say.byDate], ["layer", say.byLayer]] as const;
  const buttons = sorts.map(([grouping, words]) => button({}, () => store.set({ grouping }), words));
  root.append(make("div", { class: "segments", role: "group", "aria-label": say.arrange }, ...buttons));
  const show = (): void =>
    sorts.forEach(([grouping], at) => buttons[at]?.setAttribute("aria-pressed", String(store.state.grouping === grouping)));
  store.follow(show);
  show();
}

export function mountPanel(root: HTMLElement, page: Page): void {
  const { head } = page.events;
  const placed = placedCount(page);
  const asOf = head.case.asOfWords ? [say.asOf(head.case.asOfWords)] : [];
  const top = make(
    "div", { class: "head" },
    make(
      "div", { class: "brand" },
      make("b", {}, say.brand),
      button({ class: "link" }, () => openAbout(page), say.aboutThisMap),
    ),
    make(
      "h1", { tabindex: -1 },
      given("span", head.case.title, { class: "long", lang: caseLanguage() }),
      given("span", head.case.shortTitle || head.case.title, { class: "short", lang: caseLanguage() }),
      make("span", { class: "page-name" }, say.events),
    ),
    make(
      "p", { class: "meta" },
      make("span", { class: "long" }, [...asOf, say.eventsOnMap(head.count, placed)].join(" · ")),
      make("span", { class: "short" }, [...asOf, say.placedOfAll(head.count, placed)].join(" · ")),
      make("span", { class: "page-name", id: "list-count" }),
    ),
  );
  const layers = make("section", { class: "layers", "aria-labelledby": "layers-name" }, make("h2", { id: "layers-name" }, say.layers));
  mountLayerList(layers, page);
  const heading = make("div", { class: "heading" }, make("h2", { id: "events-name" }, say.events));
  const list = make("div", { class: "events" });
  const events = make("section", { "aria-labelledby": "events-name" }, heading);
  mountList(list, page);
  const search = makeSearch(page);
  heading.append(search.toggle);
  mountFilters(heading, events, page);
  mountGrouping(heading, page);
  events.append(search.element, list);
  const disagreements = make("section", { class: "disagreeing" });
  const sources = make("section", { class: "sources" });
  const live = make("p", { class: "spoken", role: "status", id: "shown-count" });
  const body = make("div", { class: "body", id: "panel-body", tabindex: -1 }); // no stop of its own, as Firefox has it: it is full of them
  mountSkipped(body, page);
  body.append(
    layers, events, disagreements, sources,
    make("p", { class: "panel-foot" }, button({ class: "link" }, () => openAbout(page), say.aboutThisMap)),
  );
  // The phone's bar has the way to the search; the heading with its own is not shown there.
  const barSearch = button({ class: "icon-button flat bar-search", "aria-label": say.search }, () => {
    root.dispatchEvent(new CustomEvent("dateline-search"));
    root.dispatchEvent(new CustomEvent("dateline-list", { bubbles: true }));
    search.open();
  }, icon("search"));
  top.append(barSearch);
  root.append(top, body, live);
  mountDisagreements(disagreements, page);
  mountSources(sources, page);

  const speak = oncePerFrame(() => {
    tell(live, say.shownOfAll(page.shown().indices.length, head.count));
  });
  page.followShown(speak);
}
