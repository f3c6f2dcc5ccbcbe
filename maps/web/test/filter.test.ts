import { describe, expect, it } from "vitest";
import { UNPLACED } from "../src/case/columns";
import { countFacets } from "../src/case/counts";
import { readFacets } from "../src/case/facets";
import { FAILS, filterEvents } from "../src/case/filter";
import { START, type State } from "../src/case/state";
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

describe("what is certainly in the range", () => {
  const JUNE = { from: 30, to: 59, certain: true };
  const day = (at: number, more = {}) => ({ earliest: at, latest: at, ...more });
  const events: readonly PlainEvent[] = [
    { day: 40 },
    { intervals: [{ earliest: 30, beginLatest: 59, endEarliest: 30, latest: 59 }] },
    { intervals: [{ earliest: 25, beginLatest: 45, endEarliest: 25, latest: 45 }] },
    { intervals: [{ earliest: 0, beginLatest: 20, endEarliest: 50, latest: 70, lasts: true }] },
    { intervals: [{ earliest: 50, beginLatest: 65, endEarliest: 80, latest: 90, lasts: true }] },
    { intervals: [day(35), day(99, { chosen: false })] },
    { intervals: [day(35), day(36, { first: false })] },
    { intervals: [day(35), day(90, { first: false })] },
    { intervals: [day(35, { anyOf: true }), day(90, { anyOf: true, first: false })] },
    { intervals: [day(90, { anyOf: true }), day(35, { anyOf: true, first: false })] },
    { intervals: [day(35, { anyOf: true }), day(90, { anyOf: true, chosen: false }), day(91, { anyOf: true, first: false })] },
    {},
  ];

  it("is no more than what may be", () => {
    const may = passing(events, { ...JUNE, certain: false });
    expect(may).toHaveLength(12);
    for (const index of passing(events, JUNE)) expect(may).toContain(index);
  });

  it("is one unknown day only when all of its days are in it, and a stretch when it surely shares a day", () => {
    expect(passing(events, JUNE).filter((index) => index < 5).sort((a, b) => a - b)).toEqual([0, 1, 3]);
  });

  it("counts a set through its members, and wants every claim of the date", () => {
    expect(passing(events, JUNE).filter((index) => index >= 5 && index < 11).sort((a, b) => a - b)).toEqual([6, 8, 9]);
  });

  it("is nothing undated, unless there is no range", () => {
    expect(passing(events, JUNE)).not.toContain(11);
    expect(passing(events, { certain: true })).toContain(11);
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
});

describe("what the filters offer", () => {
  const events: readonly PlainEvent[] = [
    { day: 1, at: [1, 1], layer: 0, status: 0, precision: 1 },
    { day: 2, at: [1, 1], layer: 0, status: 1, precision: 2, conflict: 1 },
    { day: 3, layer: 1, status: 1, precision: UNPLACED },
  ];
  const facets = readFacets({ tags: ["air", "sea"], published: [5, null, 9], sourcesOf: [[0, 1], [1], [2]], tagsOf: [[1], [], [0, 1]] });
  const with_ = (change: Partial<State>) => {
    const columns = columnsOf(events);
    const passing = filterEvents(columns, { ...START, ...change }, facets);
    return { counts: countFacets(columns, passing, facets), passing };
  };

  it("are the events of any of the sources, and of any of the tags", () => {
    expect([...with_({ sources: new Set([0, 2]) }).passing.indices]).toEqual([0, 2]);
    expect([...with_({ tags: new Set([1]), sources: new Set([1]) }).passing.indices]).toEqual([0]);
    expect([...with_({ tags: new Set([0]), sources: new Set([0]) }).passing.indices]).toEqual([]);
  });

  it("are statuses, precisions and words", () => {
    expect([...with_({ statuses: new Set(["claimed"]) }).passing.indices]).toEqual([1, 2]);
    expect([...with_({ precisions: new Set([1, UNPLACED]) }).passing.indices]).toEqual([0, 2]);
    expect([...with_({ told: Uint8Array.from([0, 1, 0]) }).passing.indices]).toEqual([1]);
  });

  it("call what is drawn as a line or an outline of its own neither unplaced nor precise", () => {
    const columns = columnsOf([{ day: 1, precision: UNPLACED, area: 0 }, { day: 2, precision: UNPLACED }, { day: 3, precision: 3, area: 1 }]);
    const passing = filterEvents(columns, START);

    expect(countFacets(columns, passing, null).precisions[UNPLACED]).toBe(1);
    expect([...filterEvents(columns, { ...START, precisions: new Set([UNPLACED]) }).indices]).toEqual([1]);
  });

  it("are counted as if the filter itself were open, and the others as they are", () => {
    const { counts } = with_({ statuses: new Set(["claimed"]), layersOff: new Set([1]) });
    expect([...counts.statuses.slice(0, 2)]).toEqual([1, 1]);
    expect([...counts.layers.slice(0, 2)]).toEqual([1, 1]);
    expect([...counts.sources]).toEqual([0, 1, 0]);
    expect([...counts.tags]).toEqual([0, 0]);
    expect(counts.precisions[2]).toBe(1);
    expect(counts.conflicts).toBe(1);
  });

  it("are those that a look at each event by itself would count", () => {
    const many: PlainEvent[] = Array.from({ length: 900 }, (_, i) => ({
      day: i >> 3, layer: (i * 7) % 4, occurrence: (i * 5) % 3, status: (i * 11) % 5, precision: i % 9 === 0 ? UNPLACED : (i * 13) % 6,
      conflict: i % 17 === 0 ? 4 : i % 19 === 0 ? 8 : 0,
    }));
    const links = readFacets({
      tags: ["a", "b", "c"], published: [null, null, null, null, null],
      sourcesOf: many.map((_, i) => [i % 5, (i * 3 + 1) % 5].filter((one, at, all) => all.indexOf(one) === at)), tagsOf: many.map((_, i) => (i % 4 < 3 ? [i % 4] : [])),
    });
    const columns = columnsOf(many);
    const state = {
      ...START, from: 20, layersOff: new Set([2]), occurrencesOff: new Set(["denied"] as const), statuses: new Set(["reported", "claimed"] as const),
      precisions: new Set([0, 2, UNPLACED]), sources: new Set([1, 3]), tags: new Set([0, 2]),
    };
    const counts = countFacets(columns, filterEvents(columns, state, links), links);
    /** Events that pass with one filter open, and have the value asked for. */
    const count = (open: Partial<State>, has: (index: number) => boolean): number =>
      [...filterEvents(columns, { ...state, ...open }, links).indices].filter(has).length;
    const has = ({ start, values }: typeof links.sources, index: number, value: number): boolean => values.slice(start[index], start[index + 1]).includes(value);

    expect([...counts.layers.slice(0, 4)]).toEqual([0, 1, 2, 3].map((one) => count({ layersOff: new Set() }, (i) => columns.layer[i] === one)));
    expect([...counts.occurrences]).toEqual([0, 1, 2].map((one) => count({ occurrencesOff: new Set() }, (i) => columns.occurrence[i] === one)));
    expect([...counts.statuses]).toEqual([0, 1, 2, 3, 4].map((one) => count({ statuses: new Set() }, (i) => columns.status[i] === one)));
    expect([0, 1, 5, UNPLACED].map((one) => counts.precisions[one])).toEqual([0, 1, 5, UNPLACED].map((one) => count({ precisions: new Set() }, (i) => columns.precision[i] === one)));
    expect(counts.conflicts).toBe(count({}, (i) => columns.conflict[i] === 4));
    expect([...counts.sources]).toEqual([0, 1, 2, 3, 4].map((one) => count({ sources: new Set() }, (i) => has(links.sources, i, one))));
    expect([...counts.tags]).toEqual([0, 1, 2].map((one) => count({ tags: new Set() }, (i) => has(links.tagged, i, one))));
    expect(counts.sources.reduce((a, b) => a + b)).toBeGreaterThan(10);
  });

  it("tell apart what only the range of days keeps out", () => {
    const { passing } = with_({ from: 2, layersOff: new Set([1]) });
    expect([...passing.fails]).toEqual([FAILS.range, 0, FAILS.layer]);
  });
});
