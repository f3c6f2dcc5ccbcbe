// The article beside the map: it takes the panel's place, and passage and point lead to each other.

import * as L from "leaflet";
import type { Page } from "../case/page";
import { button, given, make } from "../common/dom";
import type { ArticleText, Source } from "../common/model";
import { drawBadge } from "../common/swatch";
import { say } from "../words/messages";
import { numberPassages } from "../words/passages";
import { capital } from "../words/wording";
import { makeArticle } from "./articletext";
import { eventSwatch } from "./row";

const PHONE = "(max-width: 639.98px)";
const NARROW = "(max-width: 1023.98px)";

const CLEAR = 60; // px: a mark nearer to the map's edge has no room for its label

const NONE: ReadonlyMap<number, number> = new Map();

export interface Reading {
  /** Numbers of the events in the article that is open; empty beside the list. */
  readonly numbers: () => ReadonlyMap<number, number>;
  /** Whether the article now beside the map has a passage of the event and shows it on the map. */
  readonly reads: (index: number) => boolean;
}

/** Mount the article and its switches into the panel; nothing when the case publishes none. */
export function mountReading(panel: HTMLElement, page: Page): Reading {
  const { store, events } = page;
  const { articles } = events.head;
  let numbers = NONE;
  const app = panel.parentElement ?? document.body;
  const narrow = matchMedia(NARROW);
  /** Numbers on the map mean something only while the article is in sight. */
  const inSight = (): ReadonlyMap<number, number> => (!narrow.matches || app.dataset["page"] === "list" ? numbers : NONE);
  const reading: Reading = {
    numbers: inSight,
    reads: (index) => store.state.article !== null && numbers.has(index) && !matchMedia(NARROW).matches,
  };
  if (articles.length === 0) return reading;
  const phone = matchMedia(PHONE);
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let chosen = 0;
  /** What the map showed before the article took room from it. */
  let seen: L.LatLngBounds | null = null;

  const switches: (() => void)[] = [];
  const makeSwitch = (): HTMLElement => {
    const choices = [[say.events, (): number | null => null], [say.article, (): number | null => chosen]] as const;
    const buttons = choices.map(([words, article]) =>
      button({}, () => {
        seen = article() === null || narrow.matches ? null : page.map.getBounds();
        store.set({ article: article(), bare: article() !== null && reading.reads(store.state.open ?? -1) });
        // On a phone the page that is left takes its own switch with it.
        if (phone.matches) app.querySelector<HTMLElement>(article() === null ? ".body .switch [aria-pressed=true]" : ".beside .switch [aria-pressed=true]")?.focus();
      }, words),
    );
    switches.push(() => buttons.forEach((one, at) => one.setAttribute("aria-pressed", String((store.state.article !== null) === (at === 1)))));
    return make("div", { class: "segments switch", role: "group", "aria-label": say.besideMap }, ...buttons);
  };

  const chooser = make("select", { class: "article-choice", "aria-label": say.chooseArticle, hidden: articles.length < 2 });
  chooser.addEventListener("change", () => store.set({ article: Number(chooser.value) }));
  const scroll = make("div", { class: "article-scroll" });
  const bar = make("div", { class: "article-bar", hidden: true });
  const section = make("section", { class: "beside", "aria-label": say.article }, make("div", { class: "beside-head" }, makeSwitch(), chooser), scroll, bar);
  // Who searches looks for events: the list comes back with its field.
  panel.addEventListener("dateline-search", () => store.set({ article: null }));
  panel.querySelector(".brand")?.append(makeSwitch());
  panel.querySelector(".body")?.prepend(makeSwitch());
  panel.querySelector(".body")?.after(section);

  const passagesOf = (index: number | null): HTMLElement[] =>
    index === null ? [] : [...scroll.querySelectorAll<HTMLElement>(`.passage[data-event="${index}"]`)];

  /** Mark the passages of the open event and bring the first into view. */
  const point = (index: number | null): void => {
    for (const passage of scroll.querySelectorAll('.passage[aria-current="true"]')) passage.removeAttribute("aria-current");
    const parts = passagesOf(index);
    for (const part of parts) part.setAttribute("aria-current", "true");
    const focused = parts.includes(document.activeElement as HTMLElement);
    if (!focused) parts[0]?.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
  };

  /** Go to the passage of an event; a drawer or a page of the phone that is away comes for it. */
  const seek = (index: number | null): void => {
    if (index === null) return;
    if (narrow.matches) {
      panel.dispatchEvent(new CustomEvent("dateline-list", { bubbles: true }));
      store.set({ bare: false });
    }
    point(index);
    passagesOf(index)[0]?.focus({ preventScroll: true });
  };

  const showBar = async (): Promise<void> => {
    const { open, bare, article } = store.state;
    const wanted = article !== null && bare && open !== null;
    bar.hidden = !wanted;
    if (!wanted) return;
    const text = await events.text(open);
    if (store.state.open !== open) return;
    const details = button({ class: "button small" }, () => store.set({ bare: false }), say.details);
    bar.replaceChildren(
      eventSwatch(page, open, text),
      make(
        "span", { class: "what" }, given("b", text.title),
        make("span", { class: "meta" }, given("bdi", capital(text.dateWords || say.undated)), ...(text.conflicts.length > 0 ? [" · ", make("span", { class: "differs" }, drawBadge(), say.disagree)] : [])),
      ),
      details,
    );
  };

  /** Passages of events that the filters hide still stand in the text, but lead to no mark. */
  const showFilters = (): void => {
    const shown = page.shown();
    for (const passage of scroll.querySelectorAll<HTMLElement>(".passage[data-event]")) {
      const hidden = !shown.has(Number(passage.dataset["event"]));
      passage.classList.toggle("unshown", hidden);
      if (hidden) passage.setAttribute("aria-description", say.hiddenByFilters);
      else passage.removeAttribute("aria-description");
    }
  };

  /** The article made the map narrower: what was in view stays in view. */
  const keepInView = (): void => {
    const points = [...numbers.keys()].flatMap((event) => {
      const at = events.point(event);
      return at ? [L.latLng(at[1], at[0])] : [];
    });
    const before = seen;
    seen = null;
    if (!before || points.length === 0 || !points.every((one) => before.contains(one))) return;
    const size = page.map.getSize();
    const clear = points.every((one) => {
      const { x, y } = page.map.latLngToContainerPoint(one);
      return x > CLEAR && y > CLEAR && x < size.x - CLEAR && y < size.y - CLEAR;
    });
    if (clear) return;
    page.map.fitBounds(L.latLngBounds(points), { padding: [CLEAR + 30, CLEAR + 30], maxZoom: page.map.getZoom(), animate: false });
  };

  const tellNumbers = (): void => {
    page.numberEvents(inSight());
    later();
  };

  const go = (event: number): void => page.openEvent(event, { pan: true });

  let turn = 0;
  const show = async (number: number): Promise<void> => {
    const mine = ++turn;
    const [article, sources]: [ArticleText, readonly Source[]] = await Promise.all([events.article(number), events.sources()]);
    if (mine !== turn || store.state.article !== number) return;
    numbers = numberPassages(article, (event) => events.placed(event) && events.status(event) !== "retracted");
    scroll.replaceChildren(makeArticle(page, article, sources[article.source], numbers, go));
    scroll.scrollTop = 0;
    scroll.dataset["article"] = article.name;
    tellNumbers();
    showFilters();
    keepInView();
    const { open } = store.state;
    if (open !== null) {
      store.set({ bare: reading.reads(open) && store.state.bare });
      point(open);
    }
    later();
  };
  const later = (): void => {
    page.map.getContainer().dispatchEvent(new CustomEvent("dateline-numbers", { bubbles: true }));
  };

  void events.sources().then((sources) => {
    chooser.append(...articles.map(({ title, source }, at) => make("option", { value: at, dir: "auto" }, title || sources[source]?.title || say.untitledArticle(sources[source]?.publisher ?? ""))));
    chooser.value = String(chosen);
  });

  store.follow((state, before) => {
    if (state.article !== before.article) {
      for (const follow of switches) follow();
      if (state.article === null) {
        delete app.dataset["beside"];
        numbers = NONE;
        tellNumbers();
        turn += 1;
        if (state.bare) store.set({ bare: false });
      } else {
        chosen = state.article;
        chooser.value = String(chosen);
        app.dataset["beside"] = "article";
        // Its own key explains the passages; the legend gives the narrower map room, and may be unfolded again.
        if (before.article === null) document.querySelector<HTMLElement>(".legend:not(.folded) .legend-name")?.click();
        const wanted = state.bare ? state.open : null;
        // Where the article is not beside the map, who asks for it is shown it.
        if (narrow.matches) panel.dispatchEvent(new CustomEvent("dateline-list", { bubbles: true }));
        void show(chosen).then(() => seek(wanted));
      }
      if (!narrow.matches) page.map.invalidateSize({ animate: false });
      later();
    } else if (state.article !== null && state.open !== before.open) point(state.open);
    else if (state.article !== null && state.bare && !before.bare) seek(state.open);
    if (state.open !== before.open || state.bare !== before.bare || state.article !== before.article) void showBar();
  });
  page.followShown(showFilters);
  // Where the panel lies over the map nothing but the card tells of the open event.
  narrow.addEventListener("change", () => {
    store.set({ bare: false });
    tellNumbers();
  });
  app.addEventListener("dateline-page", tellNumbers);
  for (const follow of switches) follow();
  return reading;
}
