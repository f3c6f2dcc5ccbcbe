// The map: Leaflet's view, the two canvases on it, and what a pointer or key does there.

import * as L from "leaflet";
import { NONE } from "../case/columns";
import type { Area } from "../case/context";
import type { Loaded } from "../case/load";
import type { Events, Shown } from "../case/page";
import type { Store } from "../case/state";
import type { World } from "../case/world";
import { afterFrame } from "../common/dom";
import { Basemap } from "./basemap";
import { Camera, type Free } from "./camera";
import { CanvasLayer, type View } from "./canvas";
import { coastIsRough, mountCoastNote } from "./coastnote";
import type { Box } from "./labels";
import { type Hit, Overlay } from "./overlay";
import { followTheme, type Palette, readPalette } from "./palette";
import type { Scene } from "./scene";

const TOUCH_REACH = 16; // with a mark's own 7 px: a target of 44 px
const MOUSE_REACH = 6;
const MERCATOR_EDGE = 85.0511;
const PADDING = 0.25;

export class Atlas {
  readonly map: L.Map;
  readonly camera: Camera;
  readonly #loaded: Loaded;
  readonly #overlay: Overlay;
  readonly #base: CanvasLayer;
  readonly #over: CanvasLayer;
  readonly #shown: () => Shown;
  readonly #store: Store;
  readonly #events: Events;
  #world: World;
  #basemap: Basemap;
  #palette = readPalette();
  #tiles: L.TileLayer | null = null;
  #named = false;
  /** Set by the layout: what the card or sheet covers. */
  free: () => Free = () => ({ left: 0, top: 0, right: 0, bottom: 0 });
  /** Set by the layout: boxes over the map, in pixels of its container, where no label goes. */
  covered: () => readonly Box[] = () => [];
  /** What covered the map when it was last looked at; null when it must be looked at anew before the next drawing. */
  #covered: readonly Box[] | null = null;
  readonly #lookAgain = afterFrame(() => {
    const now = this.covered();
    if (now.join() === this.#covered?.join()) return;
    this.#covered = now;
    this.#over.request();
  });
  /** Numbers of events in the article beside the map. */
  numbers: ReadonlyMap<number, number> = new Map();
  /** The event that the arrow keys came to last: from there they go on, its card shut again. */
  #stepped: number | null = null;
  /** Called with what was clicked. */
  onPick: (event: number) => void = () => undefined;

  constructor(map: L.Map, loaded: Loaded, events: Events, store: Store, shown: () => Shown) {
    this.map = map;
    this.#loaded = loaded;
    this.#shown = shown;
    this.#store = store;
    this.#events = events;
    this.camera = new Camera(map, loaded, shown, { free: () => this.free(), covered: () => this.covered() });
    for (const [name, z] of [["world", 150], ["events", 450]] as const) map.createPane(name).style.zIndex = String(z);
    this.#world = loaded.coarse;
    this.#basemap = new Basemap(loaded.coarse);
    const note = mountCoastNote(map, (seen) => !this.#tiles && coastIsRough(this.#world, loaded.context.fine, seen));
    this.#base = new CanvasLayer(map, "world", PADDING, (view) => {
      if (!this.#tiles) this.#basemap.draw(view, this.#palette, loaded.context.fine);
      note();
    }, true);
    this.#overlay = new Overlay(() => this.#over.request());
    this.#over = new CanvasLayer(map, "events", PADDING, (view) => this.#overlay.draw(view, this.#scene()));
    map.on("moveend resize", () => (this.#covered = null));
    followTheme(() => this.restyle());
    this.#listen();
    this.#limit();
  }

  /** No view shows less than a world's height; none leaves the world to north or south (see `begin`). */
  #limit(): void {
    const height = this.map.getSize().y;
    if (height === 0) return;
    const least = Math.max(1, Math.ceil(Math.log2(height / 256) * 4) / 4);
    // At once: Leaflet would go there in a frame to come, over whatever view is chosen meanwhile.
    if (this.map.getZoom() < least) this.map.setZoom(least, { animate: false });
    this.map.setMinZoom(least);
  }

  #scene(): Scene {
    const { columns, head, context } = this.#loaded;
    const { open, hover } = this.#store.state;
    return {
      columns, events: this.#events, head, context, world: this.#world, indices: this.#shown().indices, open, hover,
      palette: this.#palette, names: this.#named && this.#tiles === null, covered: (this.#covered ??= this.covered()), numbers: this.numbers,
    };
  }

  /** The outline of an event's area or movement; undefined when it has none. */
  outline(event: number): Area | undefined {
    return this.#loaded.context.areas[this.#loaded.columns.area[event] as number];
  }

  /** Draw what is shown on another surface, on the embedded world, by an overlay that is not the page's own. */
  drawOn(view: View, overlay: Overlay, palette: Palette, covered: readonly Box[]): void {
    this.#basemap.draw(view, palette, this.#loaded.context.fine);
    overlay.draw(view, { ...this.#scene(), open: null, hover: null, palette, names: true, covered });
  }

  /** Draw both canvases for the first time, in the view that was chosen. */
  begin(): void {
    // Not before: Leaflet moves a view inside its bounds little by little, over the one that is chosen meanwhile.
    this.map.setMaxBounds([[-MERCATOR_EDGE, -1e6], [MERCATOR_EDGE, 1e6]]);
    this.#base.begin();
    this.#over.begin();
    // Marks and their labels first: the names of towns and countries, which take as long again, come when those stand.
    afterFrame(() => {
      this.#named = true;
      this.#over.request();
    })();
  }

  /** Draw on a finer world from now on. */
  setWorld(world: World): void {
    this.#world = world;
    this.#basemap = new Basemap(world);
    this.#base.pad();
    this.#over.pad();
  }

  /** Draw what lies on the basemap in the next frame. */
  request(): void {
    this.#covered = null;
    this.#over.request();
  }

  /** The same, after a filter has changed: what covers the map is looked at when the page is laid out anyway. */
  requestFiltered(): void {
    this.#over.request();
    this.#lookAgain();
  }

  restyle(): void {
    this.#palette = readPalette();
    this.#base.request();
    this.#over.request();
  }

  /** Show online tiles, or the embedded world again with null. */
  showTiles(tiles: L.TileLayer | null): void {
    this.#tiles?.remove();
    this.#tiles = tiles;
    tiles?.addTo(this.map);
    this.map.setMaxZoom(tiles ? 18 : 12);
    this.#base.request();
    this.#over.request();
  }

  position(event: number): { x: number; y: number; r: number } | null {
    const { columns } = this.#loaded;
    return this.#overlay.position(event, columns, ([x, y]) => {
      const now = this.map.latLngToContainerPoint([
        (columns.lat[event] as number) / 1e5, this.camera.near((columns.lon[event] as number) / 1e5),
      ]);
      return [now.x - x, now.y - y];
    });
  }

  #listen(): void {
    const { map } = this;
    const container = map.getContainer();
    let touch = false;
    container.addEventListener("pointerdown", (event) => (touch = event.pointerType !== "mouse"), { passive: true });
    map.on("resize", () => this.#limit());
    map.on("click", (event) => {
      const hit = this.#overlay.hit(event.containerPoint.x, event.containerPoint.y, touch ? TOUCH_REACH : MOUSE_REACH);
      if (hit) this.#pick(hit);
      else this.#store.set({ open: null });
    });
    map.on("mousemove", (event) => {
      const hit = this.#overlay.hit(event.containerPoint.x, event.containerPoint.y, MOUSE_REACH);
      container.classList.toggle("dl-over-mark", hit !== null);
      const hover = hit?.count === 1 ? (hit.events[0] as number) : null;
      if (hover !== this.#store.state.hover) this.#store.set({ hover });
    });
    container.addEventListener("keydown", (event) => this.#key(event));
  }

  /** One event or one point opens; a bubble of several places opens up by zooming in. */
  #pick(hit: Hit): void {
    const { open } = this.#store.state;
    if (hit.same || this.map.getZoom() >= this.map.getMaxZoom()) {
      this.onPick(open !== null && hit.events.includes(open) ? open : (hit.events[0] as number));
      return;
    }
    this.camera.openUp(hit.count <= hit.events.length ? hit.events : null, this.map.containerPointToLatLng([hit.x, hit.y]));
  }

  /** Arrow keys step through the visible events; with Shift they move the map. */
  #key(event: KeyboardEvent): void {
    const { map } = this;
    const step = event.key === "ArrowRight" || event.key === "ArrowDown" ? 1 : event.key === "ArrowLeft" || event.key === "ArrowUp" ? -1 : 0;
    if (event.key === "+" || event.key === "=") map.zoomIn();
    else if (event.key === "-") map.zoomOut();
    else if (event.key === "Enter" && this.#store.state.hover !== null) this.onPick(this.#store.state.hover);
    else if (step !== 0 && event.shiftKey) {
      const sideways = event.key === "ArrowLeft" || event.key === "ArrowRight";
      map.panBy(sideways ? [80 * step, 0] : [0, 80 * step]);
    } else if (step !== 0) this.#stepTo(step);
    else return;
    event.preventDefault();
  }

  #stepTo(step: 1 | -1): void {
    const { columns } = this.#loaded;
    const placed = [...this.#shown().indices].filter((i) => columns.lon[i] !== NONE);
    if (placed.length === 0) return;
    const { open, hover } = this.#store.state;
    const at = placed.indexOf(open ?? hover ?? this.#stepped ?? -1);
    const next = placed[at < 0 ? (step > 0 ? 0 : placed.length - 1) : (at + step + placed.length) % placed.length];
    this.#stepped = next ?? null;
    if (next !== undefined) this.onPick(next);
  }
}
