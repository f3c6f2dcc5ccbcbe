// The table of an event, as its file says it, and what a form makes of it. Pure: no document here.

import type { Rival } from "./ask";

export type Table = Readonly<Record<string, unknown>>;
export type Claim = Readonly<Record<string, unknown>>;

/** Whether two values say the same; the order of keys plays no part. */
export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value ?? null;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]));
}

/** A table without what is empty. */
export function fill(table: Table): Table {
  const empty = (value: unknown): boolean =>
    value === undefined || value === null || value === "" || value === false ||
    (typeof value === "object" && Object.keys(value).length === 0);
  return Object.fromEntries(Object.entries(table).filter(([, value]) => !empty(value)));
}

/** The fields to set so that `before` becomes `after`; null for one that goes. */
export function differences(before: Table, after: Table): Record<string, unknown> {
  const changed: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (!same(before[key], after[key])) changed[key] = after[key] ?? null;
  }
  return changed;
}

/** What stands in a form brought onto a newer version of the file: fields that were not touched become the file's. */
export function rebase(form: Table, base: Table, fresh: Table): Table {
  const out: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(form), ...Object.keys(base), ...Object.keys(fresh)])) {
    const value = same(form[key], base[key]) ? fresh[key] : form[key];
    if (value !== undefined) out[key] = value;
  }
  return out;
}

/** The fields that differ three ways: changed here, and otherwise in the file. */
export function findRivals(base: Table, mine: Table, fresh: Table): readonly Rival[] {
  return Object.keys(mine)
    .filter((key) => !same(base[key], fresh[key]) && !same(mine[key], fresh[key]))
    .map((key) => ({ field: key, base: base[key], now: fresh[key], wanted: mine[key] }));
}

/** `name = value` lines as a table; null when a line is not one. */
export function readPairs(text: string): Record<string, string> | null {
  const pairs: Record<string, string> = {};
  for (const line of text.split("\n")) {
    if (!line.trim()) continue;
    const at = line.indexOf("=");
    const name = line.slice(0, at).trim();
    const value = line.slice(at + 1).trim();
    if (at < 1 || !name || !value || name in pairs) return null;
    pairs[name] = value;
  }
  return pairs;
}

/** A table of texts as `name = value` lines. */
export function writePairs(table: unknown): string {
  if (table === null || typeof table !== "object") return "";
  return Object.entries(table).map(([name, value]) => `${name} = ${String(value)}`).join("\n");
}

/** A list written with semicolons. */
export const readList = (text: string): string[] => text.split(";").map((part) => part.trim()).filter(Boolean);
export const writeList = (list: unknown): string => (Array.isArray(list) ? list.join("; ") : "");

/** A value as a person reads it, for two versions side by side. */
export function showValue(value: unknown): string {
  if (value === null || value === undefined || value === "") return "(nothing)";
  if (Array.isArray(value)) return value.map(showValue).join("; ");
  if (typeof value === "object") {
    return Object.entries(value).map(([key, inner]) => `${key}: ${showValue(inner)}`).join(", ");
  }
  return String(value);
}

/** Degrees as the files hold them: five decimals are about a metre. */
export const roundDegrees = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;

/** A longitude of any copy of the world as one from -180 to 180. */
export const wrapLongitude = (lon: number): number => roundDegrees(((((lon + 180) % 360) + 360) % 360) - 180);

const EQUATOR_M = 40_075_016.7;
const TILE_PIXELS = 256;
const POINTED_PIXELS = 12;
const EXACT_M = 100;
const KINDS: readonly (readonly [most: number, precision: string])[] = [[EXACT_M, "exact"], [1000, "site"], [5000, "settlement"], [20_000, "district"]];

/** How well a click at a zoom can tell a place: within about twelve pixels, in metres of two digits. */
export function pointedAt(lat: number, zoom: number): { readonly precision: string; readonly radius_m: number } {
  const metres = (POINTED_PIXELS * EQUATOR_M * Math.cos((lat * Math.PI) / 180)) / (TILE_PIXELS * 2 ** zoom);
  const radius_m = Math.max(1, Number(metres.toPrecision(2)));
  return { precision: KINDS.find(([most]) => radius_m < most)?.[1] ?? "region", radius_m };
}

const DEGREE_M = 111_195;

/** How well written degrees tell a place: to half of the last digit that either of them has. */
export function typedAt(lon: string, lat: string): { readonly precision: string; readonly radius_m: number } {
  const digits = Math.max(...[lon, lat].map((text) => text.split(".")[1]?.length ?? 0));
  const radius_m = Number(((DEGREE_M / 2) * 10 ** -digits).toPrecision(2));
  const precision = KINDS.find(([most]) => radius_m < most)?.[1] ?? "region";
  return { precision, radius_m: precision === "exact" ? 0 : radius_m };
}

/** How well a place is known, as a sentence. */
export function sayPrecision(precision: unknown, radius_m: unknown): string {
  const within = typeof radius_m === "number" && radius_m > 0 ? `, within ${radius_m < 1000 ? `${radius_m} m` : `${Number((radius_m / 1000).toPrecision(3))} km`}` : "";
  return `The place is now known as: ${String(precision)}${within}.`;
}
