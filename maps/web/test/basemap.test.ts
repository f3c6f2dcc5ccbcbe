import { describe, expect, it } from "vitest";
import { unpackContext } from "../src/case/context";
import { copies } from "../src/map/basemap";
import type { View } from "../src/map/canvas";
import { DISPUTED, findDisputed } from "../src/map/disputed";

describe("lines that are not settled", () => {
  it("are found whichever side comes first, and only within their stretch", () => {
    expect(findDisputed(["PRK", "KOR"], 127, 38)?.reason).toMatch(/armistice/);
    expect(findDisputed(["IND", "PAK"], 75, 34)).toBeDefined();
    expect(findDisputed(["PAK", "IND"], 70, 25)).toBeUndefined();
    expect(findDisputed(["FRA", "DEU"], 8, 49)).toBeUndefined();
  });

  it("each give a reason and name their two sides in order", () => {
    for (const { between, reason } of DISPUTED) {
      expect(reason.length).toBeGreaterThan(10);
      expect([...between].sort()).toEqual([...between]);
    }
  });
});

describe("copies of the world", () => {
  it("fill the view on both sides of the antimeridian", () => {
    expect(copies({ left: 900, world: 1024, width: 400 } as View)).toEqual(expect.arrayContaining([0, 1]));
    expect(copies({ left: -300, world: 1024, width: 400 } as View)).toEqual(expect.arrayContaining([-1, 0]));
  });
});

describe("what lies around the events", () => {
  it("comes out of its steps where it was", () => {
    const { areas, fine, towns } = unpackContext({
      areas: [{ kind: "area", exact: false, rings: [[350_000, 500_000, 10_000, 0, 0, 10_000, -10_000, -10_000]] }],
      fine: [{ bbox: [130, 40, 134, 44], rings: [], coast: [[1_323_000, 428_000, 10, 10]] }],
      towns: [["Dunay", 132.335, 42.879, 2500, 0]],
    });

    expect(areas[0]?.west).toBeCloseTo(35 / 360 + 0.5, 12);
    expect(areas[0]?.east).toBeCloseTo(36 / 360 + 0.5, 12);
    expect(areas[0]?.exact).toBe(false);
    expect(fine[0]?.coast[0]?.[2]).toBeCloseTo(132.301 / 360 + 0.5, 12);
    expect((fine[0]?.north ?? 1) < (fine[0]?.south ?? 0)).toBe(true);
    expect(towns[0]).toMatchObject({ name: "Dunay", population: 2500, capital: false });
  });
});
