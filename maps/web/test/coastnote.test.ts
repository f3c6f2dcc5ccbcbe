import { describe, expect, it } from "vitest";
import type { World } from "../src/case/world";
import { coastIsRough } from "../src/map/coastnote";

const line = (owners: string[]): World => ({
  land: [], countries: [],
  arcs: [{ x: Float64Array.from([0.5, 0.501]), y: Float64Array.from([0.4, 0.401]), west: 0.5, east: 0.501, north: 0.4, south: 0.401, owners }],
});
const seen = { west: 0.49, east: 0.51, north: 0.39, south: 0.41, zoom: 8 };
const fine = { west: 0.495, east: 0.505, north: 0.395, south: 0.405, rings: [], coast: [] };

describe("a generalised coast", () => {
  it("is said where it is seen from near", () => {
    expect(coastIsRough(line(["AAA"]), [], seen)).toBe(true);
    expect(coastIsRough(line(["AAA"]), [], { ...seen, west: 1.49, east: 1.51 })).toBe(true);
  });

  it("is not said from afar, of borders, of what is out of sight, or where a finer coast covers it", () => {
    expect(coastIsRough(line(["AAA"]), [], { ...seen, zoom: 6 })).toBe(false);
    expect(coastIsRough(line(["AAA", "BBB"]), [], seen)).toBe(false);
    expect(coastIsRough(line(["AAA"]), [], { ...seen, west: 0.6, east: 0.62 })).toBe(false);
    expect(coastIsRough(line(["AAA"]), [fine], seen)).toBe(false);
  });
});
