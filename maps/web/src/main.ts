// Starts the page: opens the blocks, mounts the parts, and keeps them in step.

import "leaflet/dist/leaflet.css";
import "./app.css";
import "./reading.css";
import "./everyone.css";
import "./sharing.css";
import "./finding.css";
import * as L from "leaflet";
import { type Address, dayFromIso, dayToIso, findNonsense, readAddress, writeAddress } from "./address";
import { Atlas } from "./atlas";
import { mountParts, type Parts } from "./parts";
import { NONE } from "./columns";
import type { Facets } from "./facets";
import { countFacets, FAILS, filterEvents, type Passing } from "./filter";
import { chooseLanguage, speakLanguage, spokenLanguage } from "./language";
import { LoadedEvents, loadBlocks, loadFacets, loadWorld } from "./load";
import { say } from "./messages";
import { OCCURRENCES } from "./model";
import type { Page, Shown } from "./page";
import { filtersDiffer, type State, Store, UNFILTERED } from "./state";
import { applyTheme } from "./theme";
import { hasInflate } from "./unpack";

declare global {
  interface Window {
    L: typeof L;
    dateline: Api;
  }
}

/** What other programs may call; a contract. */
export interface Api {
  readonly ready: Promise<void>;
  readonly version: string;
  count(): number;
  /** Ids of the events that pass the filters, in order of date. */
  visible(): readonly string[];
  /** First and last day as `YYYY-MM-DD`; null leaves that end open. */
  setRange(from: string | null, to: string | null): void;
  /** Names of the layers to show; null for all. */
  setLayers(names: readonly string[] | null): void;
  open(id: string): Promise<boolean>;
  /** What the address hash holds. */
  state(): Address;
}

/** Up to here the thinned world looks like the whole one. */
const COARSE_ZOOM = 4.25;

window.L = L; // the skeleton's script makes the map with it

/** Called by the skeleton's script once the columns stand in the page, before the texts have come. */
export function start(map: L.Map, tiles: readonly L.TileLayer[], version: string): void {
  const store = new Store();
  const chosen = readAddress(location.hash);
  const ofCase = document.documentElement.lang;
  speakLanguage(chooseLanguage(chosen.language, ofCase), ofCase);
  applyTheme(chosen.theme);
  let api: Omit<Api, "ready" | "version"> | null = null;
  const loaded = (): Omit<Api, "ready" | "version"> => {
    if (!api) throw new Error("wait for dateline.ready");
    return api;
  };
  const ready = open(map, tiles, store).then((made) => void (api = made));
  window.dateline = {
    ready,
    version,
    count: () => loaded().count(),
    visible: () => loaded().visible(),
    setRange: (from, to) => loaded().setRange(from, to),
    setLayers: (names) => loaded().setLayers(names),
    open: (id) => loaded().open(id),
    state: () => loaded().state(),
  };
  ready.catch((error: unknown) => {
    const notice = document.createElement("p");
    notice.className = "fatal";
    notice.setAttribute("role", "alert");
    notice.textContent = hasInflate()
      ? say.cannotOpen(error instanceof Error ? error.message : String(error))
      : say.oldBrowser;
    document.body.prepend(notice);
  });
}

