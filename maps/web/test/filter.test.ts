import { describe, expect, it } from "vitest";
import { filterEvents } from "../src/filter";
import { START, type State } from "../src/state";
import { columnsOf, type PlainEvent } from "./pack";

const passing = (events: readonly PlainEvent[], change: Partial<State>): number[] =>
  [...filterEvents(columnsOf(events), { ...START, ...change }).indices];

const RIVALS: readonly PlainEvent[] = [
  { day: 100, at: [1, 1] },
  { day: 110 },
  { intervals: [{ earliest: null, latest: 90 }] },
  { intervals: [{ earliest: 105, latest: 105 }, { earliest: 5, latest: 5, chosen: false }] },
  { intervals: [{ earliest: 108, latest: null }] },
  {},
];

describe("the range of days", () => {
  it("lets everything through when it is not narrowed", () => {
    expect(passing(RIVALS, {})).toEqual([2, 0, 3, 4, 1, 5]);
  });

  it("finds an event under each of its rival dates, and not between them", () => {
    expect(passing(RIVALS, { from: 5, to: 5 })).toContain(3);
    expect(passing(RIVALS, { from: 105, to: 105 })).toContain(3);
    expect(passing(RIVALS, { from: 50, to: 60 })).not.toContain(3);
  });

  it("takes in both of its ends", () => {
    expect(passing(RIVALS, { from: 100, to: 110 })).toEqual(expect.arrayContaining([0, 1]));
    expect(passing(RIVALS, { from: 101, to: 109 })).not.toEqual(expect.arrayContaining([0]));
    expect(passing(RIVALS, { from: 101, to: 109 })).not.toContain(1);
  });

  it("reaches without end where a date is open", () => {
    expect(passing(RIVALS, { to: -1_000_000 })).toEqual([2, 5]);
    expect(passing(RIVALS, { from: 1_000_000 })).toEqual([4, 5]);
  });

  it("never hides what has no date: nothing says that it lies outside", () => {
    for (const range of [{ from: 1, to: 1 }, { from: 400, to: 401 }, { to: 0 }]) expect(passing(RIVALS, range)).toContain(5);
  });

  it("holds each combination of ends against every event, one by one", () => {
    const events: PlainEvent[] = [3, 3, 4, 8, 8, 9].map((day) => ({ day }));
    for (let first = 0; first < 6; first++) for (let last = first; last < 9; last += 2) events.push({ intervals: [{ earliest: first, latest: last }] });
    for (let from = 0; from < 12; from++) {
      for (let to = from; to < 12; to++) {
        const wanted = events.flatMap((event, index) => {
          const [a, b] = event.day === undefined ? [event.intervals?.[0]?.earliest ?? 0, event.intervals?.[0]?.latest ?? 0] : [event.day, event.day];
          return a <= to && b >= from ? [index] : [];
        });
        expect(passing(events, { from, to }).sort((a, b) => a - b)).toEqual(wanted);
      }
    }
  });
});

describe("other filters", () => {
  const events: readonly PlainEvent[] = [
    { day: 1, layer: 0, occurrence: 0 },
    { day: 2, layer: 1, occurrence: 1, conflict: 1 },
    { day: 3, layer: 1, occurrence: 2, conflict: 8 },
  ];

  it("take away layers, occurrences and what is not disputed", () => {
    expect(passing(events, { layersOff: new Set([1]) })).toEqual([0]);
    expect(passing(events, { occurrencesOff: new Set(["expected"]) })).toEqual([0, 2]);
    expect(passing(events, { conflictsOnly: true })).toEqual([1]);
    expect(passing(events, { layersOff: new Set([0, 1]) })).toEqual([]);
  });

  it("hold together with the range", () => {
    expect(passing(events, { layersOff: new Set([0]), from: 3 })).toEqual([2]);
  });

  it("count apart what has a place", () => {
    expect(filterEvents(columnsOf(RIVALS), START).placed).toBe(1);
  });
});
