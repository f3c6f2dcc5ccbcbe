// What the address hash holds: enough to show another reader the same thing.

import { type Occurrence, OCCURRENCES, PRECISIONS, type Status, STATUSES, type Theme } from "../common/model";
import { asTheme } from "../common/theme";
import { calendarDay, dayNumber } from "../words/dates";
import { languageOf } from "../words/language";
import { UNPLACED } from "./columns";

export interface Address {
  /** Longitude, latitude, zoom; null leaves the view as it opens. */
  readonly view: readonly [number, number, number] | null;
  readonly from: number | null;
  readonly to: number | null;
  /** Names of the layers that are on; null for all. */
  readonly layers: readonly string[] | null;
  /** Id of the open event. */
  readonly open: string | null;
  /** Name of the article beside the map. */
  readonly article?: string;
  /** Code of the language the reader chose; null for the case's own. */
  readonly language: string | null;
  /** Colours the reader chose; null for those of the device. */
  readonly theme: Theme | null;
  /** Occurrences that are off. */
  readonly hidden: readonly Occurrence[];
  /** Whether only events stay on which sources disagree. */
  readonly conflicts: boolean;
  /** Only what certainly lies in the range. */
  readonly certain: boolean;
  /** Only these, or all when empty: statuses, precisions (UNPLACED: not on the map), ids of sources, tags. */
  readonly statuses: readonly Status[];
  readonly precisions: readonly number[];
  readonly sources: readonly string[];
  readonly tags: readonly string[];
  /** What is searched for. */
  readonly query: string;
  /** The stretch of time that the timeline shows, first and last day; null for the whole. */
  readonly stretch: readonly [number, number] | null;
  /** Whether the timeline shows when the reports were published. */
  readonly published: boolean;
  readonly grouping: "date" | "layer";
  /** Whether the page stands in a frame of another page. */
  readonly embed: boolean;
}

export const PLAIN: Address = {
  view: null, from: null, to: null, layers: null, open: null,
  language: null, theme: null, hidden: [], conflicts: false, certain: false, statuses: [], precisions: [], sources: [],
  tags: [], query: "", stretch: null, published: false, grouping: "date", embed: false,
};

/** What a case has that an address may name. */
export interface Names {
  readonly layers: readonly string[];
  readonly articles: readonly string[];
  readonly sources: readonly string[];
  readonly tags: readonly string[];
}

/** What stands for "not on the map" among the precisions. */
const NO_PLACE = "none";

