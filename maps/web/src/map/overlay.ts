// What lies on the basemap: areas, names, marks. Drawn on one canvas, hit-tested by a scan of what was drawn.

import { type Columns, NONE } from "../case/columns";
import { EXPECTED, SETTLEMENT } from "../common/model";
import type { View } from "./canvas";
import { drawAreas } from "./drawareas";
import { EventLabels } from "./eventlabels";
import { type Box, LABEL_GAP, Occupied } from "./labels";
import * as marks from "./marks";
import { Names } from "./names";
import { alongCircle } from "./outlines";
import { Pen } from "./pen";
import { type DrawnArea, type DrawnSpot, isHidden, type Scene, screenPoint, styleOf } from "./scene";
import { bubbleRadius, type Spot, SpotScanner } from "./spots";

const WIDE_PX = 30;
const EARTH_M = 40_075_016.686;

/** Something under the pointer: a spot with its events, or the events of an area. */
export interface Hit {
  readonly events: readonly number[];
  readonly count: number;
  readonly same: boolean;
  /** Pixels of the map's container. */
  readonly x: number;
  readonly y: number;
}

export class Overlay {
  #spots: DrawnSpot[] = [];
  #areas: DrawnArea[] = [];
  #view: View | null = null;
  readonly #pen = new Pen();
  readonly #names = new Names(this.#pen);
  readonly #scanner = new SpotScanner();
  readonly #labels: EventLabels;
  #settled = false;

  /** `redraw` is called when texts for labels have come. */
  constructor(redraw: () => void) {
    this.#labels = new EventLabels(this.#pen, redraw);
  }

