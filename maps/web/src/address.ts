// What the address hash holds: enough to show another reader the same thing.

import { calendarDay, dayNumber } from "./dates";
import { languageOf } from "./language";
import { type Occurrence, OCCURRENCES, type Theme } from "./model";
import { asTheme } from "./theme";

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
  readonly grouping: "date" | "layer";
  /** Whether the page stands in a frame of another page. */
  readonly embed: boolean;
}

export const PLAIN: Address = {
  view: null, from: null, to: null, layers: null, open: null,
  language: null, theme: null, hidden: [], conflicts: false, grouping: "date", embed: false,
};

/** Every part that an address may hold; any other is nonsense, and the page says so. */
const PARTS: readonly string[] = ["map", "from", "to", "layers", "event", "hide", "conflicts", "group", "embed", "article", "lang", "theme"];

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
  if (address.grouping !== "date") parts.set("group", address.grouping);
  if (address.embed) parts.set("embed", "1");
  return parts.toString().replaceAll("%2F", "/").replaceAll("%2C", ",");
}

const trim = (value: number, digits: number): string => String(Number(value.toFixed(digits)));

/** Read what can be read; nonsense in one part leaves that part as it is. */
export function readAddress(hash: string): Address {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
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
  const hide = (parts.get("hide") ?? "").split(",");
  return {
    view: sane ? [lon - 360 * Math.round(lon / 360), lat, zoom] : null,
    from,
    to,
    layers: layers === null ? null : layers.split(",").filter((name) => name !== ""),
    open: parts.get("event") || null,
    ...(parts.get("article") ? { article: parts.get("article") as string } : {}),
    language: languageOf(parts.get("lang") ?? "")?.code ?? null,
    theme: asTheme(parts.get("theme")),
    hidden: OCCURRENCES.filter((occurrence) => hide.includes(occurrence)),
    conflicts: parts.get("conflicts") === "1",
    grouping: parts.get("group") === "layer" ? "layer" : "date",
    embed: parts.has("embed") && parts.get("embed") !== "0",
  };
}

/** The parts of an address that say nothing, or what cannot be read, as they stand in it. */
export function findNonsense(hash: string, layerNames: readonly string[]): readonly string[] {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const read = readAddress(hash);
  const wrong = (name: string, value: string): boolean => {
    switch (name) {
      case "map":
        return read.view === null;
      case "from":
        return read.from === null;
      case "to":
        return read.to === null;
      case "layers":
        return !(read.layers ?? []).every((layer) => layerNames.includes(layer));
      case "event":
        return value === "";
      case "hide":
        return !value.split(",").every((one) => OCCURRENCES.some((occurrence) => occurrence === one));
      case "conflicts":
        return value !== "1";
      case "group":
        return value !== "layer" && value !== "date";
      default:
        return !PARTS.includes(name);
    }
  };
  return [...parts].filter(([name, value]) => wrong(name, value)).map(([name, value]) => (value ? `${name}=${value}` : name));
}
