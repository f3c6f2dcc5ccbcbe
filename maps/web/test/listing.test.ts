import { describe, expect, it } from "vitest";
import { readColumns } from "../src/case/columns";
import { listEvents, PART, partsOf, summariseLayers } from "../src/case/listing";
import { LoadedEvents } from "../src/case/load";
import type { Events } from "../src/case/page";
import { type Head, type Interval, type Occurrence, OCCURRENCES, type Status, STATUSES } from "../src/common/model";
import { binOf, countBins } from "../src/time/histogram";
import { columnsOf, packColumns } from "./pack";

interface One {
  readonly layer?: number;
  readonly occurrence?: Occurrence;
  readonly status?: Status;
  readonly placed?: boolean;
  readonly dates?: readonly Interval[];
}
const on = (day: number): Interval => ({ earliest: day, beginLatest: day, endEarliest: day, latest: day, chosen: true, lasts: false });
const month = (from: number, to: number): Interval => ({ earliest: from, beginLatest: to, endEarliest: from, latest: to, chosen: true, lasts: false });

/** Events of which the first `sorted` have one day each, in order; the others the day of their index, where no date is given. */
const someEvents = (all: readonly One[], sorted = 0): Events => {
  const finite = (day: number): number | null => (Number.isFinite(day) ? day : null);
  const { head, bytes } = packColumns(all.map(({ layer, occurrence, status, placed, dates }, i) => ({
    layer: layer ?? 0, occurrence: OCCURRENCES.indexOf(occurrence ?? "occurred"), status: STATUSES.indexOf(status ?? "reported"),
    ...(placed === false ? {} : { at: [0, 0] as const }),
    ...(i < sorted ? { day: i } : {
      intervals: (dates ?? [on(i)]).map(({ earliest, beginLatest, endEarliest, latest, chosen }) => ({
        earliest: finite(earliest), beginLatest: finite(beginLatest), endEarliest: finite(endEarliest), latest: finite(latest), chosen,
      })),
    }),
  })));
  const whole = { ...head, layers: [{ name: "a" }, { name: "b" }], case: { asOf: null } } as unknown as Head;
  return new LoadedEvents(whole, readColumns(whole, bytes));
};

describe("the list", () => {
  it("keeps undated and unplaced events in parts of their own, none dropped", () => {
    const events = someEvents([{}, { dates: [] }, { placed: false }, { placed: false, dates: [] }]);

    expect([...partsOf(events)]).toEqual([PART.main, PART.undated, PART.unplaced, PART.undated]);
  });

  it("renders no more rows than asked for, and counts them all", () => {
    const events = someEvents(Array.from({ length: 300 }, (_, i) => ({ layer: i % 2 })), 300);
    const listing = listEvents(events, Uint32Array.from({ length: 300 }, (_, i) => i), partsOf(events), "date", () => 100);

    expect(listing.sections).toHaveLength(1);
    expect(listing.sections[0]).toMatchObject({ layer: -1, count: 300 });
    expect(listing.sections[0]?.rows).toHaveLength(100);
  });

  it("groups by layer in the layers' order and leaves out empty ones", () => {
    const events = someEvents([{ layer: 1 }, { layer: 1 }, { layer: 1, placed: false }]);
    const listing = listEvents(events, Uint32Array.of(0, 1, 2), partsOf(events), "layer", () => 100);

    expect(listing.sections).toEqual([{ layer: 1, count: 2, rows: [0, 1] }]);
    expect(listing.unplaced.rows).toEqual([2]);
  });
});

describe("what is said of a layer", () => {
  it("counts by occurrence and spans the dates shown, open beginnings aside", () => {
    const events = someEvents([
      { dates: [month(100, 130)] },
      { occurrence: "expected", dates: [{ ...month(0, 300), earliest: -Infinity }] },
      { occurrence: "expected", dates: [{ ...on(200), latest: Infinity }] },
      { layer: 1, dates: [on(5), { ...on(1), chosen: false }] },
      { layer: 1, dates: [] },
    ]);
    const [first, second] = summariseLayers(events);

    expect(first).toMatchObject({ span: [100, Infinity], coarse: true });
    expect([...(first?.counts ?? [])]).toEqual([["occurred", 1], ["expected", 2]]);
    expect(second).toMatchObject({ span: [5, 5], coarse: false });
  });

  it("reads the span of sorted events from their ends", () => {
    expect(summariseLayers(someEvents([{}, {}, {}, { layer: 1 }], 4))[0]?.span).toEqual([0, 2]);
  });
});

describe("counts by bin", () => {
  it("put every passing event into the bin where its date begins", () => {
    const columns = columnsOf([{ day: 0 }, { day: 6 }, { day: 7, layer: 1 }, { intervals: [{ earliest: 3, latest: 20 }] }, {}]);
    const edges = [0, 7, 14];

    expect(countBins(columns, 2, edges, Uint8Array.of(1, 1, 1, 1, 1)).map((lane) => [...lane])).toEqual([[3, 0], [0, 1]]);
    expect(countBins(columns, 2, edges, Uint8Array.of(1, 0, 1, 1, 1)).map((lane) => [...lane])).toEqual([[2, 0], [0, 1]]);
    expect(countBins(columns, 2, [5, 8, 30], Uint8Array.of(1, 1, 1, 1, 1)).map((lane) => [...lane])).toEqual([[1, 0], [1, 0]]);
  });

  it("leave days outside the axis out", () => {
    expect([-1, 0, 6, 7, 13, 14].map((day) => binOf([0, 7, 14], day))).toEqual([-1, 0, 0, 1, 1, -1]);
  });
});
