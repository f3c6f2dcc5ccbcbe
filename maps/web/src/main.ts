// Starts the page: opens the blocks, mounts the parts, and keeps them in step.

import "leaflet/dist/leaflet.css";
import "./styles/tokens.css";
import "./styles/app.css";
import "./styles/reading.css";
import "./styles/everyone.css";
import "./styles/sharing.css";
import "./styles/finding.css";
import * as L from "leaflet";
import { type Api, asRange, type Calls, makeApi } from "./api";
import { type Address, findNonsense, type Names, readAddress, writeAddress } from "./case/address";
import { NONE } from "./case/columns";
import { countFacets, type Counts } from "./case/counts";
import type { Facets } from "./case/facets";
import { filterEvents, type Passing } from "./case/filter";
import { LoadedEvents, loadBlocks, loadFacets, loadWorld, openEarlyTexts } from "./case/load";
import type { Page, Shown } from "./case/page";
import { Search } from "./case/search";
import { filtersDiffer, mapDiffers, Store, UNFILTERED } from "./case/state";
import { hasInflate } from "./case/unpack";
import { addressOf, choiceOf, knownLayers, layersOff } from "./choice";
import { applyTheme } from "./common/theme";
import { Atlas } from "./map/atlas";
import { calmMap } from "./map/calm";
import { mountDraftBanner } from "./panel/draftbanner";
import { mountParts, type Parts } from "./parts";
import { chooseLanguage, speakLanguage, spokenLanguage } from "./words/language";
import { say } from "./words/messages";

declare global {
  interface Window {
    L: typeof L;
    dateline: Api;
  }
}

/** Up to here the thinned world looks like the whole one. */
const COARSE_ZOOM = 4.25;
/** What the map moves by itself when a part of the page takes or gives room. */
const UNMOVED_PX = 40;

window.L = L; // the skeleton's script makes the map with it

/** Called by the skeleton's script once the columns stand in the page, before the texts have come. */
export function start(map: L.Map, tiles: readonly L.TileLayer[], version: string): void {
  const store = new Store();
  const chosen = readAddress(location.hash);
  const ofCase = document.documentElement.lang;
  speakLanguage(chooseLanguage(chosen.language, ofCase), ofCase);
  applyTheme(chosen.theme);
  calmMap(map);
  window.dateline = makeApi(open(map, tiles, store), version);
  window.dateline.ready.catch((error: unknown) => {
    complain(hasInflate() ? say.cannotOpen(error instanceof Error ? error.message : String(error)) : say.oldBrowser);
  });
}

/** Instead of the map, or above what there is of it. */
function complain(words: string): void {
  const notice = document.createElement("p");
  notice.className = "fatal";
  notice.setAttribute("role", "alert");
  notice.textContent = words;
  document.body.prepend(notice);
}

// A file that broke off before the script that starts the map.
document.addEventListener("DOMContentLoaded", () => {
  if ("dateline" in window) return;
  speakLanguage(chooseLanguage(null, document.documentElement.lang), "");
  complain(say.damaged);
});

