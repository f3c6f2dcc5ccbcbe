// Controls on the map: closer, farther, the whole case; the credit, the scale, the choice of background.

import { kindsOf } from "../case/kinds";
import type { Page } from "../case/page";
import { button, dim, given, make } from "../common/dom";
import { icon } from "../common/icons";
import { EXPECTED } from "../common/model";
import { say } from "../words/messages";

/** The zoom below which a scale would lie across the map's own width. */
const SCALE_ZOOM = 4;
const SCALE_PIXELS = 110;

/** The largest of 1, 2, 5, 10, … that is not above `limit`. */
export function roundLength(limit: number): number {
  const power = 10 ** Math.floor(Math.log10(limit));
  const share = limit / power;
  return power * (share >= 5 ? 5 : share >= 2 ? 2 : 1);
}

/** Buttons in the upper right corner; `showAll` brings every event into view. */
export function mountZoom(root: HTMLElement, page: Page, showAll: () => void): void {
  const control = (name: "plus" | "minus" | "whole", label: string, act: () => void): HTMLButtonElement =>
    button({ class: `icon-button raised ${name}`, "aria-label": label, title: label }, act, icon(name));
  const [closer, farther] = [
    control("plus", say.zoomIn, () => page.map.zoomIn()),
    control("minus", say.zoomOut, () => page.map.zoomOut()),
  ];
  const limit = (): void => {
    dim(closer, page.map.getZoom() >= page.map.getMaxZoom());
    dim(farther, page.map.getZoom() <= page.map.getMinZoom());
  };
  page.map.on("zoomend zoomlevelschange", limit);
  limit();
  root.append(
    make(
      "div", { class: "zoom", role: "group", "aria-label": say.mapControls },
      closer,
      farther,
      control("whole", say.wholeCase, showAll),
    ),
  );
}

/** What every picture of the map must tell, a cropped one too: as of when, what is not yet, whose map it is. */
export function creditWords(page: Page, background = ""): string {
  const { head } = page.events;
  const expected = kindsOf(page.events.columns).occurrence.includes(EXPECTED);
  return [
    head.case.asOfWords ? say.asOf(head.case.asOfWords) : "", expected ? say.dashedExpected : "", background,
    ...head.credits.map((credit) => credit.replace(/\.$/, "")),
  ].filter(Boolean).join(" · ");
}

/** Of the credits the one that is owed to nobody: it may wait in "About this map". */
const CAVEAT = / · Boundaries and names do not imply endorsement/;

/** Returns how to credit another background. Where it saves a line, `more` leads to what the whole line says. */
export function mountCredit(root: HTMLElement, page: Page, more: () => void): (background?: string) => void {
  const words = given("span", "");
  const link = button({ class: "link" }, more, say.more);
  const credit = make("p", { class: "credit", id: "credit" }, words, link);
  root.append(credit);
  let whole = "";
  const tell = (text: string, rest: boolean): number => {
    words.textContent = text.replaceAll(" · ", "\u00a0· "); // no line begins with a dot
    link.hidden = !rest;
    return credit.offsetHeight;
  };
  let fitted = -1;
  const fit = (): void => {
    fitted = root.clientWidth;
    const height = tell(whole, false);
    if (!CAVEAT.test(whole) || tell(`${whole.replace(CAVEAT, "")} · `, true) >= height) tell(whole, false);
  };
  const show = (background = ""): void => {
    whole = creditWords(page, background);
    fit();
  };
  show();
  new ResizeObserver(() => root.clientWidth !== fitted && fit()).observe(root);
  // What stands above it keeps clear of it, however many lines it takes.
  new ResizeObserver(() => root.style.setProperty("--credit-height", `${credit.offsetHeight}px`)).observe(credit);
  return show;
}

/** Our own scale bar, absent below zoom 4. */
export function mountScale(root: HTMLElement, page: Page): void {
  const { map } = page;
  const words = make("span");
  const bar = make("i");
  const scale = make("div", { class: "scale", hidden: true }, words, bar);
  root.append(scale);
  const show = (): void => {
    const size = map.getSize();
    scale.hidden = map.getZoom() < SCALE_ZOOM || size.x === 0;
    if (scale.hidden) return;
    const y = size.y / 2;
    const metres = map.distance(map.containerPointToLatLng([0, y]), map.containerPointToLatLng([SCALE_PIXELS, y]));
    const length = roundLength(metres);
    words.textContent = length >= 1000 ? say.kilometres(length / 1000) : say.metres(length);
    bar.style.width = `${Math.round((length / metres) * SCALE_PIXELS)}px`;
  };
  map.on("zoomend moveend resize", show); // at once: the names that are drawn next keep off it
  show();
}

export interface Background {
  readonly name: string;
  readonly attribution: string;
}

/** A choice among backgrounds; `choose` is called with the index of the one taken. */
export function mountTilesChooser(
  root: HTMLElement, choices: readonly Background[], choose: (index: number) => void, chosen = 0,
): void {
  if (choices.length < 2) return;
  const list = make("div", { class: "backgrounds-list", role: "radiogroup", "aria-label": say.background });
  choices.forEach((choice, at) => {
    const radio = make("input", { type: "radio", name: "background", checked: at === chosen });
    radio.addEventListener("change", () => {
      if (radio.checked) choose(at);
    });
    list.append(
      make("label", {}, radio, make("span", {}, given("span", choice.name), given("span", choice.attribution, { class: "meta" }))),
    );
  });
  root.append(make("details", { class: "backgrounds" }, make("summary", {}, icon("map", 18), make("span", {}, say.background)), list));
}
