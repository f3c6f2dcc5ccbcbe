import { describe, expect, it } from "vitest";
import { chosenDay, hasConflict, NONE, projectX, projectY, readColumns, readExtent, readIntervals } from "../src/case/columns";
import { columnsOf, packColumns } from "./pack";

describe("columns", () => {
  it("give back what was packed, also below zero", () => {
    const columns = columnsOf([
      { at: [-179.99999, -85.5], day: -20_000, layer: 6, occurrence: 2, status: 4, conflict: 9, area: 70_000 },
      { day: -19_999 },
    ]);

    expect(columns.lon[0]).toBe(-17_999_999);
    expect(columns.lat[0]).toBe(-8_550_000);
    expect(columns.lon[1]).toBe(NONE);
    expect(Number.isNaN(columns.x[1])).toBe(true);
    expect([columns.layer[0], columns.occurrence[0], columns.status[0], columns.conflict[0]]).toEqual([6, 2, 4, 9]);
    expect([...columns.area]).toEqual([70_000, -1]);
  });

  it("refuse a file that was cut short or holds too much", () => {
    const { head, bytes } = packColumns([{ day: 5 }, { intervals: [{ earliest: 1, latest: 9 }] }]);

    expect(() => readColumns(head, bytes.subarray(0, bytes.length - 1))).toThrow(/damaged/);
    expect(() => readColumns(head, Uint8Array.from([...bytes, 0]))).toThrow(/damaged/);
  });

  it("hold no events as well as one", () => {
    expect(columnsOf([]).order).toHaveLength(0);
    expect(readExtent(columnsOf([]))).toBeNull();
    expect([...columnsOf([{ day: 7 }]).order]).toEqual([0]);
    expect(readExtent(columnsOf([{ day: 7 }]))).toEqual([7, 7]);
  });

  it("know the day of an event whose day is only an offset", () => {
    const columns = columnsOf([{ day: -3 }, { day: -3 }, { day: 0 }, { day: 40 }]);

    expect([0, 1, 2, 3].map((index) => readIntervals(columns, index)[0]?.earliest)).toEqual([-3, -3, 0, 40]);
  });

  it("keep every claimed interval, ours first, with open ends as infinite", () => {
    const columns = columnsOf([
      { day: 1 },
      { intervals: [{ earliest: null, latest: 30 }, { earliest: 10, latest: null, chosen: false, lasts: true }] },
      {},
    ]);

    expect(readIntervals(columns, 1)).toEqual([
      { earliest: -Infinity, beginLatest: 30, endEarliest: Infinity, latest: 30, chosen: true, lasts: false, vague: false },
      { earliest: 10, beginLatest: -Infinity, endEarliest: 10, latest: Infinity, chosen: false, lasts: true, vague: false },
    ]);
    expect(readIntervals(columns, 2)).toEqual([]);
    expect([0, 1, 2].map((index) => chosenDay(columns, index))).toEqual([1, 30, null]);
  });

  it("put all events in order of their first possible day, the undated last", () => {
    const columns = columnsOf([
      { day: 10 },
      { day: 12 },
      { intervals: [{ earliest: null, latest: 11 }] },
      { intervals: [{ earliest: 11, latest: 20 }] },
      { intervals: [{ earliest: 99, latest: 99 }] },
      {},
    ]);

    expect([...columns.order]).toEqual([2, 0, 3, 1, 4, 5]);
  });

  it("span from the first to the last closed day of all claims", () => {
    const columns = columnsOf([{ day: 10 }, { intervals: [{ earliest: null, beginLatest: 3, endEarliest: 3, latest: 5 }] }, {}]);

    expect(readExtent(columns)).toEqual([3, 10]);
  });

  it("tell a conflict from its being unexplained", () => {
    const columns = columnsOf([{ day: 1, conflict: 0 }, { day: 1, conflict: 8 }, { day: 1, conflict: 1 }, { day: 1, conflict: 12 }]);

    expect([0, 1, 2, 3].map((index) => hasConflict(columns, index))).toEqual([false, false, true, true]);
  });
});

describe("projection", () => {
  it("is Web Mercator over the unit square", () => {
    expect([projectX(-180), projectX(0), projectX(180)]).toEqual([0, 0.5, 1]);
    expect(projectY(0)).toBeCloseTo(0.5, 12);
    expect(projectY(85.0511)).toBeCloseTo(0, 5);
    expect(projectY(-85.0511)).toBeCloseTo(1, 5);
  });

  it("keeps the poles finite", () => {
    expect(Number.isFinite(projectY(90))).toBe(true);
    expect(Number.isFinite(projectY(-90))).toBe(true);
  });
});
