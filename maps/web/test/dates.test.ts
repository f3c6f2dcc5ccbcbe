import { describe, expect, it } from "vitest";
import { addMonths, calendarDay, dateBlock, dayNumber, formatDay, formatRange } from "../src/words/dates";

const day = (year: number, month: number, of: number): number => dayNumber(year, month - 1, of);

describe("day numbers", () => {
  it("counts from 1970 and back again, leap days and early years too", () => {
    expect(day(1970, 1, 1)).toBe(0);
    for (const [year, month, of] of [[2024, 2, 29], [1969, 12, 31], [44, 3, 15], [1, 1, 1], [-43, 3, 15], [9999, 12, 31]] as const) {
      expect(calendarDay(day(year, month, of))).toEqual({ year, month: month - 1, day: of });
    }
  });

  it("steps by months without leaving the month it aims at", () => {
    expect(addMonths(day(2025, 1, 31), 1)).toBe(day(2025, 2, 28));
    expect(addMonths(day(2024, 3, 31), -1)).toBe(day(2024, 2, 29));
    expect(addMonths(day(2024, 12, 5), 1)).toBe(day(2025, 1, 5));
  });
});

describe("ranges in words", () => {
  it.each([
    [day(2025, 5, 18), day(2025, 5, 18), "18 May 2025"],
    [day(2025, 6, 17), day(2025, 6, 30), "17 – 30 June 2025"],
    [day(2025, 5, 18), day(2025, 6, 4), "18 May – 4 June 2025"],
    [day(2024, 5, 18), day(2025, 6, 4), "18 May 2024 – 4 June 2025"],
    [day(2024, 5, 1), day(2025, 12, 31), "May 2024 – December 2025"],
    [day(2024, 10, 1), day(2024, 10, 31), "October 2024"],
    [day(2025, 7, 1), day(2025, 8, 31), "July – August 2025"],
    [day(2024, 1, 1), day(2024, 12, 31), "2024"],
    [day(2020, 1, 1), day(2024, 12, 31), "2020 – 2024"],
    [-Infinity, day(2025, 11, 30), "until November 2025"],
    [day(2025, 6, 17), Infinity, "17 June 2025 onward"],
    [-Infinity, Infinity, "any date"],
  ])("says %d to %d as %s", (from, to, words) => {
    expect(formatRange(from, to)).toBe(words);
  });

  it("does not make the first of a month out of a whole month", () => {
    expect(formatRange(day(2024, 10, 1), Infinity, true, true)).toBe("Oct 2024 onward");
    expect(formatRange(day(2024, 10, 1), Infinity, true)).toBe("1 Oct 2024 onward");
  });

  it("keeps years before our era apart from those after", () => {
    expect(formatDay(day(-43, 3, 15))).toBe("15 March 44 BCE");
    expect(formatDay(day(99, 3, 15))).toBe("15 March 99 CE");
  });
});

describe("the date of a list row", () => {
  it.each([
    [day(2025, 5, 18), day(2025, 5, 18), ["18 May", "2025"]],
    [day(2025, 6, 17), Infinity, ["17 June", "2025", "onward"]],
    [-Infinity, day(2025, 11, 30), ["by Nov", "2025"]],
    [-Infinity, day(2025, 6, 29), ["by 29 June", "2025"]],
    [day(2024, 10, 1), day(2024, 10, 31), ["Oct", "2024"]],
    [day(2025, 7, 1), day(2025, 8, 31), ["July – Aug", "2025"]],
    [day(2025, 7, 5), day(2025, 8, 31), ["5 July –", "31 Aug", "2025"]],
    [day(2025, 1, 1), day(2025, 12, 31), ["2025"]],
  ])("sets %d to %d as %j", (from, to, lines) => {
    expect(dateBlock(from, to)).toEqual(lines);
  });
});
