// The events shown as a table and as GeoJSON: what a spreadsheet or a GIS opens. Pure: no DOM.

import { dayToIso } from "../case/address";
import type { Area } from "../case/context";
import type { Events } from "../case/page";
import { CONFLICT, type EventText, type Source } from "../common/model";
import { chosenSpan, conflictNames } from "../words/wording";

/** One event as it leaves the page: what the card tells, nothing more. */
export interface Row {
  readonly event: number;
  readonly text: EventText;
}

export const COLUMNS = [
  "id", "layer", "title", "summary", "date", "date_words", "earliest", "latest", "occurrence", "status", "place", "precision",
  "radius_m", "lon", "lat", "sources_differ_on", "values", "tags", "sources", "addresses", "as_of",
] as const;

type Cell = string | number | null;

const isoOf = (day: number): string => (Number.isFinite(day) ? dayToIso(day) : "");

function sourcesOf(text: EventText, sources: readonly Source[]): readonly Source[] {
  return [...new Set(text.claims.map((claim) => claim.source))].flatMap((number) => sources[number] ?? []);
}

const named = (source: Source): string => [source.publisher, source.published].filter(Boolean).join(", ");

/** The cells of an event, in the order of COLUMNS. */
export function cellsOf({ event, text }: Row, events: Events, sources: readonly Source[]): readonly Cell[] {
  const span = chosenSpan(events.intervals(event));
  const point = events.point(event);
  const area = events.area(event) >= 0;
  const own = sourcesOf(text, sources);
  const { asOf } = events.head.case;
  return [
    text.id, events.head.layers[events.layer(event)]?.title ?? "", text.title, text.summary, text.date, text.dateWords,
    span ? isoOf(span[0]) : "", span ? isoOf(span[1]) : "", events.occurrence(event), events.status(event),
    text.origin || text.destination ? `${text.origin} → ${text.destination}` : text.place,
    point || area ? events.precision(event) : "", text.radius > 0 ? text.radius : null,
    // The point inside an area is for its label, and would pretend to be the place.
    point && !area ? point[0] : null, point && !area ? point[1] : null,
    conflictNames(text.conflicts), text.values.map(([key, value]) => `${key}: ${value}`).join("; "), text.tags.join("; "),
    own.map(named).join("; "), own.map(({ url }) => url).filter(Boolean).join(" "), asOf === null ? "" : isoOf(asOf),
  ];
}

/** A cell as RFC 4180 has it; a text that a spreadsheet would take for a formula gets an apostrophe before it. */
export function csvCell(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const text = /^[\s\u0000-\u001f]*[=+\-@＝＋－＠]|^[\t\r\n]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A table with a header, lines ended as RFC 4180 has it, marked as UTF-8 for spreadsheets. */
export function writeCsv(rows: readonly Row[], events: Events, sources: readonly Source[]): string {
  const lines = [COLUMNS, ...rows.map((row) => cellsOf(row, events, sources))];
  return `\ufeff${lines.map((cells) => `${cells.map(csvCell).join(",")}\r\n`).join("")}`;
}

type Position = readonly [number, number];
type Geometry =
  | { readonly type: "Point"; readonly coordinates: Position }
  | { readonly type: "MultiLineString"; readonly coordinates: readonly (readonly Position[])[] }
  | { readonly type: "MultiPolygon"; readonly coordinates: readonly (readonly (readonly Position[])[])[] };

const degrees = (value: number): number => Math.round(value * 1e4) / 1e4;

function latitude(y: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
}

/** What of a line or ring lies between two longitudes; where it crosses them it is cut. */
function cut(line: readonly Position[], west: number, east: number): readonly Position[] {
  let kept = line;
  for (const [edge, sign] of [[west, 1], [east, -1]] as const) {
    const inside = ([lon]: Position): boolean => sign * (lon - edge) >= 0;
    const next: Position[] = [];
    kept.forEach((point, i) => {
      const before = kept[i - 1];
      if (before && inside(before) !== inside(point)) {
        const share = (edge - before[0]) / (point[0] - before[0]);
        next.push([edge, before[1] + share * (point[1] - before[1])]);
      }
      if (inside(point)) next.push(point);
    });
    kept = next;
  }
  return kept;
}

function signedArea(ring: readonly Position[]): number {
  return ring.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length] as Position;
    return sum + x * nextY - nextX * y;
  }, 0);
}

