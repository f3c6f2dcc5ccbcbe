// The list beside the map: the keyboard's and the screen reader's way to every event.

import { listEvents, partsOf, type Section } from "../case/listing";
import type { Page } from "../case/page";
import { UNFILTERED } from "../case/state";
import { arrange, button, given, make, oncePerFrame } from "../common/dom";
import { icon } from "../common/icons";
import { drawSquare } from "../common/swatch";
import { say } from "../words/messages";
import { listRow, trayRow } from "./row";

const PAGE_ROWS = 100;
/** The least that a row takes: so many come at once, at the start and after a change, as a screen could show. */
const ROW_PX = 56;
const REST_MS = 300;
/** Scrolled farther than this, the reader sees rows beyond the first. */
const FAR_PX = 400;
const KEPT_ROWS = 2000;

const UNDATED = -2;
const UNPLACED = -3;

class Rows {
  readonly #made = new Map<number, HTMLLIElement>();

  constructor(readonly page: Page, readonly kind: "main" | "undated" | "unplaced") {}

  /** Rows for these events; those not yet made wait for their texts. */
  async of(indices: readonly number[]): Promise<readonly HTMLLIElement[]> {
    if (this.#made.size > KEPT_ROWS) this.#made.clear();
    const missing = indices.filter((index) => !this.#made.has(index));
    const texts = await Promise.all(missing.map((index) => this.page.events.text(index)));
    missing.forEach((index, at) => {
      const text = texts[at];
      if (!text) return;
      this.#made.set(
        index,
        this.kind === "main" ? listRow(this.page, index, text) : trayRow(this.page, index, text, this.kind === "undated"),
      );
    });
    return indices.flatMap((index) => this.#made.get(index) ?? []);
  }
}

interface Block {
  readonly element: HTMLElement;
  readonly show: (section: Section, rows: readonly HTMLLIElement[]) => void;
}

/** Whether a row is not folded away; asked of the folds, since asking the row would lay out the whole list. */
function isSeen(row: HTMLElement): boolean {
  return !row.closest("details:not([open])");
}

/** Rows that fill the screen; the others come when it stands. */
function screenful(): number {
  return Math.max(12, Math.ceil(innerHeight / ROW_PX));
}

function moreButton(section: Section, more: () => void): HTMLElement {
  const next = Math.min(PAGE_ROWS, section.count - section.rows.length);
  return button({ class: "button small more" }, more, say.showMore(next));
}

/** The list; its heading and search field are left to the panel. */
export function mountList(root: HTMLElement, page: Page): void {
  const { events, store } = page;
  const parts = partsOf(events);
  const limits = new Map<number, number>();
  const limit = (section: number): number => limits.get(section) ?? PAGE_ROWS;
  const blocks = new Map<number, Block>();
  const rows = { main: new Rows(page, "main"), undated: new Rows(page, "undated"), unplaced: new Rows(page, "unplaced") };
  const empty = events.count === 0 ? make("p", { class: "none" }, say.noneYet) : make(
    "p", { class: "none" }, say.noneMatch, " ",
    button({ class: "button small" }, () => {
      leadOn(() => root.querySelector<HTMLElement>("button.row"));
      store.set(UNFILTERED);
    }, say.clearFilters),
  );
  const unfound = make("p", { class: "none" }, say.noneFound);
  let turn = 0;
  /** Where the focus goes when the list stands anew, for whoever pressed by key a button that goes. */
  let lead: (() => HTMLElement | null | undefined) | null = null;
  const leadOn = (to: () => HTMLElement | null | undefined): void => {
    lead = document.activeElement?.matches(":focus-visible") ? to : null;
  };

  const more = (section: number) => (): void => {
    const at = limit(section);
    leadOn(() => block(section).element.querySelectorAll<HTMLElement>("button.row")[at]);
    limits.set(section, limit(section) + PAGE_ROWS);
    void update();
  };

  const block = (section: number): Block => {
    const known = blocks.get(section);
    if (known) return known;
    const list = make("ol", { class: section > UNDATED ? "list" : "list tray" });
    const foot = make("div", { class: "foot" });
    let made: Block;
    if (section === UNDATED || section === UNPLACED) {
      const count = make("span", { class: "name" });
      const hint = section === UNPLACED ? make("span", { class: "meta" }, say.eachWithReason) : null;
      const fold = make("details", { class: "fold" }, make("summary", {}, icon("next", 14), count, hint), list, foot);
      made = {
        element: fold,
        show: (shown, elements) => {
          count.textContent = section === UNDATED ? say.dateUnknown(shown.count) : say.notOnMap(shown.count);
          fold.hidden = shown.count === 0;
          arrange(list, elements);
          foot.replaceChildren(...(shown.count > shown.rows.length ? [moreButton(shown, more(section))] : []));
        },
      };
    } else {
      const layer = events.head.layers[section];
      const heading = layer
        ? make("h3", { class: "group" }, drawSquare(layer.color), given("span", layer.title))
        : null;
      list.setAttribute("aria-label", layer ? layer.title : say.eventList);
      made = {
        element: make("div", { class: "section" }, heading, list, foot),
        show: (shown, elements) => {
          arrange(list, elements);
          foot.replaceChildren(...(shown.count > shown.rows.length ? [moreButton(shown, more(section))] : []));
        },
      };
    }
    blocks.set(section, made);
    return made;
  };

  const update = async (most = Infinity): Promise<void> => {
    const mine = ++turn;
    const shown = page.shown().indices;
    const searched = store.state.told !== null;
    const listing = listEvents(events, shown, parts, store.state.grouping, limit);
    const sections = [...listing.sections, listing.undated, listing.unplaced];
    const made = await Promise.all(
      sections.map((section) =>
        (section.layer === UNDATED ? rows.undated : section.layer === UNPLACED ? rows.unplaced : rows.main).of(section.rows.slice(0, most)),
      ),
    );
    if (mine !== turn) return;
    sections.forEach((section, at) => {
      const { element, show } = block(section.layer);
      show(section, made[at] ?? []);
      if (section.rows.length > most) setTimeout(() => mine === turn && void update(), REST_MS);
      // A hit inside a closed fold would look like none.
      if (searched && section.count > 0) element.setAttribute("open", "");
    });
    const none = shown.length > 0 ? [] : searched ? [unfound, empty] : [empty];
    arrange(root, [...none, ...sections.map((section) => block(section.layer).element)]);
    mark();
    lead?.()?.focus();
    lead = null;
  };

  const buttons = (): HTMLButtonElement[] =>
    [...root.querySelectorAll<HTMLButtonElement>("button.row")].filter(isSeen);

  // One stop of the Tab key for the whole list; arrows go on from there.
  let stop: HTMLButtonElement | null = null;
  const makeStop = (row: HTMLButtonElement | null): void => {
    if (stop && stop !== row) stop.tabIndex = -1;
    stop = row;
    if (row) row.tabIndex = 0;
  };

  const mark = (): void => {
    const { open } = store.state;
    let current: HTMLButtonElement | null = null;
    for (const row of root.querySelectorAll<HTMLButtonElement>("button.row")) {
      const on = open !== null && row.dataset["event"] === String(open);
      if (on) {
        row.setAttribute("aria-current", "true");
        current = row;
      } else row.removeAttribute("aria-current");
    }
    const keep = stop?.isConnected && isSeen(stop) ? stop : null;
    makeStop(current && isSeen(current) ? current : (keep ?? root.querySelector<HTMLButtonElement>("button.row")));
  };

  root.addEventListener("focusin", (event) => {
    const row = (event.target as Element).closest<HTMLButtonElement>("button.row");
    if (row) makeStop(row);
  });
  root.addEventListener("keydown", (event) => {
    const row = (event.target as Element).closest<HTMLButtonElement>("button.row");
    if (!row || event.altKey || event.ctrlKey || event.metaKey) return;
    const all = buttons();
    const at = all.indexOf(row);
    const to =
      event.key === "ArrowDown" ? at + 1
      : event.key === "ArrowUp" ? at - 1
      : event.key === "Home" ? 0
      : event.key === "End" ? all.length - 1
      : -1;
    const target = all[to];
    if (to < 0 || !target) {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") event.preventDefault();
      return;
    }
    event.preventDefault();
    target.focus();
  });
  root.addEventListener("toggle", mark, true);

  let far = false;
  document.addEventListener("scroll", ({ target }) => {
    if (target instanceof Element && target.contains(root)) far = target.scrollTop > FAR_PX;
  }, { capture: true, passive: true });
  const later = oncePerFrame(() => void update(far ? Infinity : screenful()));
  page.followShown(later);
  store.follow((state, before) => {
    if (state.grouping !== before.grouping) {
      limits.clear();
      later();
    }
    if (state.open === before.open) return;
    mark();
    const row = state.open === null ? null : root.querySelector(`button.row[data-event="${state.open}"]`);
    row?.closest("details")?.setAttribute("open", "");
    row?.scrollIntoView({ block: "nearest" });
  });
  void update(screenful());
}
