// Draws the embedded world: land, coast, borders, and the finer coast round the events.

import type { View } from "./canvas";
import { findDisputed } from "./disputed";
import type { Palette } from "./palette";
import type { Arc, World } from "./world";

/** A window of finer land, clipped at build; rings and lines are Web Mercator, 0 … 1, as x, y, x, y, … */
export interface FineWindow {
  readonly west: number;
  readonly east: number;
  readonly north: number;
  readonly south: number;
  readonly rings: readonly Float64Array[];
  readonly coast: readonly Float64Array[];
}

/** From this zoom on the 50m coast is visibly off, so the finer one is drawn where there is one. */
export const FINE_ZOOM = 5;
const MIN_STEP = 0.6; // px; shorter steps cannot be seen

interface Border {
  readonly arc: Arc;
  readonly from: number;
  readonly to: number;
  readonly disputed: boolean;
}

export class Basemap {
  readonly #world: World;
  readonly #borders: Border[] = [];

  constructor(world: World) {
    this.#world = world;
    for (const arc of world.arcs) {
      if (arc.owners.length > 1) this.#borders.push(...splitBorder(arc));
    }
  }

  draw(view: View, palette: Palette, fine: readonly FineWindow[]): void {
    const { ctx } = view;
    ctx.fillStyle = palette.sea;
    ctx.fillRect(0, 0, view.width, view.height);
    ctx.lineJoin = "round";
    for (const shift of copies(view)) {
      this.#drawLand(view, palette, shift);
      if (view.zoom >= FINE_ZOOM) for (const one of fine) drawFine(view, palette, one, shift);
      this.#drawBorders(view, palette, shift);
    }
  }

  #drawLand(view: View, palette: Palette, shift: number): void {
    const { ctx } = view;
    const land = new Path2D();
    const coast = new Path2D();
    const { arcs, countries } = this.#world;
    const drawn = new Map<string, Float64Array>();
    for (const country of countries) {
      for (const ring of country.rings) {
        let [first, last] = [Number.NaN, Number.NaN];
        for (const { arc, backwards, shift: turn } of ring.pieces) {
          const id = `${arc},${turn}`;
          let line = drawn.get(id);
          if (!line) {
            line = screenLine(arcs[arc] as Arc, view, shift + turn);
            drawn.set(id, line);
            if ((arcs[arc] as Arc).owners.length === 1 && inView(arcs[arc] as Arc, view, shift + turn)) addLine(coast, line);
          }
          const count = line.length / 2;
          for (let k = 0; k < count; k++) {
            const i = backwards ? count - 1 - k : k;
            last = line[2 * i] as number;
            if (Number.isNaN(first)) land.moveTo((first = last), line[2 * i + 1] as number);
            else land.lineTo(last, line[2 * i + 1] as number);
          }
        }
        if (ring.polar) {
          const edge = view.world * 1.1 - view.top;
          land.lineTo(last, edge);
          land.lineTo(first, edge);
        }
        land.closePath();
      }
    }
    // One path, non-zero: what two countries share cancels out, so no seam shows between them.
    ctx.fillStyle = palette.land;
    ctx.fill(land, "nonzero");
    ctx.strokeStyle = palette.coast;
    ctx.lineWidth = 0.8;
    ctx.stroke(coast);
  }

  #drawBorders(view: View, palette: Palette, shift: number): void {
    const { ctx } = view;
    const settled = new Path2D();
    const disputed = new Path2D();
    for (const border of this.#borders) {
      if (!inView(border.arc, view, shift)) continue;
      addLine(border.disputed ? disputed : settled, screenLine(border.arc, view, shift, border.from, border.to));
    }
    ctx.strokeStyle = palette.border;
    ctx.lineWidth = 1;
    ctx.stroke(settled);
    ctx.save();
    ctx.lineWidth = 1.4;
    ctx.setLineDash([5, 3]);
    ctx.stroke(disputed);
    ctx.restore();
  }
}