async function open(map: L.Map, tiles: readonly L.TileLayer[], store: Store): Promise<Calls> {
  if (!hasInflate()) throw new Error("no DecompressionStream");
  const blocks = await loadBlocks();
  const { head, columns } = blocks;
  const events = new LoadedEvents(head, columns);
  const idsCome = events.ids();
  await openEarlyTexts(events);
  const opened = location.hash; // it is written anew as soon as anything changes
  const wanted = readAddress(opened);
  let names: Names = { layers: head.layers.map(({ name }) => name), articles: head.articles.map(({ name }) => name), sources: [], tags: [] };
  store.set(choiceOf({ ...wanted, query: "" }, names));
  if (head.case.draft) mountDraftBanner();
  if (wanted.embed) document.documentElement.dataset["embed"] = "";

  let passing: Passing = filterEvents(columns, store.state);
  let facets: Facets | null = null;
  let counted: { readonly of: Passing; readonly by: Facets | null; readonly counts: Counts } | null = null;
  let facetsCome: Promise<Facets> | null = null;
  const shown = (): Shown => ({
    indices: passing.indices,
    fails: passing.fails,
    has: (index) => passing.fails[index] === 0,
    counts: () => {
      if (counted?.of !== passing || counted.by !== facets) counted = { of: passing, by: facets, counts: countFacets(columns, passing, facets) };
      return counted.counts;
    },
  });
  const followers: (() => void)[] = [];
  const atlas = new Atlas(map, blocks, events, store, shown);
  let ids: readonly string[] = [];
  let opening: { readonly at: L.LatLng; readonly zoom: number } | null = null;
  let idsKnown = false;

  const state = (): Address => {
    const index = store.state.open;
    const centre = map.getCenter();
    return {
      ...addressOf(store.state, names),
      view: [centre.lng, centre.lat, map.getZoom()],
      open: index === null ? null : (ids[index] ?? null),
      language: wanted.language,
      embed: wanted.embed,
    };
  };
  const search = new Search(events, store);
  const loadNames = async (): Promise<Facets> => {
    const [come, sources] = await Promise.all([loadFacets(), events.sources()]);
    facets = come;
    names = { ...names, sources: sources.map(({ id }) => id), tags: come.tags };
    return come;
  };
  const page: Page = {
    events,
    store,
    map,
    shown,
    facets: () => (facetsCome ??= loadNames()),
    search,
    followShown: (listener) => void followers.push(listener),
    markPosition: (index) => atlas.position(index),
    openEvent: (index, options) => {
      // The second click on what the article already points out opens its card.
      store.set({ open: index, bare: parts.reads(index) && !(store.state.bare && store.state.open === index) });
      if (options?.pan !== false) atlas.camera.reveal(index);
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
    asOpened: () => opening !== null && map.getZoom() === opening.zoom &&
      map.project(opening.at).distanceTo(map.project(map.getCenter())) < UNMOVED_PX,
    share: (change) => `${location.href.split("#")[0] ?? ""}#${writeAddress({ ...state(), embed: false, ...change })}`,
  };
  // Before the parts: in each frame the map is drawn first, while nothing waits to be laid out.
  store.follow((now, before) => {
    const filtered = filtersDiffer(now, before);
    if (filtered) passing = filterEvents(columns, now, facets);
    if (now.theme !== before.theme) applyTheme(now.theme);
    if (filtered && now.open === before.open) atlas.requestFiltered();
    else if (mapDiffers(now, before)) atlas.request();
  });
  const parts: Parts = mountParts(page, {
    tiles: head.tiles.map((choice, k) => ({ ...choice, layer: tiles[k] })),
    showTiles: (layer) => atlas.showTiles(layer),
    fitAll: () => atlas.camera.fitAll(),
    atlas,
  });
  // What lies behind the start is read when it is asked for: broken off there, the file opens and lacks it.
  addEventListener("unhandledrejection", () => parts.say(say.damaged));
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
      if (now.open !== null && passing.fails[now.open] !== 0) store.set({ open: null });
      for (const follow of followers) follow();
    }
    remember();
  });
  map.on("moveend", remember);

  store.set({ article: articleNamed(names.articles, wanted.article) });
  map.invalidateSize({ pan: false, animate: false }); // the parts have taken their room
  if (wanted.view) map.setView([wanted.view[1], wanted.view[0]], wanted.view[2], { animate: false });
  else if (head.view) map.fitBounds([[head.view[1], head.view[0]], [head.view[3], head.view[2]]], { animate: false });
  else atlas.camera.fitOpening();
  if (!wanted.view) opening = { at: map.getCenter(), zoom: map.getZoom() };
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
    const nonsense = hash.length > 1 ? findNonsense(hash, names) : [];
    const said = [nonsense.length > 0 ? say.addressNonsense(brief(nonsense)) : "", missing === null ? "" : say.noSuchEvent(brief([missing]))];
    parts.say(said.filter(Boolean).join(" "));
  };
  /** Choose what an address says, and wait until its sources, tags and words are looked up. */
  const choose = async (address: Address): Promise<void> => {
    if (address.sources.length + address.tags.length > 0 || address.published) await page.facets();
    store.set(choiceOf(address, names));
    await search.settled;
    if (!address.view) return;
    // The map takes what the timeline leaves, which has drawn itself anew by then.
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    map.invalidateSize({ pan: false, animate: false });
    map.setView([address.view[1], address.view[0]], address.view[2], { animate: false });
  };
  const follow = async (): Promise<void> => {
    const next = readAddress(location.hash);
    if (chooseLanguage(next.language, head.case.language) !== spokenLanguage()) return location.reload();
    await choose(next);
    store.set({ article: articleNamed(names.articles, next.article) });
    tell(location.hash);
    if (next.open === null) store.set({ open: null });
    else if (next.open !== state().open && !(await openId(next.open))) tell(location.hash, next.open);
  };
  addEventListener("hashchange", () => void follow());
  ids = await idsCome;
  idsKnown = true;
  if (wanted.query || wanted.published || wanted.sources.length + wanted.tags.length > 0) await choose(wanted);
  const found = wanted.open === null || (await openId(wanted.open));
  tell(opened, found ? null : wanted.open);

  return {
    count: () => head.count,
    visible: () => (idsKnown ? [...passing.indices].map((index) => ids[index] as string) : []),
    setRange: (from, to) => store.set(asRange(from, to)),
    setLayers: (wanted) => {
      if (wanted !== null && !Array.isArray(wanted)) throw new TypeError("give a list of layer names, or null for all");
      store.set({ layersOff: layersOff(names.layers, knownLayers(names.layers, wanted)) });
    },
    open: openId,
    state,
  };
}

/** The first few, none of them longer than a line. */
function brief(parts: readonly string[]): string {
  return parts.slice(0, 4).map((part) => ([...part].length > 40 ? `${[...part].slice(0, 39).join("")}…` : part)).join(" · ");
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

function articleNamed(articles: readonly string[], name: string | undefined): number | null {
  const number = articles.findIndex((one) => one === name);
  return number < 0 ? null : number;
}
