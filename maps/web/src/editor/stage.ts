// The map in its frame: the page as `build` writes it. A new one is made ready behind the old and then takes its place.

import type * as L from "leaflet";
import type { Api } from "../api";
import { writeAddress } from "../case/address";
import { make } from "../common/dom";

interface Inside extends Window {
  readonly dateline: Api;
  readonly map: L.Map; // as the skeleton of the page names it
}

const LOOK_MS = 150;

export interface Spot {
  readonly lon: number;
  readonly lat: number;
}

export class Stage {
  readonly element = make("div", { class: "stage" });
  /** Told the id of the event that the reader opens in the page; null when it is closed. */
  onPick: (id: string | null) => void = () => undefined;
  /** Told where the map was clicked while a place is awaited, and at which zoom. */
  onSpot: (spot: Spot, zoom: number) => void = () => undefined;
  /** Told when another map, or another part of it, is seen. */
  onView: () => void = () => undefined;
  private frame: HTMLIFrameElement | null = null;
  private coming: HTMLIFrameElement | null = null;
  private awaiting = false;
  private picked: string | null = null;

  constructor() {
    setInterval(() => this.look(), LOOK_MS);
  }

  get map(): L.Map | null {
    return this.inside()?.map ?? null;
  }

  /** Show the map of a version, at the view and with the event that is open now (or with `open`). Resolves when it is drawn. */
  async show(version: number, open: string | null = null): Promise<void> {
    const frame = make("iframe", { title: "Map of the case", class: "coming", inert: true });
    this.coming?.remove();
    this.coming = frame;
    const hash = this.address(open);
    frame.src = `/map?v=${version}${hash ? `#${hash}` : ""}`;
    this.element.prepend(frame);
    await new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
    await (frame.contentWindow as Inside | null)?.dateline.ready;
    if (this.coming !== frame) return frame.remove(); // a newer one is on its way
    this.coming = null;
    this.frame?.remove();
    frame.inert = false;
    frame.className = "";
    this.frame = frame;
    this.bind();
    this.onView();
  }

  open(id: string): void {
    this.picked = id;
    void this.inside()?.dateline.open(id);
  }

  /** Await a click on the map. */
  awaitSpot(awaiting: boolean): void {
    this.awaiting = awaiting;
    const container = this.map?.getContainer();
    if (container) container.style.cursor = awaiting ? "crosshair" : "";
  }

  fly(spot: Spot, zoom = 9): void {
    this.map?.setView([spot.lat, spot.lon], Math.max(zoom, this.map.getZoom()), { animate: false });
  }

  /** Where a spot is seen, in pixels of this element; null when it is out of sight. */
  locate(spot: Spot): { readonly x: number; readonly y: number } | null {
    const { map } = this;
    if (!map || !this.frame) return null;
    const box = map.getContainer().getBoundingClientRect();
    const turn = Math.round((map.getCenter().lng - spot.lon) / 360) * 360;
    const { x, y } = map.latLngToContainerPoint([spot.lat, spot.lon + turn]);
    if (x < 0 || y < 0 || x > box.width || y > box.height) return null;
    return { x: x + box.left, y: y + box.top };
  }

  /** Whether a card, a drawer or the like lies over a point of this element. */
  covers(x: number, y: number): boolean {
    const over = this.frame?.contentDocument?.elementFromPoint(x, y);
    return !over || !this.map?.getContainer().contains(over);
  }

  /** The spot at a point of this element. */
  spotAt(x: number, y: number): Spot | null {
    const { map } = this;
    if (!map) return null;
    const box = map.getContainer().getBoundingClientRect();
    const { lng, lat } = map.containerPointToLatLng([x - box.left, y - box.top]);
    return { lon: lng, lat: Math.max(-85, Math.min(85, lat)) };
  }

  private inside(): Inside | null {
    const inside = this.frame?.contentWindow as Inside | null | undefined;
    return inside?.dateline ? inside : null;
  }

  private address(open: string | null): string {
    const inside = this.inside();
    if (!inside) return open ? `event=${encodeURIComponent(open)}` : "";
    const state = inside.dateline.state();
    return writeAddress(open ? { ...state, open } : state);
  }

  private bind(): void {
    const { map } = this;
    if (!map) return;
    map.on("move zoom resize", () => this.onView());
    const container = map.getContainer();
    this.awaitSpot(this.awaiting);
    let down = { x: 0, y: 0 };
    container.addEventListener("pointerdown", ({ clientX, clientY }) => (down = { x: clientX, y: clientY }), true);
    // Before the page itself hears of it: while a place is awaited, a click does not open what lies there.
    container.addEventListener("click", (event) => {
      if (!this.awaiting || Math.hypot(event.clientX - down.x, event.clientY - down.y) > 6) return;
      event.stopImmediatePropagation();
      event.preventDefault();
      const spot = this.spotAt(event.clientX, event.clientY);
      if (spot) this.onSpot(spot, this.map?.getZoom() ?? 0);
    }, true);
  }

  private look(): void {
    let open: string | null;
    try {
      open = this.inside()?.dateline.state().open ?? null;
    } catch {
      return; // not ready yet
    }
    this.onView(); // a card may have come or gone
    if (open === this.picked) return;
    this.picked = open;
    this.onPick(open);
  }
}
