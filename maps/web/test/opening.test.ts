import { describe, expect, it } from "vitest";
import { closerPart, type Spot, zoomOf } from "../src/map/opening";
import { joinSides } from "../src/panel/edgechips";

const PHONE: readonly [number, number] = [334, 660];

describe("what a small screen opens with", () => {
  const near: Spot[] = [[0.849, 0.38], [0.85, 0.381], [0.868, 0.366], [0.849, 0.381]];

  it("is the part that lies together, when the rest is a continent away", () => {
    expect(closerPart([[0.6, 0.33], ...near], PHONE)).toEqual(expect.arrayContaining([1, 2, 3, 4]));
    expect(closerPart([[0.6, 0.33], ...near], PHONE)).toHaveLength(4);
  });

  it("is all of them, when they lie in one region, or too many would be left out", () => {
    expect(closerPart(near, PHONE)).toBeNull();
    expect(closerPart([[0.5, 0.3], [0.51, 0.31], ...near.slice(0, 2)], PHONE)).toBeNull();
    expect(closerPart([], PHONE)).toBeNull();
    expect(closerPart([[0.1, 0.1], [0.9, 0.9]], PHONE)).toBeNull();
  });

  it("is all of them, when they are spread over the world evenly", () => {
    const spread = Array.from({ length: 60 }, (_, k): Spot => [(k % 10) / 10, 0.2 + Math.floor(k / 10) / 10]);
    expect(closerPart(spread, PHONE)).toBeNull();
  });

  it("does not choke on events at one point", () => {
    expect(closerPart([[0.5, 0.5], [0.5, 0.5], [0.5, 0.5]], PHONE)).toBeNull();
    expect(zoomOf([[0.5, 0.5]], PHONE)).toBeGreaterThan(20);
  });
});

describe("events outside of the view", () => {
  it("go by direction, the most first", () => {
    const out = [{ event: 1, x: -50, y: 100 }, { event: 2, x: 300, y: 100 }, { event: 3, x: 310, y: 90 }, { event: 4, x: 100, y: -40 }];
    const sides = joinSides(out, [0, 0, 200, 200]);
    expect(sides.map(({ events }) => events)).toEqual([[2, 3], [1], [4]]);
  });
});
