import { describe, expect, it } from "vitest";
import { projectX, projectY } from "../src/case/columns";
import type { Area } from "../src/case/context";
import type { Events } from "../src/case/page";
import type { EventText, Head, Interval, Source } from "../src/common/model";
import { COLUMNS, csvCell, geometryOf, writeCsv, writeGeoJson } from "../src/share/table";
import { citeEvent } from "../src/words/citation";

const TEXT: EventText = {
  id: "ship", title: '=HYPERLINK("x")', label: "", summary: "Two lines,\nand a “quote”", place: "Dunai", radius: 2000, areaExact: false, country: "RU",
  date: "2025-05-18", dateWords: "18 May 2025", conflicts: [], claims: [{ source: 0, text: "a ship", date: "18 May 2024" }, { source: 0 }, { source: 1 }],
  reports: 2, origins: 1, tags: ["ship", "-port"], confirmedBy: "", method: "", dateReason: "", placeReason: "", placeChoice: "", unplaced: "",
  origin: "", destination: "", retracted: "", retractedReason: "", values: [["__proto__", "1"], ["ships", "2"]],
};
const SOURCES: readonly Source[] = [
  { id: "a", publisher: "Gazette", title: "Ships", url: "https://example.org/a", archive: "", author: "", language: "en", published: "2 July 2025" },
  { id: "b", publisher: "@Paper", title: "", url: "", archive: "", author: "", language: "", published: "" },
];
const DAY: Interval = { earliest: 20_226, beginLatest: 20_226, endEarliest: 20_226, latest: 20_226, chosen: true, lasts: false };

/** One event, at a point or in an area, dated or not. */
function one(at: readonly [number, number] | null, intervals: readonly Interval[] = [DAY], area = -1): Events {
  return {
    head: { case: { title: "A case", asOf: 20_273, asOfWords: "4 July 2025" }, layers: [{ title: "Ships, by sea" }], credits: ["Map: somebody."] } as unknown as Head,
    count: 1, layer: () => 0, occurrence: () => "expected", status: () => "reported", precision: () => "settlement", conflict: () => 0,
    point: () => at, area: () => area, intervals: () => intervals,
  } as unknown as Events;
}

