import { describe, expect, it } from "vitest";
import { binEdges, binUnit, dayAt, layAxis, pixelOf, roundExtent, type TimeScale } from "../src/time/scale";
import { dayNumber } from "../src/words/dates";

const day = (year: number, month: number, of: number): number => dayNumber(year, month - 1, of);
const scale = (from: number, to: number, left = 132, right = 1034): TimeScale => ({ from, to, left, right });

describe("the axis", () => {
  it("rounds to whole months and leaves air at both ends", () => {
    expect(roundExtent(day(2024, 5, 18), day(2025, 11, 30))).toEqual([day(2024, 5, 1), day(2025, 12, 31)]);
    expect(roundExtent(day(2025, 6, 4), day(2025, 6, 30))).toEqual([day(2025, 6, 3), day(2025, 7, 1)]);
    expect(roundExtent(day(1901, 3, 1), day(1950, 3, 1))).toEqual([day(1901, 1, 1), day(1950, 12, 31)]);
  });

  it("counts back in round years before our era, and leaves them room", () => {
    const { labels } = layAxis(scale(day(-4000, 1, 1), day(2025, 12, 31), 132, 532), false);
    expect(labels.map(({ words }) => words)).toEqual(["4000 BCE", "3000 BCE", "2000 BCE", "1000 BCE", "1 CE", "1000", "2000"].filter((words) => labels.some((label) => label.words === words)));
    labels.slice(1).forEach(({ x }, at) => expect(x - (labels[at]?.x ?? 0)).toBeGreaterThan(60));
  });

  it("finds the day under the pixel where that day is drawn", () => {
    const months = scale(day(2024, 5, 1), day(2025, 12, 31));
    for (const at of [months.from, day(2025, 5, 18), months.to]) expect(dayAt(months, pixelOf(months, at) + 0.5)).toBe(at);
    expect(dayAt(months, -50)).toBe(months.from);
    expect(dayAt(months, 5000)).toBe(months.to);
  });

  it("names every month and the years below it", () => {
    const { labels, majors, ticks } = layAxis(scale(day(2024, 5, 1), day(2025, 12, 31)), false);
    expect(labels.map((label) => label.words).slice(0, 9)).toEqual(["May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan"]);
    expect(majors.map((label) => label.words)).toEqual(["2024", "2025"]);
    expect(ticks).toHaveLength(21);
  });

  it("keeps one line of quarters on a phone, with the year in January's stead", () => {
    const { labels, majors } = layAxis(scale(day(2024, 5, 1), day(2025, 12, 31), 22, 368), true);
    expect(labels.map((label) => label.words)).toEqual(["Jul", "Oct", "2025", "Apr", "Jul", "Oct"]);
    expect(majors).toEqual([]);
  });

  it.each([
    ["a week", day(2025, 6, 1), day(2025, 6, 7)],
    ["a month", day(2025, 6, 1), day(2025, 6, 30)],
    ["a decade", day(2010, 1, 1), day(2019, 12, 31)],
    ["three centuries", day(1700, 1, 1), day(1999, 12, 31)],
    ["five millennia", day(-3000, 1, 1), day(2025, 12, 31)],
  ])("never crowds its labels over %s", (_, from, to) => {
    const { labels } = layAxis(scale(from, to), false);
    expect(labels.length).toBeGreaterThan(2);
    for (let k = 1; k < labels.length; k++) {
      const [before, here] = [labels[k - 1], labels[k]] as const;
      expect((here?.x ?? 0) - (before?.x ?? 0)).toBeGreaterThan((before?.words.length ?? 0) * 6.5);
    }
  });
});

describe("bins", () => {
  it("are wide enough to be told apart and cover the axis", () => {
    const months = scale(day(2024, 5, 1), day(2025, 12, 31));
    expect(binUnit(months)).toBe("week");
    const edges = binEdges(months, "week");
    expect(edges[0]).toBeLessThanOrEqual(months.from);
    expect(edges[edges.length - 1]).toBeGreaterThan(months.to);
    expect(new Set(edges.slice(1).map((edge, at) => edge - (edges[at] ?? 0)))).toEqual(new Set([7]));
  });
});
