// A development page with an invented case: the parts without a build, for looking at them.
// Bundle with esbuild, open with ?theme=dark, ?many (a hundred thousand events) or ?long (a long list).

import "leaflet/dist/leaflet.css";
import "../src/app.css";
import "../src/finding.css";
import * as L from "leaflet";
import { mountCard } from "../src/card";
import { mountCredit, mountScale, mountTilesChooser, mountZoom } from "../src/controls";
import { dayNumber } from "../src/dates";
import { readFacets } from "../src/facets";
import type { Counts } from "../src/filter";
import { mountLegend } from "../src/legend";
import { CONFLICT, type ClaimText, type ColorName, type EventText, type Head, type Interval, type Occurrence, type Precision, type Source, type Status } from "../src/model";
import { mountPanel } from "../src/panel";
import type { Events, Page, Shown } from "../src/page";
import { mountPhone } from "../src/phone";
import { Store } from "../src/state";
import { mountTimeline } from "../src/timeline";

const asked = new URLSearchParams(location.search);
const theme = asked.get("theme");
if (theme) document.documentElement.dataset["theme"] = theme;

const day = (text: string): number => {
  const [year = 0, month = 1, of = 1] = text.split("-").map(Number);
  return dayNumber(year, month - 1, of);
};
const on = (text: string, chosen = true): Interval => {
  const at = day(text);
  return { earliest: at, beginLatest: at, endEarliest: at, latest: at, chosen, lasts: false };
};
const within = (a: string, b: string, chosen = true, lasts = false): Interval => {
  const [from, to] = [a ? day(a) : -Infinity, b ? day(b) : Infinity];
  return { earliest: from, beginLatest: lasts ? from : to, endEarliest: lasts ? to : from, latest: to, chosen, lasts };
};

interface Fake {
  readonly layer: number;
  readonly occurrence?: Occurrence;
  readonly status?: Status;
  readonly precision?: Precision;
  readonly at?: readonly [number, number];
  readonly area?: boolean;
  readonly conflict?: number;
  readonly intervals: readonly Interval[];
  readonly text: Partial<EventText>;
}

const sources: readonly Source[] = [
  { id: "gazette", publisher: "Harbour Gazette", title: "A ferry nobody booked", url: "https://gazette.example/1", archive: "https://archive.example/1", author: "", language: "en", published: "2 July 2025" },
  { id: "echo", publisher: "Strait Echo", title: "More ferries are to come", url: "https://echo.example/2", archive: "https://archive.example/2", author: "A. Pilot", language: "en", published: "about 3 July 2025" },
  { id: "wire", publisher: "Cape Wire", title: "<b>Markup</b> stays text", url: "javascript:0", archive: "https://archive.example/3", author: "", language: "ms", published: "4 July 2025" },
];
const claim = (source: number, more: Partial<ClaimText> = {}): ClaimText => ({ source, text: "tells of it at length, with a picture from above.", ...more });

