// Filters as chips: layers (on the phone), occurrence, and whether sources disagree.

import { kindsOf } from "../case/kinds";
import type { Page } from "../case/page";
import { button, given, make } from "../common/dom";
import { OCCURRENCES } from "../common/model";
import { drawBadge, drawSquare } from "../common/swatch";
import { say } from "../words/messages";
import { withMember } from "./layerlist";

/** Occurrences that events of the case have, and whether any of them carries a conflict. */
function used({ events }: Page): { readonly occurrences: readonly (typeof OCCURRENCES)[number][]; readonly conflicts: boolean } {
  const { occurrence, disagrees } = kindsOf(events.columns);
  return { occurrences: OCCURRENCES.filter((_, at) => occurrence.includes(at)), conflicts: disagrees.includes(true) };
}

export function mountChips(root: HTMLElement, page: Page): void {
  const { store } = page;
  const press: (() => void)[] = [];
  const chip = (name: string, act: () => void, on: () => boolean, ...content: Node[]): void => {
    const element = button({ class: `chip ${name}` }, act, ...content);
    press.push(() => element.setAttribute("aria-pressed", String(on())));
    root.append(element);
  };
  page.events.head.layers.forEach((layer, at) => {
    chip(
      "of-layer",
      () => store.set({ layersOff: withMember(store.state.layersOff, at, !store.state.layersOff.has(at)) }),
      () => !store.state.layersOff.has(at),
      drawSquare(layer.color, 12), given("span", layer.label || layer.title),
    );
  });
  const { occurrences, conflicts } = used(page);
  if (page.events.head.layers.length > 0) root.append(make("span", { class: "break" }));
  if (occurrences.length > 1) {
    for (const occurrence of occurrences) {
      chip(
        "of-occurrence",
        () => {
          const off = store.state.occurrencesOff;
          store.set({ occurrencesOff: withMember(off, occurrence, !off.has(occurrence)) });
        },
        () => !store.state.occurrencesOff.has(occurrence),
        make("span", {}, say.occurrence[occurrence]),
      );
    }
  }
  if (conflicts) {
    chip(
      "of-conflict",
      () => store.set({ conflictsOnly: !store.state.conflictsOnly }),
      () => store.state.conflictsOnly,
      drawBadge(18), make("span", {}, say.sourcesDisagree),
    );
  }
  const show = (): void => press.forEach((one) => one());
  store.follow(show);
  show();
}
