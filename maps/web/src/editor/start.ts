// Where the editing begins: an event chosen, a spot on the map, or a place searched for.

import { make } from "../common/dom";
import { type Candidate, placeSearch } from "./places";
import type { Table } from "./table";

/** What stands in the panel while nothing is edited; `found` is told of a place, and what an event there begins with. */
export function startBox(found: (candidate: Candidate, begun: Table, zoom: number) => void): HTMLElement {
  return make(
    "div", { class: "start" },
    make("p", {}, "Choose an event on the map or in its list to edit it, or add one: press “Add an event”, then click on the map where it came about."),
    placeSearch("Or search for a place", (candidate) => {
      const { text: place, lon, lat, precision, radius_m } = candidate;
      const wide = precision === "region" || precision === "country";
      found(candidate, wide ? { place } : { place, lon, lat, precision, radius_m }, wide ? 4 : 9);
    }),
  );
}