const fakes: Fake[] = [
  {
    layer: 0, precision: "settlement", at: [132.33, 42.88], conflict: CONFLICT.date | CONFLICT.value,
    intervals: [on("2025-05-18"), on("2024-05-18", false)],
    text: {
      id: "ferry", title: "Ferry at the Dune pier", label: "Ferry at Dune", place: "Dune, Pine Coast", radius: 2000, dateWords: "18 May 2025", reports: 3, origins: 1,
      dateReason: "The caption gives 2025, and in May 2024 no ferry had been built.",
      conflicts: [
        { field: "date", key: "", reason: "because the caption gives it, and in May 2024 no ferry had been built.", sides: [{ words: "18 May 2025", claims: [0, 2], chosen: true }, { words: "18 May 2024", claims: [1], chosen: false }], relays: [{ claim: 1, cites: "Harbour Gazette" }] },
        { field: "value", key: "ferries", reason: "", sides: [{ words: "one", claims: [0], chosen: true }, { words: "several", claims: [1], chosen: false }] },
      ],
      claims: [
        claim(0, { text: "A ferry of the kind that carried guests, in a picture from above.", date: "18 May 2025" }),
        claim(1, { text: "", quote: "May 18 of last year", dateAsWritten: "May 18 of last year", date: "18 May 2024", placeAsWritten: "the quay of Dune", citing: ["Harbour Gazette"] }),
        claim(2, { text: "Pictures of May 2025", citing: ["Harbour Gazette"] }),
      ],
      placeChoice: "the only settlement of this name near Pine Bay", placeReason: "The report names the bay",
    },
  },
  { layer: 0, precision: "site", at: [125.67, 39.22], intervals: [on("2025-06-04")], text: { id: "plane", title: "Freighter at Sandy airport", place: "Sandy airport, Willow City", dateWords: "4 June 2025" } },
  { layer: 1, precision: "settlement", at: [125.75, 39.03], intervals: [on("2025-06-17")], text: { id: "talks", title: "Envoy meets the mayor", place: "Willow City", dateWords: "17 June 2025", reports: 3 } },
  {
    layer: 2, occurrence: "expected", precision: "region", at: [36.2, 51.7], area: true, conflict: CONFLICT.value | CONFLICT.unexplained, intervals: [within("2025-06-17", "", true, true)],
    text: {
      id: "guests", title: "6,000 for the Oak region", place: "Oak region", dateWords: "from 17 June 2025", areaExact: true,
      conflicts: [{ field: "value", key: "announced by", reason: "", sides: [{ words: "the city", claims: [0], chosen: true }, { words: "the envoy, for the coast", claims: [1], chosen: false }] }],
    },
  },
  { layer: 1, precision: "settlement", at: [125.75, 39.03], intervals: [on("2025-06-30")], text: { id: "film", title: "City film airs ceremony footage", place: "Willow City", dateWords: "30 June 2025" } },
  { layer: 1, intervals: [], text: { id: "feast", title: "Feast for the returned ferry", dateWords: "", dateReason: "Only the film has a date. The reports name neither day nor place.", unplaced: "No place is named." } },
  {
    layer: 2, precision: "country", conflict: CONFLICT.date | CONFLICT.unexplained, intervals: [within("2024-10-01", "2024-10-31"), within("2024-11-01", "2024-11-30", false)],
    text: {
      id: "first", title: "First crossing: over 11,000", place: "Birchland", dateWords: "October 2024", unplaced: "Only “Birchland” is named. A country is not a point.",
      conflicts: [{ field: "date", key: "", reason: "", sides: [{ words: "October 2024", claims: [0], chosen: true }, { words: "November 2024", claims: [1], chosen: false }] }],
    },
  },
  { layer: 2, occurrence: "expected", precision: "country", intervals: [within("", "2025-11-30")], text: { id: "more", title: "25,000–30,000 more planned", place: "Birchland", dateWords: "by November 2025", unplaced: "Only “Birchland” is named.", reports: 3 } },
  { layer: 2, occurrence: "expected", precision: "country", intervals: [within("2025-07-05", "2025-08-31")], text: { id: "forecast", title: "Weather office forecasts a further crossing", place: "Birchland", dateWords: "July or August 2025", unplaced: "Only “Birchland” is named. The office is where it was said, not where it would happen." } },
  { layer: 2, occurrence: "expected", intervals: [within("2025-07-05", "", true, true)], text: { id: "islands", title: "Picnics on the far islands", dateWords: "from July 2025", unplaced: "The islands shift and no report draws them. A pin would pretend to know." } },
];
if (asked.has("long")) {
  fakes.push({ layer: 0, status: "retracted", precision: "site", at: [100, 50], intervals: [on("2025-03-02")], text: { id: "gone", title: "A crossing that was none", place: "Dune", dateWords: "2 March 2025", retracted: "1 July 2025", retractedReason: "the picture was of another year" } });
  for (let i = 0; i < 240; i++) {
    fakes.push({ layer: i % 3, precision: "site", at: [20 + (i % 100), 30 + (i % 25)], intervals: [on(`2025-0${1 + (i % 6)}-${10 + (i % 19)}`)], text: { id: `n${i}`, title: `Sighting number ${i}`, place: "تجربة", dateWords: "a day of 2025" } });
  }
}
if (asked.has("lapsed")) fakes.push({ layer: 2, occurrence: "expected", precision: "site", at: [60, 50], intervals: [within("", "2025-05-31")], text: { id: "late", title: "A crossing by May", dateWords: "by May 2025", place: "Dune" } });
const many = asked.has("many") ? 100_000 : 0;

const layers = ([["sightings", "Ferry and plane sightings", "Sightings", "blue"], ["meetings", "Meetings and broadcasts", "Meetings", "vermilion"], ["crossings", "Crossings", "Crossings", "green"]] as const)
  .map(([name, title, label, color]) => ({ name, title, label, color: color as ColorName }));
