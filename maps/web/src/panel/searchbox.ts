// The search field: closed at first, open wherever something is searched for.

import type { Page } from "../case/page";
import { button, make } from "../common/dom";
import { icon } from "../common/icons";
import { say } from "../words/messages";

export interface SearchBox {
  readonly element: HTMLElement;
  /** Opens and closes the field. */
  readonly toggle: HTMLButtonElement;
  open(): void;
}

export function makeSearch(page: Page): SearchBox {
  const { store } = page;
  const field = make("input", { type: "search", "aria-label": say.searchEvents, placeholder: say.searchEvents, autocomplete: "off" });
  const found = make("span", { class: "meta" }); // what the filters and the search leave is spoken together, by the panel
  const element = make("div", { class: "search", id: "search", role: "search", hidden: true }, field, found);
  const turn = (open: boolean): void => {
    element.hidden = !open;
    toggle.setAttribute("aria-expanded", String(open));
  };
  const open = (): void => {
    turn(true);
    field.focus();
    page.search.warm();
  };
  const close = (): void => {
    turn(false);
    store.set({ query: "" });
  };
  const toggle = button(
    { class: "icon-button flat", "aria-label": say.search, title: say.search, "aria-controls": "search", "aria-expanded": "false" },
    () => (element.hidden ? open() : close()), icon("search", 18),
  );
  field.addEventListener("input", () => store.set({ query: field.value }));
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
    // On a phone the way back is in the bar.
    (toggle.offsetParent ? toggle : document.querySelector<HTMLElement>(".bar-search"))?.focus();
  });
  const show = (): void => {
    const { query, told } = store.state;
    found.textContent = told ? say.found(page.shown().indices.length) : "";
    if (field.value === query) return;
    field.value = query; // chosen elsewhere: by an address, or cleared with the other filters
    if (query) turn(true);
  };
  page.followShown(show);
  store.follow((state, before) => {
    if (state.query !== before.query) show();
  });
  show();
  return { element, toggle, open };
}
