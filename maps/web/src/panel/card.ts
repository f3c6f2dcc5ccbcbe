// The card of the open event: beside its mark, or a sheet from below on a phone.

import type { Page } from "../case/page";
import { copyControl } from "../common/copy";
import { button, given, make, oncePerFrame } from "../common/dom";
import { icon } from "../common/icons";
import { contactLink } from "../common/links";
import type { EventText, Source } from "../common/model";
import { citeEvent } from "../words/citation";
import { say } from "../words/messages";
import { placeCard, roomFor, stopHeight } from "./cardplace";
import { cardBody, cardTitle, foldConflict } from "./cardtext";
import { makeSheet } from "./sheet";

const PHONE = "(max-width: 639.98px)";

/** So long after a card has opened the map is on its way to its mark; what comes later is the reader's own doing. */
const SETTLE_MS = 1500;

/** Whether a card is open or about to be: its texts may still be on their way. */
let covering = false;

/** How much of the map the phone's sheet covers from below, in pixels: for panning a mark into the free part. */
export function coveredBottom(): number {
  if (!covering || !matchMedia(PHONE).matches) return 0;
  const half = stopHeight("half", innerHeight);
  const card = document.querySelector<HTMLElement>(".card:not([hidden])");
  // A full sheet hides the map altogether; what counts then is the stop to which it comes back.
  return card?.dataset["stop"] === "low" ? stopHeight("low", innerHeight) : half;
}

/** What is done with the event; the citation unfolds above it. */
function actions(page: Page, index: number, text: EventText, sources: readonly Source[]): readonly HTMLElement[] {
  const { events } = page;
  const { contact, title } = events.head.case;
  const link = page.link(text.id);
  const known = { occurrence: events.occurrence(index), status: events.status(index) };
  const citation = citeEvent(text, known, sources, events.head.case, link);
  const cited = make(
    "div", { class: "cited", id: "card-citation", hidden: true }, make("b", {}, say.citation), given("p", citation),
    copyControl(() => citation, { name: say.copyCitation, done: say.citationCopied, byHand: say.citation }),
  );
  const cite = button({ class: "link", "aria-expanded": "false", "aria-controls": "card-citation" }, () => {
    cited.hidden = !cited.hidden;
    cite.setAttribute("aria-expanded", String(!cited.hidden));
  }, say.cite);
  return [
    cited,
    make(
      "div", { class: "actions" }, copyControl(() => link, { name: say.copyLink, done: say.copied, byHand: say.copyByHand }), cite,
      contactLink(contact, say.reportError, say.errorSubject(text.title, title)),
    ),
  ];
}

function pager(page: Page, index: number): HTMLElement | null {
  const all = page.neighbours(index);
  if (all.length < 2) return null;
  const at = all.indexOf(index);
  const turn = (by: number) => (): void => {
    const next = all[(at + by + all.length) % all.length];
    if (next !== undefined) page.openEvent(next, { pan: false });
  };
  return make(
    "div", { class: "pager" },
    button({ class: "icon-button flat", "aria-label": say.previous, "data-turn": "-1" }, turn(-1), icon("previous", 18)),
    make("span", {}, say.atThisPlace(at + 1, all.length)),
    button({ class: "icon-button flat", "aria-label": say.next, "data-turn": "1" }, turn(1), icon("next", 18)),
  );
}

