// How to read the marks: the standard six, and others only where the case has them.

import { button, make } from "./dom";
import { icon } from "./icons";
import { say } from "./messages";
import type { Page } from "./page";
import { drawBadge, drawSeveral, drawSwatch } from "./swatch";

/** The marks explained, in pairs. */
export function legendList(page: Page): HTMLUListElement {
  const { events } = page;
  let regions = false;
  let moved = false;
  let denied = false;
  let retracted = false;
  for (let i = 0; i < events.count; i++) {
    if (events.status(i) === "retracted") retracted = true;
    else if (events.occurrence(i) === "denied") denied = true;
    // A movement has a line, and no place of its own.
    else if (events.area(i) >= 0 && events.precision(i) === "country") moved = true;
    else if (events.area(i) >= 0 && events.occurrence(i) === "occurred") regions = true;
  }
  const plain = (shape: "dot" | "town" | "area" | "retracted" | "denied" | "move", expected = false): SVGSVGElement =>
    drawSwatch({ color: "black", shape, expected }, true);
  const colors = [...new Set(events.head.layers.map((layer) => layer.color))].slice(0, 3);
  const marks: (readonly [SVGSVGElement, string])[] = [
    [plain("dot"), say.markExact],
    [plain("dot", true), say.markExpected],
    [plain("town"), say.markTown],
    [plain("area", true), say.markExpectedRegion],
    [drawBadge(22), say.markDisagree],
    [drawSeveral(colors, 3), say.markSeveral],
  ];
  if (regions) marks.push([plain("area"), say.markRegion]);
  if (moved) marks.push([plain("move"), say.markMovement]);
  if (denied) marks.push([plain("denied"), say.markDenied]);
  if (retracted) marks.push([plain("retracted"), say.markRetracted]);
  return make("ul", { class: "legend-marks" }, ...marks.map(([mark, words]) => make("li", {}, mark, make("span", {}, words))));
}

export function mountLegend(root: HTMLElement, page: Page): void {
  const body = make("div", { class: "legend-body", id: "legend-body" }, legendList(page));
  const toggle = button(
    { class: "legend-name", "aria-controls": "legend-body" },
    () => fold(toggle.getAttribute("aria-expanded") === "true"),
    make("span", {}, say.legend), icon("down", 14),
  );
  const box = make("section", { class: "legend", "aria-label": say.legend }, toggle, body);
  const fold = (folded: boolean): void => {
    box.classList.toggle("folded", folded);
    toggle.setAttribute("aria-expanded", String(!folded));
  };
  // Where the map is small the explanation would hide what it explains.
  fold(root.clientWidth < 720 || root.clientHeight < 480);
  root.append(box);
}
