// A search for places in the gazetteer: a name, what it may mean, and a choice.

import { button, given, make } from "../common/dom";
import { read } from "./ask";

export interface Candidate {
  readonly text: string;
  readonly lon: number;
  readonly lat: number;
  readonly precision: string;
  readonly radius_m: number;
}

let count = 0;

/** A field for a name with the places that it may mean below; `choose` is told which one was taken. */
export function placeSearch(label: string, choose: (candidate: Candidate) => void): HTMLElement {
  const id = `place-search-${count++}`;
  const input = make("input", { id, type: "search", autocomplete: "off", dir: "auto" });
  const list = make("ul", { class: "candidates" });
  const said = make("p", { class: "hint", role: "status" });
  const find = async (): Promise<void> => {
    const name = input.value.trim();
    list.replaceChildren();
    said.textContent = "";
    if (!name) return;
    const answer = await read<{ readonly candidates: readonly Candidate[] }>("/api/places", { name });
    if (input.value.trim() !== name) return;
    const candidates = answer.value?.candidates ?? [];
    said.textContent = answer.faults?.[0]?.message ??
      (candidates.length > 0 ? "" : "The gazetteer knows no such place; try another spelling, or click on the map.");
    list.replaceChildren(...candidates.map((one) =>
      make("li", {}, button({ class: "candidate" }, () => {
        list.replaceChildren();
        choose(one);
      }, given("span", one.text), make("span", { class: "hint" }, one.precision)))));
  };
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    void find();
  });
  const go = button({ class: "button small" }, () => void find(), "Find");
  return make("div", { class: "place-search" }, make("label", { for: id }, label), make("div", { class: "row" }, input, go), list, said);
}
