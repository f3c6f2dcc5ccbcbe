import { describe, expect, it } from "vitest";
import { projectX, projectY } from "../src/case/columns";
import { readWorld } from "../src/case/world";

const GRID = 2 ** 20;

/** Packs arcs of (lon, lat) and countries as the build does. */
function packWorld(
  arcs: readonly (readonly (readonly [number, number])[])[],
  countries: readonly { code: string; name: string; polygons: number[][][] }[],
): Uint8Array<ArrayBuffer> {
  const steps: [number[], number[]] = [[], []];
  for (const arc of arcs) {
    let [lastX, lastY] = [0, 0];
    arc.forEach(([lon, lat], i) => {
      const [x, y] = [Math.round(projectX(lon) * GRID), Math.round(projectY(lat) * GRID)];
      const step = i > 0 ? x - lastX - Math.round((x - lastX) / GRID) * GRID : x;
      steps[0].push(step);
      steps[1].push(y - lastY);
      [lastX, lastY] = [lastX + step, y];
    });
  }
  const planes = steps.flatMap((values) => {
    const words = new Uint8Array(Int32Array.from(values).buffer);
    return [0, 1, 2, 3].flatMap((plane) => [...words.filter((_, i) => i % 4 === plane)]);
  });
  const lengths = arcs.map((arc) => arc.length);
  const index = new TextEncoder().encode(JSON.stringify({ grid: GRID, lengths, countries, land: countries.flatMap(({ polygons }) => polygons) }));
  const packed = new Uint8Array(4 + index.length + planes.length);
  new DataView(packed.buffer).setUint32(0, index.length, true);
  packed.set(index, 4);
  packed.set(planes, 4 + index.length);
  return packed;
}

const SQUARE = [[[0, 0], [10, 0], [10, 10]], [[10, 10], [0, 10], [0, 0]]] as const;

describe("the embedded world", () => {
  it("tells coasts from borders by how many countries share an arc", () => {
    const { arcs } = readWorld(
      packWorld(
        [...SQUARE, [[10, 10], [20, 10], [10, 0]]],
        [
          { code: "AAA", name: "A", polygons: [[[0, 1]]] },
          { code: "BBB", name: "B", polygons: [[[0, 2]]] },
        ],
      ),
    );

    expect(arcs.map(({ owners }) => owners)).toEqual([["AAA", "BBB"], ["AAA"], ["BBB"]]);
  });

  it("names a country at the middle of its largest part", () => {
    const small = [[50, 0], [51, 0], [51, 1], [50, 0]] as const;
    const { countries } = readWorld(packWorld([...SQUARE, small], [{ code: "AAA", name: "A", polygons: [[[2]], [[0, 1]]] }]));

    expect(((countries[0]?.x ?? 0) - 0.5) * 360).toBeCloseTo(5, 1);
  });

  it("reads an arc backwards where a ring runs so", () => {
    const { arcs, countries } = readWorld(
      packWorld([[[0, 0], [10, 0], [10, 10]], [[0, 0], [0, 10], [10, 10]]], [{ code: "AAA", name: "A", polygons: [[[0, ~1]]] }]),
    );
    const [ring] = countries[0]?.rings ?? [];
    const lons = ring?.pieces.flatMap(({ arc, backwards, shift }) => {
      const line = [...(arcs[arc]?.x ?? [])].map((x) => Math.round((x + shift - 0.5) * 360));
      return backwards ? line.reverse() : line;
    });

    expect(lons).toEqual([0, 10, 10, 10, 0, 0]);
    expect([ring?.west, ring?.east].map((x) => Math.round(((x ?? 0) - 0.5) * 360))).toEqual([0, 10]);
    expect(ring?.polar).toBe(false);
  });

  it("joins a coast across the antimeridian instead of drawing it round the world", () => {
    const { arcs } = readWorld(packWorld([[[179, 0], [-179, 1], [-179, 2], [179, 3], [179, 0]]], [{ code: "AAA", name: "A", polygons: [[[0]]] }]));
    const xs = [...(arcs[0]?.x ?? [])];

    expect(Math.max(...xs) - Math.min(...xs)).toBeCloseTo(2 / 360, 5);
  });

  it("knows a ring round a pole, which must be closed along the edge", () => {
    const round = [-180, -90, 0, 90, 180].map((lon) => [lon, -70] as const);
    const { countries } = readWorld(packWorld([round], [{ code: "ATA", name: "Antarctica", polygons: [[[0]]] }]));

    expect(countries[0]?.rings[0]?.polar).toBe(true);
  });
});