async function open(map: L.Map, tiles: readonly L.TileLayer[], store: Store): Promise<Omit<Api, "ready" | "version">> {
  if (!hasInflate()) throw new Error("no DecompressionStream");
  const blocks = await loadBlocks();
  const { head, columns } = blocks;
  const events = new LoadedEvents(head, columns);
  const idsCome = events.ids();
  const opened = location.hash; // it is written anew as soon as anything changes
  const wanted = readAddress(opened);
  store.set(choiceOf(wanted, head.layers));
  if (wanted.embed) document.documentElement.dataset["embed"] = "";

  let passing: Passing = filterEvents(columns, store.state);
  let facets: Facets | null = null;
  let facetsCome: Promise<Facets> | null = null;
  const shown = (): Shown => ({
    indices: passing.indices,
    placed: passing.placed,
    has: (index) => passing.fails[index] === 0,
    passes: (index) => ((passing.fails[index] as number) & ~FAILS.range) === 0,
    counts: () => countFacets(columns, passing, facets),
  });
  const followers: (() => void)[] = [];
  const atlas = new Atlas(map, blocks, events, store, shown);
  let ids: readonly string[] = [];
  let idsKnown = false;

  const state = (): Address => {
    const { from, to, layersOff: off, open: index, article, occurrencesOff, conflictsOnly, grouping } = store.state;
    const read = article === null ? undefined : head.articles[article];
    const centre = map.getCenter();
    return {
      view: [centre.lng, centre.lat, map.getZoom()],
      from,
      to,
      layers: off.size === 0 ? null : head.layers.filter((_, k) => !off.has(k)).map(({ name }) => name),
      open: index === null ? null : (ids[index] ?? null),
      ...(read ? { article: read.name } : {}),
      language: wanted.language,
      theme: store.state.theme,
      hidden: OCCURRENCES.filter((occurrence) => occurrencesOff.has(occurrence)),
      conflicts: conflictsOnly,
      grouping,
      embed: wanted.embed,
    };
  };
  const page: Page = {
    events,
    store,
    map,
    shown,
    facets: () => (facetsCome ??= loadFacets().then((come) => (facets = come))),
    followShown: (listener) => void followers.push(listener),
    markPosition: (index) => atlas.position(index),
    openEvent: (index, options) => {
      // The second click on what the article already points out opens its card.
      store.set({ open: index, bare: parts.reads(index) && !(store.state.bare && store.state.open === index) });
      if (options?.pan !== false) atlas.reveal(index);
    },
    neighbours: (index) => {
      const { lon, lat, area } = columns;
      if (lon[index] === NONE) return [index];
      return [...passing.indices].filter((i) => lon[i] === lon[index] && lat[i] === lat[index] && area[i] === area[index]);
    },
    numberEvents: (numbers) => {
      atlas.numbers = numbers;
      atlas.request();
    },
    setLanguage: (code) => {
      // Every word is said anew: the page opens again, and the address brings back all that was chosen.
      history.replaceState(history.state, "", `#${writeAddress({ ...state(), language: code })}`);
      location.reload();
    },
    link: (id) => page.share({ view: null, open: id }),
    share: (change) => `${location.href.split("#")[0] ?? ""}#${writeAddress({ ...state(), embed: false, ...change })}`,
  };
  const parts: Parts = mountParts(page, {
    tiles: head.tiles.map((choice, k) => ({ ...choice, layer: tiles[k] })),
    showTiles: (layer) => atlas.showTiles(layer),
    fitAll: () => atlas.fitAll(),
    atlas,
  });
  atlas.free = parts.free;
  atlas.covered = parts.covered;
  // An area needs room beside it for its card, a point has it already.
  atlas.onPick = (index) => page.openEvent(index, { pan: parts.panOnPick() || blocks.context.areas[columns.area[index] as number]?.kind === "area" });

  let timer = 0;
  const remember = (): void => {
    clearTimeout(timer);
    timer = window.setTimeout(() => history.replaceState(history.state, "", `#${writeAddress(state())}`), 250);
  };
  store.follow((now, before) => {
    if (filtersDiffer(now, before)) {
      passing = filterEvents(columns, now, facets);
      if (now.open !== null && passing.fails[now.open] !== 0) store.set({ open: null });
      for (const follow of followers) follow();
    }
    if (now.theme !== before.theme) applyTheme(now.theme);
    if (now.grouping === before.grouping) atlas.request();
    remember();
  });
  map.on("moveend", remember);

  store.set({ article: articleNamed(head.articles, wanted.article) });
  map.invalidateSize({ pan: false, animate: false }); // the parts have taken their room
  if (wanted.view) map.setView([wanted.view[1], wanted.view[0]], wanted.view[2], { animate: false });
  else if (head.view) map.fitBounds([[head.view[1], head.view[0]], [head.view[3], head.view[2]]], { animate: false });
  else atlas.fitAll(false);
  if (map.getZoom() > COARSE_ZOOM) atlas.setWorld(await loadWorld());
  else void idle().then(loadWorld).then((world) => atlas.setWorld(world));
  atlas.begin();

  const openId = async (id: string): Promise<boolean> => {
    const index = await events.find(id);
    if (index < 0) return false;
    // A link to one event shows it, whatever the rest of the address leaves out.
    if (passing.fails[index] !== 0) {
      const layers = new Set(store.state.layersOff);
      layers.delete(columns.layer[index] as number);
      store.set({ ...UNFILTERED, layersOff: layers });
    }
    page.openEvent(index);
    return true;
  };
  const tell = (hash: string, missing: string | null = null): void => {
    const nonsense = findNonsense(hash, head.layers.map(({ name }) => name));
    const said = [nonsense.length > 0 ? say.addressNonsense(nonsense) : "", missing === null ? "" : say.noSuchEvent(missing)];
    parts.say(said.filter(Boolean).join(" "));
  };
  const follow = async (): Promise<void> => {
    const next = readAddress(location.hash);
    if (chooseLanguage(next.language, head.case.language) !== spokenLanguage()) return location.reload();
    store.set(choiceOf(next, head.layers));
    store.set({ article: articleNamed(head.articles, next.article) });
    tell(location.hash);
    if (next.view) map.setView([next.view[1], next.view[0]], next.view[2]);
    if (next.open === null) store.set({ open: null });
    else if (next.open !== state().open && !(await openId(next.open))) tell(location.hash, next.open);
  };
  addEventListener("hashchange", () => void follow());
  ids = await idsCome;
  idsKnown = true;
  const found = wanted.open === null || (await openId(wanted.open));
  tell(opened, found ? null : wanted.open);

  return {
    count: () => head.count,
    visible: () => (idsKnown ? [...passing.indices].map((index) => ids[index] as string) : []),
    setRange: (from, to) => store.set(asRange(from, to)),
    setLayers: (names) => {
      if (names !== null && !Array.isArray(names)) throw new TypeError("give a list of layer names, or null for all");
      store.set({ layersOff: layersOff(head.layers, known(head.layers, names)) });
    },
    open: openId,
    state,
  };
}