const head: Head = {
  version: "0", count: fakes.length + many, sorted: many, firstDay: 0, days: 0, intervals: 0, chunk: 1000, layers, names: {}, view: null,
  case: { title: "Northern ferries and flights for Birchland’s fair", shortTitle: "Ferries and transport for Birchland", summary: "", scope: "", method: "", contact: "mailto:desk@harbour.example", language: "en", asOf: day("2025-07-04"), asOfWords: "4 July 2025" },
  tiles: [], skipped: asked.has("long") ? [{ title: "Broken one", reason: "ships.toml:14: date: '07/03/2024' is not an EDTF date" }] : [],
  articles: [],
  credits: ["Leaflet", "Map: Natural Earth, Visionscarto", "Places: GeoNames, CC BY 4.0", "Boundaries and names do not imply endorsement"],
};
const EMPTY: EventText = {
  id: "", title: "", label: "", summary: "", place: "", radius: 0, areaExact: false, country: "", date: "", dateWords: "", conflicts: [], claims: [claim(0), claim(1, { citing: ["Harbour Gazette"] })], reports: 2, origins: 1,
  tags: [], confirmedBy: "", method: "", dateReason: "", placeReason: "", placeChoice: "", unplaced: "", origin: "", destination: "", retracted: "", retractedReason: "", values: [],
};
const FIRST = day("2024-06-01");
const fake = (index: number): Fake => {
  const own = fakes[index - many];
  if (own) return own;
  const at = FIRST + Math.floor((index / many) ** 0.7 * 500);
  return { layer: index % 7 === 0 ? 1 : 0, precision: "site", at: [(index * 7) % 170, (index * 13) % 70], intervals: [{ ...on("2025-01-01"), earliest: at, latest: at }], text: { id: `m${index}`, title: `Sighting ${index}`, place: "Dune", dateWords: "some day" } };
};
const events: Events = {
  head, count: head.count,
  layer: (i) => fake(i).layer, occurrence: (i) => fake(i).occurrence ?? "occurred", status: (i) => fake(i).status ?? "reported", precision: (i) => fake(i).precision ?? "country",
  conflict: (i) => fake(i).conflict ?? 0, point: (i) => fake(i).at ?? null, area: (i) => (fake(i).area ? 0 : -1), intervals: (i) => fake(i).intervals,
  day: (i) => fake(i).intervals[0]?.earliest ?? null,
  text: (i) => Promise.resolve({ ...EMPTY, ...fake(i).text }), sources: () => Promise.resolve(sources),
  extent: [day("2024-05-18"), day("2025-11-30")],
  article: () => Promise.reject(new Error("this case has no article")),
  find: (id) => Promise.resolve(fakes.findIndex((one) => one.text.id === id)),
};

const store = new Store();
const countsOf = (indices: readonly number[]): Counts => ({
  layers: new Uint32Array(256), occurrences: new Uint32Array(3), statuses: new Uint32Array(5), precisions: new Uint32Array(256),
  conflicts: indices.length, sources: new Uint32Array(sources.length), tags: new Uint32Array(),
});
const passing = (): Shown => {
  const { from, to, layersOff, occurrencesOff, conflictsOnly } = store.state;
  const [a, b] = [from ?? -Infinity, to ?? Infinity];
  const indices = [...Array(events.count).keys()].filter((i) => {
    const one = fake(i);
    return !layersOff.has(one.layer) && !occurrencesOff.has(one.occurrence ?? "occurred") && (!conflictsOnly || (one.conflict ?? 0) > 0) &&
      (one.intervals.length === 0 || one.intervals.some((interval) => interval.earliest <= b && interval.latest >= a));
  });
  return { indices: Uint32Array.from(indices), has: (i) => indices.includes(i), placed: indices.filter((i) => fake(i).at).length, passes: (i) => indices.includes(i), counts: () => countsOf(indices) };
};
let shown = passing();
const followers: (() => void)[] = [];
const map = L.map("map", { zoomControl: false, attributionControl: false, zoomSnap: 0 });
map.setView([45, 85], 3.4);
const page: Page = {
  events, store, map, shown: () => shown, followShown: (listener) => void followers.push(listener),
  markPosition: (index) => {
    const at = fake(index).at;
    if (!at) return null;
    const { x, y } = map.latLngToContainerPoint([at[1], at[0]]);
    return { x, y, r: fake(index).area ? 90 : 16 };
  },
  openEvent: (index, options) => {
    store.set({ open: index });
    const at = fake(index).at;
    if (at && options?.pan) map.setView([at[1], at[0]], 6, { animate: false });
  },
  facets: () => Promise.resolve(readFacets({ tags: [], published: sources.map(() => null), sourcesOf: fakes.map(() => [0]), tagsOf: fakes.map(() => []) })),
  neighbours: (index) => {
    const at = fake(index).at;
    return at ? [...Array(fakes.length).keys()].filter((i) => fake(i).at?.join() === at.join()) : [index];
  },
  numberEvents: () => undefined,
  search: { warm: () => undefined },
  setLanguage: () => undefined,
  share: () => location.href,
  link: (id) => `${location.href.split("#")[0] ?? ""}#open=${id}`,
};
store.follow(() => {
  shown = passing();
  for (const listen of followers) listen();
});
fakes.forEach((one, index) => {
  if (one.at) L.circleMarker([one.at[1], one.at[0]], { radius: 12 }).addTo(map).on("click", () => page.openEvent(index));
});

const root = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;
mountPanel(root("panel"), page);
mountZoom(root("map-frame"), page, () => map.setView([45, 85], 3.4));
mountTilesChooser(root("map-frame"), asked.has("tiles") ? [{ name: "Drawn map", attribution: "in this file" }, { name: "Photographs", attribution: "© somebody" }] : [], () => undefined);
mountScale(root("map-frame"), page);
mountCredit(root("map-frame"), page, () => undefined);
mountLegend(root("map-frame"), page);
mountCard(root("map-frame"), page);
mountTimeline(root("time"), page);
mountPhone(document.querySelector(".app") as HTMLElement, root("panel"), root("map-frame"), page);
Object.assign(window, { page });