/** Mount the card into the map's frame; `settled` hears of a card that stands elsewhere than before. */
export function mountCard(root: HTMLElement, page: Page, settled: () => void): void {
  const { store, events } = page;
  const phone = matchMedia(PHONE);
  const card = make("div", { class: "card", role: "dialog", "aria-labelledby": "card-title", hidden: true });
  const scroll = make("div", { class: "card-scroll", tabindex: -1 });
  const foot = make("div", { class: "card-foot" });
  const pointer = make("div", { class: "pointer", "aria-hidden": "true" });
  const sheet = makeSheet(card, () => undefined);
  const close = button({ class: "icon-button flat close", "aria-label": say.close }, () => shut(), icon("close", 22));
  card.append(sheet.grip, scroll, foot, close, pointer);
  root.append(card);
  // Neither a drag nor a wheel on the card is meant for the map below.
  for (const name of ["pointerdown", "mousedown", "touchstart", "dblclick", "wheel", "click"]) {
    card.addEventListener(name, (event) => event.stopPropagation(), { passive: true });
  }

  let from: Element | null = null;
  let turn = 0;

  const shut = (): void => {
    store.set({ open: null });
  };

  const giveBack = (): void => {
    const target = from;
    from = null;
    if (target instanceof HTMLElement && target.isConnected && target.offsetParent !== null) target.focus();
    else page.map.getContainer().focus({ preventScroll: true });
  };

  const place = (): void => {
    const { open } = store.state;
    if (card.hidden || open === null || store.state.bare) return;
    if (phone.matches) {
      root.classList.remove("over-legend");
      card.style.left = card.style.top = card.style.width = card.style.maxHeight = "";
      pointer.hidden = true;
      if (!card.dataset["stop"]) sheet.set("half");
      return;
    }
    sheet.release();
    const { clientWidth: width, clientHeight: height } = root;
    const mark = page.markPosition(open);
    // Twice: the height of the text depends on the width the side leaves.
    const frame = { width, height, mirrored: document.documentElement.dir === "rtl" };
    let placed = placeCard(frame, mark, card.offsetHeight);
    card.style.width = `${placed.width}px`;
    card.style.maxHeight = `${placed.maxHeight}px`;
    placed = placeCard(frame, mark, card.offsetHeight);
    card.style.left = `${Math.round(placed.left)}px`;
    card.style.top = `${Math.round(placed.top)}px`;
    pointer.hidden = placed.pointer === null;
    if (placed.pointer) {
      pointer.className = `pointer ${placed.pointer.side}`;
      pointer.style.top = `${Math.round(placed.pointer.top)}px`;
    }
    const [own, below] = [card, root.querySelector(".legend")].map((one) => one?.getBoundingClientRect());
    // Half a legend explains nothing.
    root.classList.toggle("over-legend", Boolean(own && below && own.left < below.right && own.right > below.left && own.bottom > below.top));
    // The labels of the map keep off the card; while it moves they go with it.
    const standing = [card.style.left, card.style.top, card.style.width, card.offsetHeight].join();
    if (moving || standing === stood) return;
    stood = standing;
    settled();
  };
  card.addEventListener("transitionend", settled);

  let stood = "";
  // On a narrow map the card would lie over a mark in its middle: then the map gives way once, after it has come to rest.
  let moving = false;
  let unroomed = false;
  let opened = 0;
  const makeRoom = (): void => {
    // The way to the mark may begin only in a frame to come, and end where the card does not fit.
    if (performance.now() - opened > SETTLE_MS) unroomed = false;
    if (moving || !unroomed || store.state.open === null || phone.matches) return;
    const mark = page.markPosition(store.state.open);
    const x = roomFor({ width: root.clientWidth, height: root.clientHeight, mirrored: document.documentElement.dir === "rtl" }, mark);
    if (!mark || x === null) return;
    unroomed = false;
    page.map.panBy([mark.x - x, 0], { animate: !matchMedia("(prefers-reduced-motion: reduce)").matches });
  };
  page.map.on("movestart", () => (moving = true));
  page.map.on("dragstart", () => (unroomed = false));
  page.map.on("moveend", () => {
    moving = false;
    makeRoom();
  });

  const show = async (index: number): Promise<void> => {
    const mine = ++turn;
    const [text, sources] = await Promise.all([events.text(index), events.sources()]);
    if (mine !== turn || store.state.open !== index) return;
    const turned = document.activeElement?.getAttribute("data-turn");
    const pages = pager(page, index);
    scroll.replaceChildren(...[pages, cardTitle(page, index, text), ...cardBody(page, index, text, sources)].filter(
      (child): child is HTMLElement => child instanceof HTMLElement,
    ));
    foot.replaceChildren(...actions(page, index, text, sources));
    scroll.scrollTop = 0;
    card.dataset["event"] = text.id;
    card.hidden = false;
    root.classList.add("with-card");
    place();
    foldConflict(scroll);
    place();
    unroomed = true;
    opened = performance.now();
    makeRoom();
    const again = turned ? card.querySelector<HTMLElement>(`[data-turn="${turned}"]`) : null;
    (again ?? card.querySelector<HTMLElement>("#card-title"))?.focus({ preventScroll: true });
  };

  store.follow((state, before) => {
    const [open, was] = [state, before].map((one) => (one.bare ? null : one.open));
    if (open === was || open === undefined) return;
    covering = open !== null;
    if (open === null) {
      turn += 1;
      const inside = card.contains(document.activeElement);
      card.hidden = true;
      root.classList.remove("with-card", "over-legend");
      sheet.release();
      if (inside) giveBack();
      else from = null;
      return;
    }
    const active = document.activeElement;
    if (active && !card.contains(active)) from = active;
    void show(open);
  });

  // Whoever steps from mark to mark on the map goes on stepping from the card's title.
  card.addEventListener("keydown", (event) => {
    const onTitle = (event.target as Element).id === "card-title";
    if (!onTitle || from !== page.map.getContainer() || (event.key !== "ArrowLeft" && event.key !== "ArrowRight")) return;
    event.preventDefault();
    from.dispatchEvent(new KeyboardEvent("keydown", { key: event.key }));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || store.state.open === null || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    shut();
  });
  const later = oncePerFrame(place);
  page.map.on("move zoom zoomend moveend resize", later);
  phone.addEventListener("change", () => {
    sheet.release();
    place();
    // The card now covers another part of the map.
    if (store.state.open !== null) page.openEvent(store.state.open);
  });
  new ResizeObserver(later).observe(card);
  addEventListener("resize", () => {
    if (!card.hidden && phone.matches) sheet.set(sheet.stop());
  });
  if (store.state.open !== null) void show(store.state.open);
}
