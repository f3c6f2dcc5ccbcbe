// Draws the embedded world: land, coast, borders, and the finer coast round the events.

import type { FineWindow } from "../case/context";
import type { Arc, Ring, World } from "../case/world";
import type { View } from "./canvas";
import { findDisputed, mayBeDisputed } from "./disputed";
import type { Palette } from "./palette";
import { newPath } from "./vectorpath";

/** From this zoom on the 50m coast is visibly off, so the finer one is drawn where there is one. */
export const FINE_ZOOM = 5;
const MIN_STEP = 0.8; // px; shorter steps cannot be seen

interface Border {
  readonly arc: number;
  readonly line: (zoom: number) => Float64Array;
  readonly disputed: boolean;
}

interface Box {
  readonly west: number;
  readonly east: number;
  readonly north: number;
  readonly south: number;
}

export class Basemap {
  readonly #world: World;
  readonly #borders: readonly Border[];
  /** Arcs without steps too short to see, by half a zoom: thinned once, drawn often. */
  readonly #thinned = new Map<number, readonly Float64Array[]>();

  constructor(world: World) {
    this.#world = world;
    this.#borders = world.arcs.flatMap((arc, number) =>
      arc.owners.length < 2
        ? []
        : splitBorder(arc).map(({ from, to, disputed }) => ({
            arc: number,
            disputed,
            line:
              from === 0 && to === arc.x.length - 1
                ? (zoom: number) => this.#arcs(zoom)[number] as Float64Array
                : (zoom: number) => thin(arc, zoom, from, to),
          })),
    );
  }

  draw(view: View, palette: Palette, fine: readonly FineWindow[]): void {
    const { ctx } = view;
    view.enter?.("basemap");
    ctx.fillStyle = palette.sea;
    ctx.fillRect(0, 0, view.width, view.height);
    ctx.lineJoin = "round";
    for (const shift of copies(view)) {
      this.#drawLand(view, palette, shift);
      if (view.zoom >= FINE_ZOOM) for (const one of fine) drawFine(view, palette, one, shift);
      this.#drawBorders(view, palette, shift);
    }
  }

  #arcs(zoom: number): readonly Float64Array[] {
    const level = Math.ceil(zoom * 2) / 2;
    let arcs = this.#thinned.get(level);
    if (!arcs) {
      arcs = this.#world.arcs.map((arc) => thin(arc, level, 0, arc.x.length - 1));
      this.#thinned.set(level, arcs);
    }
    return arcs;
  }

  /** Fill the land and stroke its coast: one path for both, since each point of a path costs. */
  #drawLand(view: View, palette: Palette, shift: number): void {
    const { ctx } = view;
    const rings = this.#world.land.filter((ring) => inView(ring, view, shift));
    ctx.fillStyle = palette.land;
    ctx.strokeStyle = palette.coast;
    ctx.lineWidth = 0.8;
    ctx.beginPath();
    for (const ring of rings) if (!ring.polar) this.#traceRing(view, ring, shift);
    ctx.fill("nonzero");
    ctx.stroke();
    // What goes round a pole is closed beyond the edge of the map, where no coast is.
    for (const ring of rings) {
      if (!ring.polar) continue;
      ctx.beginPath();
      this.#traceRing(view, ring, shift);
      ctx.fill("nonzero");
      ctx.beginPath();
      for (const { arc, shift: turn } of ring.pieces) traceLine(ctx, this.#arcs(view.zoom)[arc] as Float64Array, view, shift + turn);
      ctx.stroke();
    }
  }

  #traceRing(view: View, ring: Ring, shift: number): void {
    const { ctx, world, left, top } = view;
    const arcs = this.#arcs(view.zoom);
    let [first, last] = [Number.NaN, Number.NaN];
    for (const { arc, backwards, shift: turn } of ring.pieces) {
      const line = arcs[arc] as Float64Array;
      // What lies beyond the view is cut to its ends: its box is convex and without the view, so the picture is the same.
      const ends = line.length - 2;
      const step = inView(this.#world.arcs[arc] as Arc, view, shift + turn) ? 2 : ends || 2;
      const offset = (shift + turn) * world - left;
      for (let k = 0; k <= ends; k += step) {
        const i = backwards ? ends - k : k;
        last = (line[i] as number) * world + offset;
        const y = (line[i + 1] as number) * world - top;
        if (Number.isNaN(first)) ctx.moveTo((first = last), y);
        else ctx.lineTo(last, y);
      }
    }
    if (ring.polar) {
      const edge = world * 1.1 - top;
      ctx.lineTo(last, edge);
      ctx.lineTo(first, edge);
    }
    // Not closed: a ring ends where it began, and a browser that closes one measures the whole path so far.
  }

  #drawBorders(view: View, palette: Palette, shift: number): void {
    const { ctx } = view;
    ctx.save();
    ctx.strokeStyle = palette.border;
    for (const disputed of [false, true]) {
      ctx.lineWidth = disputed ? 1.4 : 1;
      ctx.setLineDash(disputed ? [5, 3] : []);
      ctx.beginPath();
      for (const border of this.#borders) {
        if (border.disputed !== disputed || !inView(this.#world.arcs[border.arc] as Arc, view, shift)) continue;
        traceLine(ctx, border.line(view.zoom), view, shift);
      }
      ctx.stroke();
    }
    ctx.restore();
  }
}

