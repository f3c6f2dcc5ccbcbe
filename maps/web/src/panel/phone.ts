// Small screens: the list as a page of its own (a drawer on tablets), the date chip, the way back to the map.

import type { Page } from "../case/page";
import { button, given, make, oncePerFrame } from "../common/dom";
import { icon } from "../common/icons";
import { rangeWords } from "../time/range";
import { roundExtent } from "../time/scale";
import { caseLanguage } from "../words/language";
import { say } from "../words/messages";

const PHONE = "(max-width: 639.98px)";
/** Where the panel is a drawer over the map, or a page of its own. */
const NARROW = "(max-width: 1023.98px)";

/** Mount what only small screens show; `app` is the grid, `panel` the panel's root, `frame` the map's. */
export function mountPhone(app: HTMLElement, panel: HTMLElement, frame: HTMLElement, page: Page): void {
  const { store, events } = page;
  const phone = matchMedia(PHONE);
  const narrow = matchMedia(NARROW);
  const toggle = button({ class: "icon-button flat menu", "aria-controls": "panel-body" }, () => turn(app.dataset["page"] !== "list"));
  const drawer = button({ class: "icon-button raised drawer", "aria-controls": "panel" }, () => {
    turn(app.dataset["page"] !== "list");
    // The drawer stands before its button: the way on leads into it.
    if (app.dataset["page"] === "list") panel.querySelector("h1")?.focus();
  });
  const chip = button({ class: "chip date-chip" }, () => {
    turn(true);
    document.querySelector<HTMLElement>("#time .handle")?.focus();
  });
  const back = make(
    "div", { class: "back-bar" },
    button({ class: "button primary" }, () => {
      turn(false);
      toggle.focus(); // what was pressed is out of sight
    }, icon("map", 20), say.showOnMap),
  );
  panel.querySelector(".head")?.append(toggle);
  panel.append(back);
  // With the drawer shut, the page keeps its name for those who hear it.
  frame.prepend(given("h1", events.head.case.title, { class: "spoken drawer-name", lang: caseLanguage() }));
  frame.append(chip, drawer);
  panel.addEventListener("dateline-list", () => turn(true));

  // The map is the page's main part; where the list takes its place, the list is.
  const landmarks = (): void => {
    const list = phone.matches && app.dataset["page"] === "list";
    // Of list and article only one is seen.
    const roles = [
      [panel, "none"], [panel.querySelector(".head"), "banner"], [panel.querySelector(".body"), "main"], [panel.querySelector(".beside"), "main"],
    ] as const;
    for (const [part, role] of roles) {
      if (list) part?.setAttribute("role", role);
      else part?.removeAttribute("role");
    }
  };
  phone.addEventListener("change", landmarks);

  const turn = (list: boolean): void => {
    app.dataset["page"] = list ? "list" : "map";
    app.dispatchEvent(new CustomEvent("dateline-page"));
    landmarks();
    for (const control of [toggle, drawer]) {
      control.setAttribute("aria-expanded", String(list));
      control.setAttribute("aria-label", list ? say.closeList : say.openList);
      control.replaceChildren(icon(list ? "close" : "menu"));
    }
    // The card belongs to the map's page.
    if (list && phone.matches && store.state.open !== null) store.set({ open: null });
  };

  const show = (): void => {
    const { from, to } = store.state;
    const span = events.extent ? roundExtent(events.extent[0], events.extent[1]) : null;
    const narrowed = from !== null || to !== null;
    chip.hidden = span === null;
    if (!span) return;
    const words = rangeWords(store.state, span, true);
    chip.textContent = narrowed ? words : say.allDatesChip;
    chip.setAttribute("aria-pressed", String(narrowed));
    const count = document.getElementById("list-count");
    if (count) count.textContent = `${say.shownOfAllShort(page.shown().indices.length, events.count)} · ${words}`;
  };

  store.follow((state, before) => {
    if (state.open !== before.open && state.open !== null && narrow.matches) turn(false);
  });
  app.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || store.state.open !== null || !narrow.matches) return;
    if (app.dataset["page"] !== "list") return;
    turn(false);
    (phone.matches ? toggle : drawer).focus();
  });
  page.followShown(oncePerFrame(show));
  turn(false);
  show();
}