  draw(view: View, scene: Scene): void {
    this.#view = view;
    const { columns, palette } = scene;
    const { ctx } = view;
    const hidden = (i: number): boolean => (columns.area[i] as number) >= 0 || isHidden(i, scene);
    const lines: Box[] = [];
    view.enter?.("areas");
    const outlines: Box[] = [];
    this.#areas = drawAreas(view, scene, lines, outlines);
    this.#spots = this.#scanner.scan(columns, scene.indices, view, hidden).map((spot) => ({ ...spot, r: radiusOf(spot, view, columns) }));
    const occupied = new Occupied();
    for (const box of lines) occupied.add(box);
    for (const { x, y, r, conflict } of this.#spots) {
      // Less than the gap of a label, or the mark's own box would turn its label away; with a badge the label keeps off it.
      const half = Math.min(r, 26) + LABEL_GAP - 1;
      occupied.add([x - half, y - half, x + half + (conflict ? 6 : 0), y + half]);
    }
    for (const [left, top, right, bottom] of scene.covered) {
      occupied.add([left + view.insetX, top + view.insetY, right + view.insetX, bottom + view.insetY]);
    }
    view.enter?.("areas");
    // A wide ring says how far off a place may be: it lies below all names.
    const [wide, narrow] = [this.#spots.filter(({ r }) => r > WIDE_PX), this.#spots.filter(({ r }) => r <= WIDE_PX)];
    for (const spot of wide.sort((a, b) => b.r - a.r)) drawSpot(ctx, spot, scene);
    view.enter?.("labels");
    this.#pen.begin();
    // The names of towns make room for those of events, so they wait for them once.
    const complete = this.#labels.draw(view, scene, this.#spots, this.#areas, occupied);
    this.#settled ||= complete;
    for (const spot of wide) alongCircle(spot, view, outlines);
    for (const box of outlines) occupied.add(box);
    if (scene.names && this.#settled) this.#names.draw(view, scene, occupied);
    ctx.letterSpacing = "0px";
    view.enter?.("points");
    for (const spot of narrow.sort((a, b) => b.r - a.r)) drawSpot(ctx, spot, scene);
    for (const { badge } of this.#areas) if (badge) marks.drawBadge(ctx, ...badge, palette);
    const open = scene.open === null ? null : this.#spotOf(scene.open);
    const hover = scene.hover === null || scene.hover === scene.open ? null : this.#spotOf(scene.hover);
    for (const spot of [open, hover]) {
      if (!spot) continue;
      marks.drawSelection(ctx, spot.x, spot.y, spot.r, palette);
      drawSpotBadge(ctx, spot, palette); // the ring goes below it
    }
  }

  /** Whether the texts that the labels need have come, so that a drawing is whole. */
  get settled(): boolean {
    return this.#settled;
  }

  /** What was drawn last, pixels of the canvas. */
  get drawn(): { readonly spots: readonly DrawnSpot[]; readonly areas: readonly DrawnArea[] } {
    return { spots: this.#spots, areas: this.#areas };
  }

  /** What lies within `reach` px of a point of the map's container: the nearest spot, else the smallest area. */
  hit(x: number, y: number, reach: number): Hit | null {
    const view = this.#view;
    if (!view) return null;
    const [px, py] = [x + view.insetX, y + view.insetY];
    let best: DrawnSpot | null = null;
    let least = reach;
    for (const spot of this.#spots) {
      const distance = Math.hypot(spot.x - px, spot.y - py) - Math.min(spot.r, 22);
      if (distance < least) [best, least] = [spot, distance];
    }
    if (best) {
      return { events: best.members, count: best.count, same: best.same, x: best.x - view.insetX, y: best.y - view.insetY };
    }
    const ratio = view.ctx.getTransform().a;
    const { ctx } = view;
    const width = ctx.lineWidth;
    ctx.lineWidth = 2 * reach + 2;
    const inside = this.#areas.filter(({ path, line }) =>
      line
        ? ctx.isPointInStroke(path, px * ratio, py * ratio)
        : ctx.isPointInPath(path, px * ratio, py * ratio, "evenodd"),
    );
    ctx.lineWidth = width;
    // A line is thinner than any area.
    const smallest = inside.sort((a, b) => Number(!a.line) - Number(!b.line) || sizeOf(a.box) - sizeOf(b.box))[0];
    return smallest ? { events: smallest.events, count: smallest.events.length, same: true, x, y } : null;
  }

  /**
   * Pixel position of an event's mark in the map's container; for an area the middle of its box. Null when it is not
   * drawn. `moved` says how far an event has moved on the screen since the last drawing.
   */
  position(
    event: number, columns: Columns, moved: (then: [number, number]) => [number, number],
  ): { x: number; y: number; r: number } | null {
    const view = this.#view;
    if (!view || columns.lon[event] === NONE) return null;
    const x = columns.x[event] as number;
    const copy = Math.round((view.left + view.width / 2) / view.world - x); // the one nearest to the view is drawn
    const then = screenPoint(x, columns.y[event] as number, view, copy);
    const [dx, dy] = moved([then[0] - view.insetX, then[1] - view.insetY]);
    const spot = this.#spotOf(event);
    if (spot) return { x: spot.x - view.insetX + dx, y: spot.y - view.insetY + dy, r: spot.r };
    const drawn = this.#areas.find(({ events }) => events.includes(event));
    if (!drawn) return null;
    const [left, top, right, bottom] = drawn.box;
    if (drawn.line) return { x: drawn.line[0] - view.insetX + dx, y: drawn.line[1] - view.insetY + dy, r: 4 };
    return {
      x: (left + right) / 2 - view.insetX + dx,
      y: (top + bottom) / 2 - view.insetY + dy,
      r: Math.max(right - left, bottom - top) / 2,
    };
  }

  #spotOf(event: number): DrawnSpot | null {
    return this.#spots.find((spot) => spot.members.includes(event)) ?? null;
  }
}

function radiusOf(spot: Spot, view: View, columns: Columns): number {
  if (!spot.same) return bubbleRadius(spot.count);
  if ((columns.precision[spot.event] as number) < SETTLEMENT) {
    return (spot.count > 1 ? marks.RADIUS.several : marks.RADIUS.dot) + 2;
  }
  const lat = (columns.lat[spot.event] as number) / 1e5;
  const metre = view.world / (EARTH_M * Math.cos((lat * Math.PI) / 180));
  return Math.max(marks.RADIUS.ring, (columns.radius[spot.event] as number) * metre);
}

function drawSpot(ctx: CanvasRenderingContext2D, spot: DrawnSpot, scene: Scene): void {
  const { columns, palette, head } = scene;
  const { x, y, r } = spot;
  const mixed = spot.mix.size > 1;
  if (!spot.same || (mixed && spot.count > 1)) {
    const shares = [...spot.mix].sort(([a], [b]) => a - b).map(([kind, count]) => ({
      color: palette.color(head.layers[Math.floor(kind / 3)]?.color ?? "black"),
      expected: kind % 3 === EXPECTED,
      count,
    }));
    marks.drawCluster(ctx, x, y, spot.same ? marks.RADIUS.cluster : r - 4, shares, palette);
  } else if ((columns.precision[spot.event] as number) >= SETTLEMENT) {
    marks.drawRing(ctx, x, y, r, styleOf(spot.event, spot.count, scene), palette);
  } else {
    marks.drawDot(ctx, x, y, styleOf(spot.event, spot.count, scene), palette);
  }
  drawSpotBadge(ctx, spot, palette);
}

function drawSpotBadge(ctx: CanvasRenderingContext2D, { x, y, r, conflict, same, mix }: DrawnSpot, palette: Scene["palette"]): void {
  if (!conflict || !same || mix.size > 1) return;
  const away = Math.min(r, marks.RADIUS.ring) * 0.5 + 5.5;
  marks.drawBadge(ctx, x + away, y - away, palette);
}

function sizeOf(box: Box): number {
  return (box[2] - box[0]) * (box[3] - box[1]);
}