/** Whole worlds to the left and right that the view may reach; what crosses the antimeridian sticks out of its world. */
export function copies(view: View): number[] {
  const first = Math.floor(view.left / view.world - 0.2);
  const last = Math.floor((view.left + view.width) / view.world + 0.2);
  return Array.from({ length: last - first + 1 }, (_, k) => first + k);
}

function inView(box: { west: number; east: number; north: number; south: number }, view: View, shift: number): boolean {
  const margin = 8;
  return (
    (box.east + shift) * view.world >= view.left - margin &&
    (box.west + shift) * view.world <= view.left + view.width + margin &&
    box.south * view.world >= view.top - margin &&
    box.north * view.world <= view.top + view.height + margin
  );
}

/**
 * An arc in pixels of the canvas, without steps too short to see.
 *
 * One that lies beyond the view is cut to its ends: its box is convex and holds neither view nor chord's other side, so
 * filling gives the same picture.
 */
function screenLine(arc: Arc, view: View, shift: number, from = 0, to = arc.x.length - 1): Float64Array {
  const whole = inView(arc, view, shift);
  const points = new Float64Array(whole ? 2 * (to - from + 1) : 4);
  let used = 0;
  let lastX = Number.NaN;
  let lastY = Number.NaN;
  const put = (i: number, always: boolean): void => {
    const px = ((arc.x[i] as number) + shift) * view.world - view.left;
    const py = (arc.y[i] as number) * view.world - view.top;
    if (!always && Math.abs(px - lastX) < MIN_STEP && Math.abs(py - lastY) < MIN_STEP) return;
    points[used++] = px;
    points[used++] = py;
    lastX = px;
    lastY = py;
  };
  put(from, true);
  if (whole) for (let i = from + 1; i < to; i++) put(i, false);
  put(to, true);
  return points.subarray(0, used);
}

function addLine(path: Path2D, line: Float64Array): void {
  path.moveTo(line[0] as number, line[1] as number);
  for (let i = 2; i < line.length; i += 2) path.lineTo(line[i] as number, line[i + 1] as number);
}

function drawFine(view: View, palette: Palette, fine: FineWindow, shift: number): void {
  if (!inView(fine, view, shift)) return;
  const { ctx } = view;
  const trace = (lines: readonly Float64Array[], close: boolean): Path2D => {
    const path = new Path2D();
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
      if (close) path.closePath();
    }
    return path;
  };
  const left = (fine.west + shift) * view.world - view.left;
  const top = fine.north * view.world - view.top;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, (fine.east - fine.west) * view.world, (fine.south - fine.north) * view.world);
  ctx.clip();
  ctx.fillStyle = palette.sea;
  ctx.fillRect(left, top, (fine.east - fine.west) * view.world, (fine.south - fine.north) * view.world);
  ctx.fillStyle = palette.land;
  ctx.fill(trace(fine.rings, true), "evenodd");
  ctx.strokeStyle = palette.coast;
  ctx.lineWidth = 0.8;
  ctx.stroke(trace(fine.coast, false));
  ctx.restore();
}

/** A border as runs that are wholly settled or wholly disputed. */
function splitBorder(arc: Arc): Border[] {
  const runs: Border[] = [];
  const last = arc.x.length - 1;
  let from = 0;
  let before: boolean | null = null;
  for (let i = 0; i < last; i++) {
    const lon = ((arc.x[i] as number) - 0.5) * 360;
    const lat = (Math.atan(Math.sinh(Math.PI * (1 - 2 * (arc.y[i] as number)))) * 180) / Math.PI;
    const disputed = findDisputed(arc.owners, lon, lat) !== undefined;
    if (before !== null && disputed !== before) {
      runs.push({ arc, from, to: i, disputed: before });
      from = i;
    }
    before = disputed;
  }
  runs.push({ arc, from, to: last, disputed: before ?? false });
  return runs;
}
