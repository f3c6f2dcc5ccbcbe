import { describe, expect, it } from "vitest";
import { CLOSEST_DAYS, panView, showDay, zoomView } from "../src/common/view";
import { nextRange, type Pace, type Range } from "../src/time/play";
import { layAxis } from "../src/time/scale";
import { dayNumber } from "../src/words/dates";

const WHOLE = { from: 0, end: 1000 };

describe("the view of the timeline", () => {
  it("keeps under the pointer what lay there", () => {
    const closer = zoomView(WHOLE, WHOLE, 250, 4);
    expect(closer.end - closer.from).toBe(250);
    expect((250 - closer.from) / 250).toBeCloseTo(0.25, 9);
  });

  it("goes down to hours and never beyond the whole", () => {
    let view = WHOLE;
    for (let k = 0; k < 40; k++) view = zoomView(view, WHOLE, 10.4, 2);
    expect(view.end - view.from).toBeCloseTo(CLOSEST_DAYS, 9);
    expect(view.from).toBeLessThan(10.4);
    for (let k = 0; k < 40; k++) view = zoomView(view, WHOLE, 10.4, 0.5);
    expect(view).toEqual(WHOLE);
  });

  it("stops at both ends when moved", () => {
    expect(panView({ from: 10, end: 20 }, WHOLE, -50)).toEqual({ from: 0, end: 10 });
    expect(panView({ from: 10, end: 20 }, WHOLE, 5000)).toEqual({ from: 990, end: 1000 });
  });

  it("follows a day out of it, and stays for one inside", () => {
    const view = { from: 10, end: 20 };
    expect(showDay(view, WHOLE, 15)).toBe(view);
    expect(showDay(view, WHOLE, 40).end).toBeGreaterThanOrEqual(41);
    expect(showDay(view, WHOLE, 3).from).toBeLessThanOrEqual(3);
  });

  it("names hours once they have room, with the day below", () => {
    const at = dayNumber(2025, 5, 4);
    const { labels, majors } = layAxis({ from: at, to: at, left: 132, right: 1034 }, false);
    expect(labels.map(({ words }) => words).slice(0, 3)).toEqual(["00:00", "01:00", "02:00"]);
    expect(majors.map(({ words }) => words)).toEqual(["4 June 2025"]);
  });
});

describe("playing", () => {
  const play = (range: Range, pace: Pace, whole: readonly [number, number], grows = false): Range[] => {
    const seen: Range[] = [];
    for (let at: Range | null = range; (at = nextRange(at, whole, pace, grows)) && seen.length < 1000; ) seen.push(at);
    return seen;
  };

  it("grows from the first day until nothing is left out", () => {
    expect(play({ from: null, to: null }, "week", [100, 121])).toEqual([
      { from: null, to: 106 }, { from: null, to: 113 }, { from: null, to: 120 },
    ]);
    expect(play({ from: null, to: null }, "day", [1, 3])).toEqual([{ from: null, to: 1 }, { from: null, to: 2 }]);
  });

  it("slides a chosen stretch on and stops at the end", () => {
    expect(play({ from: 5, to: 6 }, "day", [0, 8])).toEqual([{ from: 6, to: 7 }, { from: 7, to: 8 }]);
  });

  it("grows from a chosen day where no last day was chosen", () => {
    expect(play({ from: 5, to: null }, "day", [0, 8], true)).toEqual([{ from: 5, to: 5 }, { from: 5, to: 6 }, { from: 5, to: 7 }]);
  });

  it("goes from the end of a month to the end of the next, whatever their lengths", () => {
    const [first, last] = [dayNumber(2025, 0, 1), dayNumber(2025, 4, 31)];
    expect(play({ from: null, to: null }, "month", [first, last]).map(({ to }) => to)).toEqual([
      dayNumber(2025, 0, 31), dayNumber(2025, 1, 28), dayNumber(2025, 2, 31), dayNumber(2025, 3, 30),
    ]);
    expect(play({ from: dayNumber(2025, 3, 1), to: dayNumber(2025, 3, 30) }, "month", [first, last])).toEqual([
      { from: dayNumber(2025, 4, 1), to: last },
    ]);
  });
});
