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

const STEP = 128; // px
const KEPT = 256; // px

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
  /** Whether what lies beyond the edges is drawn too: not before the page has come to rest or the map has been moved. */
  #padded = false;
  /** What was drawn last, in pixels of the world at its zoom, and the screen's pixels for each of them. */
  #drawn = { left: 0, top: 0, right: 0, bottom: 0, ratio: 0 };

  /**
   * `padding` is the share of the map's size drawn beyond each edge, so that a drag shows no blank. What `stays` true
   * wherever the map is moved, as the world does and labels do not, is not drawn anew while it covers the view.
   */
  constructor(map: L.Map, pane: string, padding: number, draw: (view: View) => void, stays = false) {
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
    map.on("viewreset", () => this.request());
    map.on("moveend resize", () => (stays && this.#covers()) || this.request());
    map.on("zoom", () => this.#transform(map.getCenter(), map.getZoom()));
    map.on("zoomanim", (event) => this.#transform(event.center, event.zoom));
    map.on("move", () => this.#followDrag());
    map.on("movestart zoomstart", () => (this.#padded ||= this.#begun));
  }

  /** Draw in the next frame; many calls make one drawing, and none is made before `begin`. */
  request(): void {
    if (this.#frame || !this.#begun) return;
    this.#frame = requestAnimationFrame(() => this.redraw());
  }

  /** Draw for the first time just what is seen, since that is waited for. */
  begin(): void {
    this.#begun = true;
    this.redraw();
  }

  /** Draw what lies beyond the edges too from now on. */
  pad(): void {
    this.#padded = true;
    this.request();
  }

  redraw(): void {
    const padding = this.#padded ? this.#padding : 0;
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
    const ratio = pixelRatio();
    const canvas = this.element;
    // In steps, and never smaller by little: the map's height follows the timeline's, and a canvas of another size is made from nothing.
    const [across, down] = ([[width, canvas.width], [height, canvas.height]] as const).map(([wanted, now]) => {
      const most = Math.ceil(wanted / STEP) * STEP;
      return ratio === this.#drawn.ratio && now >= most * ratio && now <= (most + KEPT) * ratio ? now / ratio : most;
    }) as [number, number];
    if (canvas.width !== Math.round(across * ratio) || canvas.height !== Math.round(down * ratio)) {
      canvas.width = Math.round(across * ratio);
      canvas.height = Math.round(down * ratio);
      canvas.style.width = `${across}px`;
      canvas.style.height = `${down}px`;
    }
    L.DomUtil.setTransform(canvas, map.containerPointToLayerPoint(inset.multiplyBy(-1)), 1);
    const origin = map.getPixelBounds().min as L.Point;
    const ctx = canvas.getContext("2d");
    if (!ctx) return;
    const [left, top] = [origin.x - inset.x, origin.y - inset.y];
    this.#drawn = { left, top, right: left + width, bottom: top + height, ratio };
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, across, down);
    this.#draw({
      ctx, left, top, world: 256 * 2 ** this.#zoom, width, height,
      zoom: this.#zoom, insetX: inset.x, insetY: inset.y,
    });
  }

  #covers(): boolean {
    const { left, top, right, bottom, ratio } = this.#drawn;
    const { min, max } = this.#map.getPixelBounds();
    if (!min || !max || this.#map.getZoom() !== this.#zoom || ratio !== pixelRatio()) return false;
    return min.x >= left && min.y >= top && max.x <= right && max.y <= bottom;
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

function pixelRatio(): number {
  return Math.min(3, Math.max(1, window.devicePixelRatio || 1));
}
