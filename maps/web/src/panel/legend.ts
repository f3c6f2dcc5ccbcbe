// How to read the marks: the standard six, and others only where the case has them.

import { OUTLINED } from "../case/columns";
import { kindsOf } from "../case/kinds";
import type { Page } from "../case/page";
import { button, make } from "../common/dom";
import { icon } from "../common/icons";
import { DENIED, OCCURRENCES, RETRACTED } from "../common/model";
import { drawBadge, drawSeveral, drawSwatch } from "../common/swatch";
import { say } from "../words/messages";

const OCCURRED = OCCURRENCES.indexOf("occurred");

export type UsedMark =
  | "exact" | "expected" | "town" | "expectedArea" | "disagree" | "several" | "area" | "movement" | "denied" | "retracted";

/** The marks to explain, in pairs. */
export function usedMarks(page: Page): readonly { readonly shape: UsedMark; readonly words: string }[] {
  let regions = false;
  let moved = false;
  let denied = false;
  let retracted = false;
  const { status, occurrence, precision, outlined, count } = kindsOf(page.events.columns);
  for (let kind = 0; kind < count; kind++) {
    if (status[kind] === RETRACTED) retracted = true;
    else if (occurrence[kind] === DENIED) denied = true;
    // A movement has a line, and no place of its own.
    else if (outlined[kind] && precision[kind] === OUTLINED) moved = true;
    else if (outlined[kind] && occurrence[kind] === OCCURRED) regions = true;
  }
  return [
    { shape: "exact", words: say.markExact },
    { shape: "expected", words: say.markExpected },
    { shape: "town", words: say.markTown },
    { shape: "expectedArea", words: say.markExpectedRegion },
    { shape: "disagree", words: say.markDisagree },
    { shape: "several", words: say.markSeveral },
    ...(regions ? [{ shape: "area", words: say.markRegion } as const] : []),
    ...(moved ? [{ shape: "movement", words: say.markMovement } as const] : []),
    ...(denied ? [{ shape: "denied", words: say.markDenied } as const] : []),
    ...(retracted ? [{ shape: "retracted", words: say.markRetracted } as const] : []),
  ];
}

/** The marks explained, in pairs. */
export function legendList(page: Page): HTMLUListElement {
  const colors = [...new Set(page.events.head.layers.map((layer) => layer.color))].slice(0, 3);
  const plain = (shape: "dot" | "town" | "area" | "retracted" | "denied" | "move", expected = false): SVGSVGElement =>
    drawSwatch({ color: "black", shape, expected }, true);
  const swatches: Readonly<Record<UsedMark, () => SVGSVGElement>> = {
    exact: () => plain("dot"),
    expected: () => plain("dot", true),
    town: () => plain("town"),
    expectedArea: () => plain("area", true),
    disagree: () => drawBadge(22),
    several: () => drawSeveral(colors, 3),
    area: () => plain("area"),
    movement: () => plain("move"),
    denied: () => plain("denied"),
    retracted: () => plain("retracted"),
  };
  const rows = usedMarks(page).map(({ shape, words }) => make("li", {}, swatches[shape](), make("span", {}, words)));
  return make("ul", { class: "legend-marks" }, ...rows);
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
