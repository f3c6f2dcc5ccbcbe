// The head of the panel: the case's title, undo and redo.

import { button, draw, make } from "../common/dom";
import { icon } from "../common/icons";

export class Bar {
  readonly element: HTMLElement;
  private readonly title = make("h1", {});
  private readonly undo: HTMLButtonElement;
  private readonly redo: HTMLButtonElement;

  constructor(step: (way: "undo" | "redo") => void, close: () => void) {
    this.undo = button({ class: "icon-button", "aria-label": "Undo", title: "Undo" }, () => step("undo"), turn(false));
    this.redo = button({ class: "icon-button", "aria-label": "Redo", title: "Redo" }, () => step("redo"), turn(true));
    const back = button({ class: "icon-button closer", "aria-label": "Back to the map" }, close, icon("close"));
    this.element = make("header", { class: "bar" }, this.title, this.undo, this.redo, back);
  }

  show({ title, undo, redo }: { readonly title: string; readonly undo: number; readonly redo: number }): void {
    this.title.textContent = title;
    this.undo.disabled = undo === 0;
    this.redo.disabled = redo === 0;
  }
}

/** An arrow that turns back, or forth. */
function turn(forth: boolean): SVGSVGElement {
  const path = forth ? "M15 5l5 5l-5 5M20 10H10a5.5 5.5 0 0 0 0 11h3" : "M9 5L4 10l5 5M4 10h10a5.5 5.5 0 0 1 0 11h-3";
  const box = { class: "icon", width: 24, height: 24, viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" };
  return draw("svg", box, draw("path", { d: path }));
}
