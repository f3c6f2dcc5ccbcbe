// Two versions of one event, side by side: what stands in the file now, and what was written here. None is overwritten.

import { button, given, make } from "../common/dom";
import type { Rival } from "./ask";
import { showValue } from "./table";

/** Both versions of each field, with a choice between them; `take` is told the fields for which the file's is taken. */
export function rivalBox(rivals: readonly Rival[], take: (field: string) => void, done: () => void): HTMLElement {
  const open = new Set(rivals.map(({ field }) => field));
  const box = make("section", { class: "rivals", role: "alert", tabindex: -1, "aria-label": "Two versions" });
  const rows = rivals.map((rival) => {
    const said = make("p", { class: "hint" });
    const settle = (mine: boolean): void => {
      open.delete(rival.field);
      said.textContent = mine ? "Yours is kept; save to write it." : "The file's is taken.";
      if (!mine) take(rival.field);
      if (open.size === 0) done();
    };
    return make(
      "div", { class: "rival" }, make("h4", {}, rival.field.replaceAll("_", " ")),
      make("dl", {},
        make("dt", {}, "In the file now"), given("dd", showValue(rival.now)),
        make("dt", {}, "Yours"), given("dd", showValue(rival.wanted)),
        make("dt", {}, "Both began from"), given("dd", showValue(rival.base))),
      make("div", { class: "row" },
        button({ class: "button small" }, () => settle(false), "Take the file's"),
        button({ class: "button small" }, () => settle(true), "Keep mine")),
      said,
    );
  });
  box.append(
    make("h3", {}, "Somebody else has changed this event"),
    make("p", {}, "Nothing was overwritten. Choose a version of each field, then save."), ...rows,
  );
  return box;
}