/** Whole worlds to the left and right that the view may reach; what crosses the antimeridian sticks out of its world. */
export function copies(view: View): number[] {
  const first = Math.floor(view.left / view.world - 0.2);
  const last = Math.floor((view.left + view.width) / view.world + 0.2);
  return Array.from({ length: last - first + 1 }, (_, k) => first + k);
}

function inView(box: Box, view: View, shift: number): boolean {
  const margin = 8;
  return (
    (box.east + shift) * view.world >= view.left - margin &&
    (box.west + shift) * view.world <= view.left + view.width + margin &&
    box.south * view.world >= view.top - margin &&
    box.north * view.world <= view.top + view.height + margin
  );
}

/** Part of an arc as x, y, x, y, … without steps that cannot be seen at a zoom; its ends stay. */
function thin(arc: Arc, zoom: number, from: number, to: number): Float64Array {
  const step = MIN_STEP / (256 * 2 ** zoom);
  const points = new Float64Array(2 * (to - from + 1));
  let used = 0;
  let [lastX, lastY] = [Number.NaN, Number.NaN];
  for (let i = from; i <= to; i++) {
    const x = arc.x[i] as number;
    const y = arc.y[i] as number;
    if (i > from && i < to && Math.abs(x - lastX) < step && Math.abs(y - lastY) < step) continue;
    points[used++] = lastX = x;
    points[used++] = lastY = y;
  }
  return points.slice(0, used);
}

function traceLine(ctx: CanvasRenderingContext2D, line: Float64Array, view: View, shift: number): void {
  const offset = shift * view.world - view.left;
  for (let i = 0; i < line.length; i += 2) {
    const x = (line[i] as number) * view.world + offset;
    const y = (line[i + 1] as number) * view.world - view.top;
    if (i === 0) ctx.moveTo(x, y);
    else ctx.lineTo(x, y);
  }
}

function drawFine(view: View, palette: Palette, fine: FineWindow, shift: number): void {
  if (!inView(fine, view, shift)) return;
  const { ctx } = view;
  const trace = (lines: readonly Float64Array[], close: boolean): Path2D => {
    const path = newPath(view);
    for (const line of lines) {
      let [lastX, lastY] = [Number.NaN, Number.NaN];
      for (let i = 0; i < line.length; i += 2) {
        const px = ((line[i] as number) + shift) * view.world - view.left;
        const py = (line[i + 1] as number) * view.world - view.top;
        const end = i === 0 || i + 2 >= line.length;
        if (!end && Math.abs(px - lastX) < MIN_STEP && Math.abs(py - lastY) < MIN_STEP) continue;
        if (i === 0) path.moveTo(px, py);
        else path.lineTo(px, py);
        [lastX, lastY] = [px, py];
      }
      if (close && line.length > 0) path.lineTo(((line[0] as number) + shift) * view.world - view.left, (line[1] as number) * view.world - view.top);
    }
    return path;
  };
  // On whole pixels of the screen: a half-covered edge would show as a line in the land.
  const ratio = view.ctx.getTransform().a;
  const snap = (pixels: number): number => Math.round(pixels * ratio) / ratio;
  const left = snap((fine.west + shift) * view.world - view.left);
  const top = snap(fine.north * view.world - view.top);
  const width = snap((fine.east + shift) * view.world - view.left) - left;
  const height = snap(fine.south * view.world - view.top) - top;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  ctx.fillStyle = palette.sea;
  ctx.fillRect(left, top, width, height);
  ctx.fillStyle = palette.land;
  const land = trace(fine.rings, true);
  ctx.fill(land, "evenodd");
  ctx.strokeStyle = palette.land;
  ctx.lineWidth = 2; // so that the land reaches the edge where it was clipped; the coast is drawn over it
  ctx.stroke(land);
  ctx.strokeStyle = palette.coast;
  ctx.lineWidth = 0.8;
  ctx.stroke(trace(fine.coast, false));
  ctx.restore();
}

/** A border as runs of points that are wholly settled or wholly disputed. */
function splitBorder(arc: Arc): { from: number; to: number; disputed: boolean }[] {
  const runs: { from: number; to: number; disputed: boolean }[] = [];
  const last = arc.x.length - 1;
  let from = 0;
  let before: boolean | null = null;
  // Most borders are settled as a whole: no need to look at their points.
  for (let i = 0; i < last && mayBeDisputed(arc.owners); i++) {
    const lon = ((arc.x[i] as number) - 0.5) * 360;
    const lat = (Math.atan(Math.sinh(Math.PI * (1 - 2 * (arc.y[i] as number)))) * 180) / Math.PI;
    const disputed = findDisputed(arc.owners, lon, lat) !== undefined;
    if (before !== null && disputed !== before) {
      runs.push({ from, to: i, disputed: before });
      from = i;
    }
    before = disputed;
  }
  runs.push({ from, to: last, disputed: before ?? false });
  return runs;
}