/** Resolves when the first picture stands and the browser has nothing better to do. */
function idle(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(() => {
      if ("requestIdleCallback" in window) window.requestIdleCallback(() => resolve(), { timeout: 2000 });
      else resolve();
    }, 300);
  });
}

function asRange(from: string | null, to: string | null): { from: number | null; to: number | null } {
  const range = { from: asDay(from), to: asDay(to) };
  if (range.from !== null && range.to !== null && range.from > range.to) throw new RangeError(`'${from}' is after '${to}'`);
  return range;
}

function asDay(text: string | null): number | null {
  if (text === null) return null;
  const day = dayFromIso(text);
  if (day === null) throw new RangeError(`'${text}' is not a day; write YYYY-MM-DD, such as ${dayToIso(20_000)}`);
  return day;
}

function articleNamed(articles: readonly { readonly name: string }[], name: string | undefined): number | null {
  const number = articles.findIndex((one) => one.name === name);
  return number < 0 ? null : number;
}

/** What an address chooses of the state; a part that it lacks is as the page opens. */
function choiceOf(address: Address, layers: readonly { readonly name: string }[]): Partial<State> {
  return {
    from: address.from,
    to: address.to,
    layersOff: layersOff(layers, known(layers, address.layers)),
    occurrencesOff: new Set(address.hidden),
    conflictsOnly: address.conflicts,
    grouping: address.grouping,
    theme: address.theme,
  };
}

/** An address that names no layer of this map (one of an older build, or mangled) must not empty it. */
function known(layers: readonly { readonly name: string }[], names: readonly string[] | null): readonly string[] | null {
  if (!names || names.length === 0) return names;
  return layers.some(({ name }) => names.includes(name)) ? names : null;
}

function layersOff(layers: readonly { readonly name: string }[], names: readonly string[] | null): ReadonlySet<number> {
  if (!names) return new Set();
  return new Set(layers.flatMap(({ name }, index) => (names.includes(name) ? [] : [index])));
}