/** RFC 4180, read by its own rules and not by those that wrote it. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[""]];
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const row = rows[rows.length - 1] as string[];
    const sign = text[i] as string;
    if (quoted && sign === '"' && text[i + 1] === '"') (row[row.length - 1] += '"'), i++;
    else if (sign === '"') quoted = !quoted;
    else if (!quoted && sign === ",") row.push("");
    else if (!quoted && sign === "\r" && text[i + 1] === "\n") rows.push([""]), i++;
    else row[row.length - 1] += sign;
  }
  return rows.slice(0, -1);
}

describe("the events as CSV", () => {
  it("come back cell by cell, whatever they hold", () => {
    const csv = writeCsv([{ event: 0, text: TEXT }], one([132.33542, -42.87879]), SOURCES);
    const [header, row] = readCsv(csv.slice(1)) as [string[], string[]];
    const cell = (name: string): string | undefined => row[header.indexOf(name)];

    expect(csv.startsWith("\ufeffid,layer,")).toBe(true);
    expect(header).toEqual([...COLUMNS]);
    expect(row).toHaveLength(COLUMNS.length);
    expect(cell("layer")).toBe("Ships, by sea");
    expect(cell("summary")).toBe(TEXT.summary);
    expect([cell("earliest"), cell("latest"), cell("as_of"), cell("occurrence")]).toEqual(["2025-05-18", "2025-05-18", "2025-07-04", "expected"]);
    expect(cell("sources")).toBe("Gazette, 2 July 2025; @Paper");
  });

  it("run nothing in a spreadsheet, and keep numbers numbers", () => {
    for (const text of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"]) expect(csvCell(text)).toMatch(/^"?'/);
    for (const text of ["a=b", "18 May – 4 June", "'tis", ""]) expect(csvCell(text)).toBe(text);
    expect(csvCell(-42.5)).toBe("-42.5");
    expect(csvCell(null)).toBe("");
  });

  it("leave what is open or unknown empty, and give no point for an area", () => {
    const open = { ...DAY, earliest: -Infinity };
    const [header, row] = readCsv(writeCsv([{ event: 0, text: TEXT }], one([1, 2], [open], 3), SOURCES).slice(1)) as [string[], string[]];

    for (const name of ["earliest", "lon", "lat"]) expect(row[header.indexOf(name)]).toBe("");
  });
});

const ring = (...points: readonly (readonly [number, number])[]): Float64Array => Float64Array.from(points.flatMap(([lon, lat]) => [projectX(lon), projectY(lat)]));
const area = (kind: Area["kind"], ...rings: Float64Array[]): Area => ({ kind, exact: false, rings, west: 0, east: 0, north: 0, south: 0 });

describe("the events as GeoJSON", () => {
  it("keep what they hold, and have no geometry where they are not on the map", () => {
    const made = JSON.parse(writeGeoJson([{ event: 0, text: TEXT }], one(null), SOURCES, () => undefined)) as { features: { geometry: unknown; properties: Record<string, unknown> }[] };
    const [feature] = made.features;

    expect(feature?.geometry).toBeNull();
    expect(feature?.properties["title"]).toBe(TEXT.title);
    expect(Object.keys(feature?.properties["values"] as object)).toEqual(["__proto__", "ships"]);
    expect((feature?.properties["claims"] as unknown[])[0]).toMatchObject({ publisher: "Gazette", url: "https://example.org/a", date: "18 May 2024" });
  });

  it("cut an area at the antimeridian, within 180° on either side", () => {
    const made = geometryOf(area("area", ring([170, 10], [190, 10], [190, 20], [170, 20])));

    expect(made.type).toBe("MultiPolygon");
    const parts = made.coordinates as readonly (readonly (readonly [number, number])[])[][];
    expect(parts).toHaveLength(2);
    for (const [outer] of parts) {
      expect(outer?.[0]).toEqual(outer?.[outer.length - 1]);
      for (const [lon] of outer ?? []) expect(Math.abs(lon)).toBeLessThanOrEqual(180);
    }
    expect(parts.flat().flat().map(([lon]) => lon).sort((a, b) => a - b)[0]).toBe(-180);
  });

  it("turn outer rings left and holes right, each hole with its own ring", () => {
    const outer = ring([0, 0], [0, 10], [10, 10], [10, 0]);
    const hole = ring([2, 2], [4, 2], [4, 4], [2, 4]);
    const island = ring([20, 0], [21, 0], [21, 1]);
    const made = geometryOf(area("area", outer, hole, island)).coordinates as readonly (readonly (readonly [number, number])[])[][];
    const turn = (line: readonly (readonly [number, number])[]): number =>
      line.slice(1).reduce((sum, [x, y], i) => sum + (line[i] as readonly [number, number])[0] * y - x * (line[i] as readonly [number, number])[1], 0);

    expect(made.map((polygon) => polygon.length)).toEqual([2, 1]);
    expect(made.map(([first]) => turn(first ?? []) > 0)).toEqual([true, true]);
    expect(turn(made[0]?.[1] ?? [])).toBeLessThan(0);
  });

  it("cut a movement that goes round the other side of the world", () => {
    for (const end of [200, -160]) {
      const made = geometryOf(area("movement", ring([170, 0], [end, 0])));

      expect(made).toEqual({ type: "MultiLineString", coordinates: [[[170, 0], [180, 0]], [[-180, 0], [-160, 0]]] });
    }
  });
});

describe("a citation", () => {
  const from = one(null).head.case;

  it("says what, when, where, how well it is known, and by whom", () => {
    const cited = citeEvent({ ...TEXT, title: "Ship at the pier" }, { occurrence: "expected", status: "reported" }, SOURCES, from, "https://example.org/map#event=ship");

    expect(cited).toBe(
      "“Ship at the pier”, 18 May 2025, Dunai. Expected · reported, not confirmed by us. In: A case, as of 4 July 2025. " +
      "Sources: Gazette, “Ships”, 2 July 2025, https://example.org/a; @Paper. https://example.org/map#event=ship",
    );
  });

  it("gives no address that leads nowhere for others", () => {
    expect(citeEvent(TEXT, { occurrence: "occurred", status: "reported" }, SOURCES, from, "file:///C:/maps/map.html")).not.toContain("file:");
  });
});
