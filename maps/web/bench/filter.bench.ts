// The work of one filter change, with the counts of every choice: must stay below 4 ms at 10,000 events.

import { bench, describe } from "vitest";
import { countFacets } from "../src/case/counts";
import { readFacets } from "../src/case/facets";
import { filterEvents } from "../src/case/filter";
import { START } from "../src/case/state";
import { columnsOf, type PlainEvent } from "../test/pack";

const countAll = (...of: Parameters<typeof countFacets>): number => {
  const { conflicts, sources, tags } = countFacets(...of);
  return conflicts + sources.length + tags.length;
};

for (const count of [10_000, 100_000]) {
  const events: PlainEvent[] = [];
  for (let i = 0; i < count * 0.7; i++) {
    events.push({ day: Math.floor(i / 7), at: [1, 1], layer: i % 7, occurrence: i % 3, status: i % 5, precision: i % 6, conflict: i % 9 ? 0 : 1 });
  }
  for (let i = 0; i < count * 0.3; i++) {
    events.push({ intervals: [{ earliest: i, latest: i + 30 }, { earliest: i + 90, latest: i + 91, chosen: false }], layer: i % 7 });
  }
  const columns = columnsOf(events);
  const lists = (of: number): number[][] => events.map((_, i) => [i % of, (i * 7) % of]);
  const facets = readFacets({
    tags: Array.from({ length: 50 }, (_, at) => String(at)), published: new Array<null>(400).fill(null), sourcesOf: lists(400), tagsOf: lists(50),
  });
  describe(`${count} events`, () => {
    const run = (name: string, change: Partial<typeof START>): void => {
      const state = { ...START, ...change };
      bench(name, () => void filterEvents(columns, state, facets));
      bench(`${name}, with counts`, () => void countAll(columns, filterEvents(columns, state, facets), facets));
    };
    run("a range", { from: 200, to: 900 });
    run("a certain range", { from: 200, to: 900, certain: true });
    run("every filter", {
      from: 200, to: 900, certain: true, layersOff: new Set([1]), occurrencesOff: new Set(["denied"]), statuses: new Set(["reported", "claimed"]),
      precisions: new Set([0, 1, 2]), sources: new Set([1, 2, 3, 40]), tags: new Set([1, 2, 3, 4, 5, 6, 7]), told: new Uint8Array(events.length).fill(1),
    });
  });
}