function contains(ring: readonly Position[], [x, y]: Position): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [[ax, ay], [bx, by]] = [ring[i] as Position, ring[j] as Position];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/** The outline of an area or movement in degrees, cut at the antimeridian as RFC 7946 asks. */
export function geometryOf(area: Area): Geometry {
  const lines = area.rings.map((ring) => {
    const line: Position[] = [];
    for (let i = 0; i < ring.length; i += 2) {
      const lon = ((ring[i] as number) - 0.5) * 360;
      // A step of more than half the world goes round the other way.
      const before = line[line.length - 1]?.[0] ?? lon;
      line.push([lon + Math.round((before - lon) / 360) * 360, latitude(ring[i + 1] as number)]);
    }
    return line;
  });
  const pieces: (readonly Position[])[] = [];
  for (const line of lines) {
    const closed = area.kind === "area" && line.length > 0 ? [...line, line[0] as Position] : line;
    const lons = line.map(([lon]) => lon);
    const [first, last] = [Math.floor((Math.min(...lons) + 180) / 360), Math.ceil((Math.max(...lons) + 180) / 360) - 1];
    for (let turn = first; turn <= Math.max(first, last); turn++) {
      const piece = cut(closed, turn * 360 - 180, turn * 360 + 180);
      if (piece.length < (area.kind === "area" ? 3 : 2)) continue;
      pieces.push(piece.map(([lon, lat]) => [degrees(lon - turn * 360), degrees(lat)]));
    }
  }
  if (area.kind === "movement") return { type: "MultiLineString", coordinates: pieces };
  // A ring within an odd number of others is a hole of the smallest of them.
  const holders = pieces.map((ring) => pieces.filter((other) => other !== ring && contains(other, ring[0] as Position)));
  const turned = (ring: readonly Position[], left: boolean): readonly Position[] => {
    const open = ring.length > 1 && String(ring[0]) === String(ring[ring.length - 1]) ? ring.slice(0, -1) : ring;
    const right = signedArea(open) > 0 === left ? open : [...open].reverse();
    return [...right, right[0] as Position];
  };
  const polygons = pieces.flatMap((ring, i) => {
    if ((holders[i] as readonly unknown[]).length % 2 === 1) return [];
    const holes = pieces.filter((_, j) => {
      const around = holders[j] as readonly (readonly Position[])[];
      return around.length % 2 === 1 && around.includes(ring) && around.length === (holders[i] as readonly unknown[]).length + 1;
    });
    return [[turned(ring, true), ...holes.map((hole) => turned(hole, false))]];
  });
  return { type: "MultiPolygon", coordinates: polygons };
}

/** A FeatureCollection (RFC 7946); an event that is not on the map has no geometry. */
export function writeGeoJson(
  rows: readonly Row[], events: Events, sources: readonly Source[], outline: (event: number) => Area | undefined,
): string {
  const { head } = events;
  const features = rows.map(({ event, text }) => {
    const cells = cellsOf({ event, text }, events, sources);
    const cell = new Map<string, Cell>(COLUMNS.map((name, i) => [name, cells[i] ?? null]));
    const area = outline(event);
    const point = events.point(event);
    const geometry = area ? geometryOf(area) : point ? ({ type: "Point", coordinates: point } as const) : null;
    const plain = COLUMNS.filter((name) => !["lon", "lat", "values", "tags", "sources", "addresses", "sources_differ_on"].includes(name));
    return {
      type: "Feature",
      id: text.id,
      geometry,
      properties: {
        ...Object.fromEntries(plain.map((name) => [name, cell.get(name) === "" ? null : (cell.get(name) ?? null)])),
        ...(area ? { area_exact: area.exact } : {}),
        disputed: (events.conflict(event) & (CONFLICT.date | CONFLICT.place | CONFLICT.value)) !== 0,
        sources_differ_on: conflictNames(text.conflicts) || null,
        values: Object.fromEntries(text.values),
        tags: text.tags,
        claims: text.claims.map((claim) => {
          const source = sources[claim.source];
          return {
            publisher: source?.publisher ?? "", published: source?.published ?? "",
            published_edtf: source?.publishedEdtf ?? "", url: source?.url ?? "", archive: source?.archive ?? "",
            text: claim.text ?? "", quote: claim.quote ?? "", date: claim.date ?? "", date_edtf: claim.dateEdtf ?? "", citing: claim.citing ?? [], denies: claim.denies ?? false,
          };
        }),
      },
    };
  });
  const about = { title: head.case.title, as_of: head.case.asOf === null ? null : dayToIso(head.case.asOf), credits: head.credits };
  return `${JSON.stringify({ type: "FeatureCollection", dateline: about, features }, null, 1)}\n`;
}
