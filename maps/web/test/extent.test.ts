import { describe, expect, it } from "vitest";
import { narrowest, pointsOf } from "../src/map/extent";

/** All gaps looked at, the plain way. */
function widestGap(lons: readonly number[]): number {
  const sorted = [...lons].sort((a, b) => a - b);
  const gaps = sorted.map((lon, i) => (i === 0 ? lon + 360 - (sorted[sorted.length - 1] as number) : lon - (sorted[i - 1] as number)));
  return Math.max(...gaps);
}

describe("the narrowest span of longitudes", () => {
  it("runs across 180° where that is shorter", () => {
    expect(narrowest([179.99, -179.99])).toEqual([179.99, 180.01]);
    expect(narrowest([10, 20])).toEqual([10, 20]);
    expect(narrowest([5.5])).toEqual([5.5, 5.5]);
    const [west, east] = narrowest([-180, 180]) ?? [];
    expect(east).toBe(west);
    expect(narrowest([])).toBeNull();
  });

  it("takes what runs on beyond 180° for where it lies", () => {
    expect(narrowest([178, 182])).toEqual([178, 182]);
  });

  it("leaves out the widest gap, whatever the longitudes", () => {
    let seed = 1;
    const next = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
    for (let round = 0; round < 200; round++) {
      const lons = Array.from({ length: 2 + Math.floor(next() * 12) }, () => Math.round((next() * 360 - 180) * 100) / 100);
      const [west, east] = narrowest(lons) as [number, number];
      expect(lons.every((lon) => [lon, lon + 360].some((one) => one >= west - 1e-9 && one <= east + 1e-9))).toBe(true);
      // A gap of less than a degree cannot be the widest of so few.
      expect(east - west).toBeCloseTo(360 - widestGap(lons), 6);
    }
  });
});

describe("the points of events", () => {
  it("are both ends of a movement, and lie in the world of the view", () => {
    const movement = { kind: "movement" as const, exact: true, rings: [Float64Array.from([0.99, 0.5, 1.02, 0.5])], west: 0.99, east: 1.02, north: 0.5, south: 0.5 };
    const columns = { lon: Int32Array.from([17_000_000, -17_000_000, 0]), lat: Int32Array.from([0, 0, 0]), area: Int32Array.from([-1, -1, 0]) };

    expect(pointsOf(columns, [movement], [0, 1, 2], 160).map(([lon]) => Math.round(lon * 10) / 10)).toEqual([170, 190, 176.4, 187.2]);
  });
});
