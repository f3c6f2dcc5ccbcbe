import { describe, expect, it } from "vitest";
import type { Country, World } from "../src/case/world";
import { countryPlaces, spansOf } from "../src/map/countryname";
import type { Box } from "../src/map/labels";

/** A square country from `west` to `east`, as shares of the world. */
function squareWorld(west: number, east: number): { world: World; country: Country } {
  const x = Float64Array.from([west, east, east, west, west]);
  const y = Float64Array.from([0.2, 0.2, 0.8, 0.8, 0.2]);
  const box = { west, east, north: 0.2, south: 0.8 };
  const country = {
    code: "AAA", name: "A", rings: [{ pieces: [{ arc: 0, backwards: false, shift: 0 }], polar: false, ...box }], x: 0.5, y: 0.5, size: 0.1,
  };
  return { world: { land: [], arcs: [{ x, y, owners: ["AAA"], ...box }], countries: [country] }, country };
}

const SEEN: Box = [0, 0, 800, 600];
const placeOf = (rows: ReturnType<typeof spansOf>, width: number, free: (box: Box) => boolean): readonly [number, number] | undefined =>
  countryPlaces(rows, width, SEEN).find(([x, y]) => free([x - width / 2 - 3, y - 8, x + width / 2 + 3, y + 8]));
const free = (): boolean => true;

describe("a country whose middle is out of sight", () => {
  const { world, country } = squareWorld(0.4, 0.6);
  // The canvas shows only the country's left edge: it begins at 500 px and goes on beyond the view.
  const plane = { left: 0.4 * 10_000 - 500, top: 4_500, world: 10_000 };

  it("is measured where it is seen", () => {
    const rows = spansOf(world, country, plane, 0, SEEN);

    expect(rows.length).toBeGreaterThan(40);
    for (const spans of rows) expect(spans.map(([from, to]) => [Math.round(from), Math.round(to)])).toEqual([[500, 800]]);
  });

  it("has its name in the part that is seen, near its middle", () => {
    const place = placeOf(spansOf(world, country, plane, 0, SEEN), 100, free);

    expect(place?.[0]).toBeCloseTo(650, 0);
    expect(Math.abs((place?.[1] ?? 0) - 300)).toBeLessThan(15);
  });

  it("keeps its name off what is taken", () => {
    const taken = (box: Box): boolean => box[3] < 250 || box[1] > 350;
    const place = placeOf(spansOf(world, country, plane, 0, SEEN), 100, taken);

    expect(place).toBeDefined();
    expect(Math.abs((place?.[1] ?? 300) - 300)).toBeGreaterThan(50);
  });

  it("goes without a name where that would leave the country", () => {
    const rows = spansOf(world, country, plane, 0, SEEN);

    expect(countryPlaces(rows, 290, SEEN)).toEqual([]);
    expect(countryPlaces(rows, 100, SEEN).length).toBeGreaterThan(100);
    expect(countryPlaces(spansOf(world, country, plane, 1, SEEN), 100, SEEN)).toEqual([]);
  });
});
