import { describe, expect, it } from "vitest";
import { roundLength } from "../src/panel/controls";
import { narrow, rangeWords, stepDay } from "../src/time/range";
import { dayNumber } from "../src/words/dates";

const day = (year: number, month: number, of: number): number => dayNumber(year, month - 1, of);
const scale = { from: day(2024, 5, 1), to: day(2025, 12, 31), left: 0, right: 600 };

describe("the keys of a handle", () => {
  it("step by a day, by a month, and to the ends", () => {
    const at = day(2025, 5, 18);
    expect(stepDay(at, "ArrowRight", "from", scale)).toBe(at + 1);
    expect(stepDay(at, "ArrowLeft", "from", scale)).toBe(at - 1);
    expect(stepDay(at, "PageUp", "from", scale)).toBe(day(2025, 6, 18));
    expect(stepDay(at, "Home", "to", scale)).toBe(scale.from);
    expect(stepDay(at, "End", "from", scale)).toBe(scale.to);
    expect(stepDay(at, "a", "from", scale)).toBeNull();
  });

  it("go from the end of a month to the end of the next, so that whole months stay whole", () => {
    expect(stepDay(day(2025, 2, 28), "PageUp", "to", scale)).toBe(day(2025, 3, 31));
    expect(stepDay(day(2025, 3, 31), "PageDown", "to", scale)).toBe(day(2025, 2, 28));
  });
});

describe("a range", () => {
  it("is not narrowed at the ends of the axis", () => {
    expect(narrow(scale.from, scale.to, "from", scale)).toEqual({ from: null, to: null });
    expect(narrow(scale.from - 9, day(2025, 1, 1), "to", scale)).toEqual({ from: null, to: day(2025, 1, 1) });
  });

  it("never turns round: the handle that moves stops at the other", () => {
    const [a, b] = [day(2025, 3, 1), day(2025, 2, 1)];
    expect(narrow(a, b, "from", scale)).toEqual({ from: b, to: b });
    expect(narrow(a, b, "to", scale)).toEqual({ from: a, to: a });
  });
});

describe("the range in words", () => {
  it("names the axis's ends where it is not narrowed, and never runs backwards", () => {
    const axis = [scale.from, scale.to] as const;
    expect(rangeWords({ from: null, to: null }, axis)).toBe("May 2024 – December 2025");
    expect(rangeWords({ from: null, to: day(2025, 6, 4) }, axis, true)).toBe("1 May 2024 – 4 June 2025");
    expect(rangeWords({ from: null, to: day(1990, 6, 1) }, axis)).toBe("until 1 June 1990");
    expect(rangeWords({ from: day(2030, 6, 1), to: null }, axis)).toBe("1 June 2030 onward");
  });
});

describe("the scale bar", () => {
  it("takes round lengths only", () => {
    expect([187_000, 99_000, 51, 2.4].map(roundLength)).toEqual([100_000, 50_000, 50, 2]);
  });
});