export function dayToIso(day: number): string {
  const { year, month, day: of } = calendarDay(day);
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${year < 0 ? "-" : ""}${String(Math.abs(year)).padStart(4, "0")}-${two(month + 1)}-${two(of)}`;
}

/** Day number of `YYYY-MM-DD`; null when it is none. */
export function dayFromIso(text: string): number | null {
  const match = /^(-?\d{4,6})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const number = dayNumber(year, month - 1, day);
  return dayToIso(number) === text ? number : null;
}

export function writeAddress(address: Address): string {
  const parts = new URLSearchParams();
  if (address.view) {
    const [lon, lat, zoom] = address.view;
    parts.set("map", `${trim(zoom, 2)}/${trim(lat, 4)}/${trim(lon - 360 * Math.round(lon / 360), 4)}`);
  }
  if (address.from !== null) parts.set("from", dayToIso(address.from));
  if (address.to !== null) parts.set("to", dayToIso(address.to));
  if (address.layers) parts.set("layers", address.layers.join(","));
  if (address.open !== null) parts.set("event", address.open);
  if (address.article !== undefined) parts.set("article", address.article);
  if (address.language !== null) parts.set("lang", address.language);
  if (address.theme !== null) parts.set("theme", address.theme);
  if (address.hidden.length > 0) parts.set("hide", address.hidden.join(","));
  if (address.conflicts) parts.set("conflicts", "1");
  if (address.certain) parts.set("certain", "1");
  if (address.statuses.length > 0) parts.set("status", address.statuses.join(","));
  if (address.precisions.length > 0) parts.set("precision", address.precisions.map((one) => PRECISIONS[one] ?? NO_PLACE).join(","));
  // Once for each: a tag may hold any sign.
  for (const source of address.sources) parts.append("source", source);
  for (const tag of address.tags) parts.append("tag", tag);
  if (address.query !== "") parts.set("search", address.query);
  if (address.stretch) parts.set("timeline", address.stretch.map(dayToIso).join("/"));
  if (address.published) parts.set("published", "1");
  if (address.grouping !== "date") parts.set("group", address.grouping);
  if (address.embed) parts.set("embed", "1");
  return parts.toString().replaceAll("%2F", "/").replaceAll("%2C", ",");
}

const trim = (value: number, digits: number): string => String(Number(value.toFixed(digits)));

/** First and last day, of which the second is not before the first; else null. */
function readStretch(text: string): readonly [number, number] | null {
  const [first, last, ...more] = text.split("/").map(dayFromIso);
  return more.length > 0 || first == null || last == null || first > last ? null : [first, last];
}

const precisionOf = (name: string): number => (name === NO_PLACE ? UNPLACED : PRECISIONS.findIndex((one) => one === name));

/** Read what can be read; nonsense in one part leaves that part as it is. */
export function readAddress(hash: string): Address {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const list = (name: string): readonly string[] => (parts.get(name) ?? "").split(",");
  const all = (name: string): readonly string[] => [...new Set(parts.getAll(name).filter(Boolean))];
  const view = /^([\d.]+)\/(-?[\d.]+)\/(-?[\d.]+)$/.exec(parts.get("map") ?? "");
  const numbers = view ? [Number(view[3]), Number(view[2]), Number(view[1])] : [];
  const [lon, lat, zoom] = numbers;
  const sane =
    lon !== undefined && lat !== undefined && zoom !== undefined &&
    Number.isFinite(lon) && Math.abs(lat) <= 90 && zoom >= 0 && zoom <= 19;
  const layers = parts.get("layers");
  let [from, to] = [dayFromIso(parts.get("from") ?? ""), dayFromIso(parts.get("to") ?? "")];
  // A range that ends before it begins would show an empty map.
  if (from !== null && to !== null && from > to) [from, to] = [null, null];
  return {
    view: sane ? [lon - 360 * Math.round(lon / 360), lat, zoom] : null,
    from,
    to,
    layers: layers === null ? null : layers.split(",").filter((name) => name !== ""),
    open: parts.get("event") || null,
    ...(parts.get("article") ? { article: parts.get("article") as string } : {}),
    language: languageOf(parts.get("lang") ?? "")?.code ?? null,
    theme: asTheme(parts.get("theme")),
    hidden: OCCURRENCES.filter((occurrence) => list("hide").includes(occurrence)),
    conflicts: parts.get("conflicts") === "1",
    certain: parts.get("certain") === "1",
    statuses: STATUSES.filter((status) => list("status").includes(status)),
    precisions: [...new Set(list("precision").map(precisionOf).filter((one) => one >= 0))],
    sources: all("source"),
    tags: all("tag"),
    query: parts.get("search") ?? "",
    stretch: readStretch(parts.get("timeline") ?? ""),
    published: parts.get("published") === "1",
    grouping: parts.get("group") === "layer" ? "layer" : "date",
    embed: parts.has("embed") && parts.get("embed") !== "0",
  };
}

/** The parts of an address that say nothing, or what cannot be read or is not in the case, as they stand in it. */
export function findNonsense(hash: string, names: Names): readonly string[] {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const read = readAddress(hash);
  const among = (known: readonly string[]) => (value: string): boolean => value.split(",").every((one) => known.includes(one));
  const flag = (value: string): boolean => value === "1";
  // Every part that an address may hold, and what may stand in it.
  const sound = new Map<string, (value: string) => boolean>([
    ["map", () => read.view !== null],
    ["from", () => read.from !== null],
    ["to", () => read.to !== null],
    ["layers", () => (read.layers ?? []).every((layer) => names.layers.includes(layer))],
    ["event", Boolean],
    ["article", (value) => names.articles.includes(value)],
    ["lang", (value) => languageOf(value) !== null],
    ["theme", (value) => asTheme(value) !== null],
    ["hide", among(OCCURRENCES)],
    ["conflicts", flag],
    ["certain", flag],
    ["status", among(STATUSES)],
    ["precision", among([...PRECISIONS, NO_PLACE])],
    ["source", (value) => names.sources.includes(value)],
    ["tag", (value) => names.tags.includes(value)],
    ["search", () => true],
    ["timeline", () => read.stretch !== null],
    ["published", flag],
    ["group", (value) => value === "layer" || value === "date"],
    ["embed", () => true],
  ]);
  return [...parts].filter(([name, value]) => !sound.get(name)?.(value)).map(([name, value]) => (value ? `${name}=${value}` : name));
}
