// The layers: on or off, with their square, counts and span of dates.

import { summariseLayers } from "../case/listing";
import type { Page } from "../case/page";
import { given, make, oncePerFrame } from "../common/dom";
import { OCCURRENCES, type Occurrence } from "../common/model";
import { drawSquare } from "../common/swatch";
import { formatRange } from "../words/dates";
import { caseLanguage } from "../words/language";
import { say } from "../words/messages";

/** The set with one member put in or taken out. */
export function withMember<T>(set: ReadonlySet<T>, member: T, inside: boolean): ReadonlySet<T> {
  const next = new Set(set);
  if (inside) next.add(member);
  else next.delete(member);
  return next;
}

/** "2 occurred · 1 expected · 18 May – 4 June 2025", for each layer. */
export function layerWords(page: Page): readonly string[] {
  return summariseLayers(page.events).map(({ counts, span, coarse }) => {
    const parts = OCCURRENCES.flatMap((occurrence: Occurrence) => {
      const n = counts.get(occurrence) ?? 0;
      return n > 0 ? [say.counted(n, occurrence)] : [];
    });
    if (parts.length === 0) parts.push(say.noEvents);
    if (span) parts.push(formatRange(span[0], span[1], true, coarse));
    return parts.join(" · ");
  });
}

export function mountLayerList(root: HTMLElement, page: Page): void {
  const words = layerWords(page);
  const counted: HTMLElement[] = [];
  const boxes = page.events.head.layers.map((layer, at) => {
    const box = make("input", { type: "checkbox", class: "check", "data-layer": layer.name });
    box.addEventListener("change", () => {
      page.store.set({ layersOff: withMember(page.store.state.layersOff, at, !box.checked) });
    });
    const shown = make("span", { class: "meta shown", hidden: true });
    counted.push(shown);
    root.append(
      make(
        "label", { class: "layer" }, box, drawSquare(layer.color),
        make("span", {}, given("span", layer.title, { class: "name", lang: caseLanguage() }), make("span", { class: "meta" }, words[at] ?? ""), shown),
      ),
    );
    return box;
  });
  // Under a filter each layer tells how many of its events it shows, or would show when it is on.
  page.followShown(oncePerFrame(() => {
    const filtered = page.shown().indices.length < page.events.count;
    const { layers } = page.shown().counts();
    counted.forEach((element, at) => {
      element.hidden = !filtered;
      const words = say.shownNow(layers[at] ?? 0);
      if (element.textContent !== words) element.textContent = words;
    });
  }));
  const show = (): void => boxes.forEach((box, at) => (box.checked = !page.store.state.layersOff.has(at)));
  page.store.follow(show);
  show();
}
