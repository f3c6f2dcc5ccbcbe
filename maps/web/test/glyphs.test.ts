import { describe, expect, it } from "vitest";
import type { Interval } from "../src/common/model";
import { nearestGlyph, shapeGlyph, stackRows, type GlyphRules } from "../src/time/glyphs";

const scale = { from: 0, to: 999, left: 0, right: 1000 }; // one day a pixel
const rules: GlyphRules = { scale, expected: false, unresolved: false, asOf: 500 };
const on = (day: number, chosen = true): Interval => ({ earliest: day, beginLatest: day, endEarliest: day, latest: day, chosen, lasts: false });
const span = (from: number, to: number, more: Partial<Interval> = {}): Interval =>
  ({ earliest: from, beginLatest: to, endEarliest: from, latest: to, chosen: true, lasts: false, ...more });

describe("glyphs", () => {
  it("draw a day as a tick, a lasting span as a bar, one unknown day as a fading bar", () => {
    expect(shapeGlyph(0, [on(10)], rules)?.parts).toMatchObject([{ shape: "tick", hollow: false }]);
    expect(shapeGlyph(0, [span(10, 40, { lasts: true })], rules)?.parts).toMatchObject([{ shape: "bar", x1: 10, x2: 41 }]);
    expect(shapeGlyph(0, [span(10, 40)], rules)?.parts).toMatchObject([{ shape: "fade" }]);
  });

  it("draw what is expected hollow and dashed, before the as-of day too", () => {
    expect(shapeGlyph(0, [span(10, 40)], { ...rules, expected: true })?.parts).toMatchObject([{ shape: "bar", hollow: true, dashed: true }]);
  });

  it("fade over the days on which what lasts may have begun and ended, and round a day written as uncertain", () => {
    const june = { ...span(10, 100, { lasts: true }), beginLatest: 39, endEarliest: 71 };
    expect(shapeGlyph(0, [june], rules)?.parts[0]?.soft?.map(Math.round)).toEqual([29, 29]);
    const known = { ...span(10, 100, { lasts: true }), beginLatest: 10, endEarliest: 100 };
    expect(shapeGlyph(0, [known], rules)?.parts[0]?.soft).toBeUndefined();
    expect(shapeGlyph(0, [{ ...known, vague: true }], rules)?.parts[0]?.soft).toEqual([12, 12]);
    expect(shapeGlyph(0, [{ ...on(10), vague: true }], rules)?.parts).toMatchObject([{ shape: "fade" }]);
    expect(shapeGlyph(0, [{ ...on(10), vague: true }], { ...rules, expected: true })?.parts).toMatchObject([{ shape: "bar", hollow: true, vague: true }]);
  });

  it("take the whole of a day once it is wide, or the hour that a report gives", () => {
    const hours = { ...rules, scale: { from: 10, to: 11, left: 0, right: 1000 } };
    expect(shapeGlyph(0, [on(10)], hours)?.parts).toMatchObject([{ shape: "tick", x1: 1, x2: 499 }]);
    expect(shapeGlyph(0, [on(10)], { ...hours, time: 0.75 })?.parts).toMatchObject([{ shape: "tick", x1: 372.5, x2: 377.5 }]);
  });

  it("leave out a rival that only names our own day among others", () => {
    expect(shapeGlyph(0, [on(10), on(10, false), on(50, false)], rules)?.parts).toHaveLength(2);
  });

  it("join rival dates, the chosen one full, with the badge between them", () => {
    const glyph = shapeGlyph(0, [on(400), on(100, false)], rules);

    expect(glyph?.parts.map((part) => [Math.round((part.x1 + part.x2) / 2 - 0.5), part.hollow])).toEqual([[100, true], [400, false]]);
    expect(glyph?.joins).toHaveLength(1);
    expect(glyph?.badge).toBeCloseTo(250.5, 0);
  });

  it("fill no rival when nobody decided between them", () => {
    const glyph = shapeGlyph(0, [span(10, 40), span(41, 70, { chosen: false })], { ...rules, unresolved: true });

    expect(glyph?.parts.every((part) => part.hollow)).toBe(true);
    expect(glyph?.badge).toBe(85);
  });

  it("begin a forecast without a beginning after the as-of day, and turn other open ends into arrows", () => {
    const by = span(-Infinity, 700);
    expect(shapeGlyph(0, [by], { ...rules, expected: true })?.parts).toMatchObject([{ shape: "bar", x1: 501, x2: 701 }]);
    expect(shapeGlyph(0, [by], rules)?.parts).toMatchObject([{ shape: "left", x1: 0 }]);
    expect(shapeGlyph(0, [span(600, Infinity)], rules)?.parts).toMatchObject([{ shape: "right", x2: 1000 }]);
    expect(shapeGlyph(0, [], rules)).toBeNull();
  });

  it("show adjoining members of a set as one stretch without a badge", () => {
    const glyph = shapeGlyph(0, [span(10, 40), span(41, 70)], rules);

    expect(glyph?.parts).toMatchObject([{ shape: "fade", x1: 10, x2: 71 }]);
    expect(glyph?.badge).toBeNull();
  });
});

describe("stacking", () => {
  it("puts overlapping spans into rows of their own and others back into the first", () => {
    const glyphs = [span(0, 100), span(50, 60), span(70, 80), span(200, 210)].map((one, at) => shapeGlyph(at, [one], rules)!);
    expect(stackRows(glyphs)).toEqual([0, 1, 1, 0]);
  });
});

describe("picking", () => {
  it("takes the nearest glyph within reach and none beyond it", () => {
    const placed = [on(100), on(110)].map((one, at) => ({ glyph: shapeGlyph(at, [one], rules)!, y: 10 }));
    expect(nearestGlyph(placed, 113, 12, 8)?.event).toBe(1);
    expect(nearestGlyph(placed, 140, 12, 8)).toBeNull();
    expect(nearestGlyph(placed, 130, 12, 22)?.event).toBe(1);
  });
});
