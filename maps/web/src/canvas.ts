// A canvas over the map that is drawn anew after each move and scaled while the map zooms.

import * as L from "leaflet";

/** Where the canvas stands in the world: pixels of the world at this zoom, 256 × 2^zoom wide. */
export interface View {
  readonly ctx: CanvasRenderingContext2D;
  /** World pixels of the canvas's upper left corner. */
  readonly left: number;
  readonly top: number;
  /** Width of the world in pixels. */
  readonly world: number;
  readonly width: number;
  readonly height: number;
  readonly zoom: number;
  /** Offset of the map's upper left corner within the canvas. */
  readonly insetX: number;
  readonly insetY: number;
  /** Called before a part is drawn, where somebody wants to tell the parts apart. */
  readonly enter?: (part: "basemap" | "areas" | "labels" | "points") => void;
  /** Makes paths where the browser's own will not do. */
  readonly makePath?: () => Path2D;
}

interface Inner {
  _getNewPixelOrigin(center: L.LatLng, zoom: number): L.Point;
}

export class CanvasLayer {
  readonly element: HTMLCanvasElement;
  readonly #map: L.Map;
  readonly #draw: (view: View) => void;
  readonly #padding: number;
  #center: L.LatLng;
  #zoom: number;
  /** What was drawn beyond each edge, in pixels. */
  #inset = L.point(0, 0);
  #frame = 0;
  #begun = false;

  /** `padding` is the share of the map's size drawn beyond each edge, so that a drag shows no blank. */
  constructor(map: L.Map, pane: string, padding: number, draw: (view: View) => void) {
    this.#map = map;
    this.#draw = draw;
    this.#padding = padding;
    this.#center = map.getCenter();
    this.#zoom = map.getZoom();
    const canvas = document.createElement("canvas");
    canvas.className = "leaflet-zoom-animated dl-canvas";
    canvas.setAttribute("aria-hidden", "true");
    this.element = canvas;
    (map.getPane(pane) ?? map.createPane(pane)).append(canvas);
    map.on("moveend viewreset resize", () => this.request());
    map.on("zoom", () => this.#transform(map.getCenter(), map.getZoom()));
    map.on("zoomanim", (event) => this.#transform(event.center, event.zoom));
    map.on("move", () => this.#followDrag());
  }

  /** Draw in the next frame; many calls make one drawing, and none is made before `begin`. */
  request(): void {
    if (this.#frame || !this.#begun) return;
    this.#frame = requestAnimationFrame(() => this.redraw());
  }

  /** Draw for the first time just what is seen, since that is waited for; the padding comes with the next drawing. */
  begin(): void {
    this.#begun = true;
    this.redraw(0);
  }

  redraw(padding = this.#padding): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const map = this.#map;
    const size = map.getSize();
    if (size.x === 0 || size.y === 0) return;
    this.#center = map.getCenter();
    this.#zoom = map.getZoom();
    const inset = size.multiplyBy(padding).round();
    this.#inset = inset;
    const width = size.x + 2 * inset.x;
    const height = size.y + 2 * inset.y;
    const ratio = Math.min(3, Math.max(1, window.devicePixelRatio || 1));
    const canvas = this.element;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
    }
    L.DomUtil.setTransform(canvas, map.containerPointToLayerPoint(inset.multiplyBy(-1)), 1);
    const origin = map.getPixelBounds().min as L.Point;
    const ctx = canvas.getContext("2d");
    if (!ctx) return;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, width, height);
    this.#draw({
      ctx, left: origin.x - inset.x, top: origin.y - inset.y, world: 256 * 2 ** this.#zoom, width, height,
      zoom: this.#zoom, insetX: inset.x, insetY: inset.y,
    });
  }

  /** Scale what is drawn to where it will be, as Leaflet's own renderers do. */
  #transform(center: L.LatLng, zoom: number): void {
    const map = this.#map;
    const scale = map.getZoomScale(zoom, this.#zoom);
    const half = map.getSize().multiplyBy(0.5).add(this.#inset);
    const offset = half
      .multiplyBy(-scale)
      .add(map.project(this.#center, zoom))
      .subtract((map as unknown as Inner)._getNewPixelOrigin(center, zoom));
    L.DomUtil.setTransform(this.element, offset, scale);
  }

  #followDrag(): void {
    const map = this.#map;
    if (!this.#begun || map.getZoom() !== this.#zoom) return;
    const moved = map.project(map.getCenter(), this.#zoom).subtract(map.project(this.#center, this.#zoom));
    if (Math.abs(moved.x) > this.#inset.x * 0.9 || Math.abs(moved.y) > this.#inset.y * 0.9) this.redraw();
  }
}
