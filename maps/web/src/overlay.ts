// What lies on the basemap: areas, names, marks. Drawn on one canvas, hit-tested by a scan of what was drawn.

import type { View } from "./canvas";
import { copies } from "./basemap";
import { type Columns, hasConflict, NONE } from "./columns";
import type { Area, Context } from "./context";
import { formatRange } from "./dates";
import { type Align, type Box, Occupied, placeLabel } from "./labels";
import * as marks from "./marks";
import { say } from "./messages";
import type { EventText, Head } from "./model";
import { OCCURRENCES, PRECISIONS, STATUSES } from "./model";
import type { Events } from "./page";
import type { Palette } from "./palette";
import { scanSpots, type Spot } from "./spots";
import type { World } from "./world";

const RETRACTED = STATUSES.indexOf("retracted");
const EXPECTED = OCCURRENCES.indexOf("expected");
const DENIED = OCCURRENCES.indexOf("denied");
const SETTLEMENT = PRECISIONS.indexOf("settlement");
const EARTH_M = 40_075_016.686;
const LABELLED_SPOTS = 40; // more labels than this would say nothing
const CONTEXT_TOWNS = 25;

/** Something under the pointer: a spot with its events, or the events of an area. */
export interface Hit {
  readonly events: readonly number[];
  readonly count: number;
  readonly same: boolean;
  /** Pixels of the map's container. */
  readonly x: number;
  readonly y: number;
}

interface DrawnSpot extends Spot {
  readonly r: number;
}

interface DrawnArea {
  readonly area: number;
  readonly events: readonly number[];
  readonly path: Path2D;
  readonly box: Box;
}

export interface Scene {
  readonly columns: Columns;
  readonly events: Events;
  readonly head: Head;
  readonly context: Context;
  readonly world: World;
  /** Passing events in chronological order. */
  readonly indices: Uint32Array;
  readonly open: number | null;
  readonly hover: number | null;
  readonly palette: Palette;
  /** Whether the embedded world is shown (else online tiles bring their own names). */
  readonly names: boolean;
}

export class Overlay {
  #spots: DrawnSpot[] = [];
  #areas: DrawnArea[] = [];
  #view: View | null = null;
  #texts = new Map<number, EventText>();
  readonly #asked = new Set<number>();
  readonly #widths = new Map<string, number>();
  readonly #redraw: () => void;

  /** `redraw` is called when texts for labels have come. */
  constructor(redraw: () => void) {
    this.#redraw = redraw;
  }

  draw(view: View, scene: Scene): void {
    this.#view = view;
    const { columns, palette } = scene;
    const { ctx } = view;
    const hidden = (i: number): boolean =>
      (columns.area[i] as number) >= 0 || (columns.status[i] === RETRACTED && i !== scene.open);
    this.#drawAreas(view, scene);
    this.#spots = scanSpots(columns, scene.indices, view, hidden).map((spot) => ({
      ...spot,
      r: this.#radius(spot, view, columns),
    }));
    const occupied = new Occupied();
    for (const { x, y, r } of this.#spots) {
      const box = Math.min(r, 26) + 4;
      occupied.add([x - box, y - box, x + box + 4, y + box]);
    }
    this.#labelEvents(view, scene, occupied);
    if (scene.names) this.#nameWorld(view, scene, occupied);
    for (const spot of [...this.#spots].sort((a, b) => b.r - a.r)) this.#drawSpot(ctx, spot, scene);
    const open = scene.open === null ? null : this.#spotOf(scene.open);
    if (open) marks.drawSelection(ctx, open.x, open.y, open.r, palette);
    const hover = scene.hover === null || scene.hover === scene.open ? null : this.#spotOf(scene.hover);
    if (hover) marks.drawSelection(ctx, hover.x, hover.y, hover.r, palette);
  }

  /** What lies within `reach` px of a point of the map's container: the nearest spot, else the smallest area. */
  hit(x: number, y: number, reach: number): Hit | null {
    const view = this.#view;
    if (!view) return null;
    const [px, py] = [x + view.insetX, y + view.insetY];
    let best: DrawnSpot | null = null;
    let least = Number.POSITIVE_INFINITY;
    for (const spot of this.#spots) {
      const distance = Math.hypot(spot.x - px, spot.y - py) - Math.min(spot.r, 22);
      if (distance < reach && distance < least) [best, least] = [spot, distance];
    }
    if (best) {
      return { events: best.members, count: best.count, same: best.same, x: best.x - view.insetX, y: best.y - view.insetY };
    }
    const ratio = view.ctx.getTransform().a;
    const inside = this.#areas.filter(({ path }) => view.ctx.isPointInPath(path, px * ratio, py * ratio, "evenodd"));
    const smallest = inside.sort((a, b) => sizeOf(a.box) - sizeOf(b.box))[0];
    return smallest ? { events: smallest.events, count: smallest.events.length, same: true, x, y } : null;
  }

  /**
   * Pixel position of an event's mark in the map's container; for an area the middle of its box. Null when it is not
   * drawn. `moved` says how far an event has moved on the screen since the last drawing.
   */
  position(event: number, columns: Columns, moved: (then: [number, number]) => [number, number]): { x: number; y: number; r: number } | null {
    const view = this.#view;
    if (!view || columns.lon[event] === NONE) return null;
    const then = screenPoint(columns.x[event] as number, columns.y[event] as number, view, 0);
    const [dx, dy] = moved([then[0] - view.insetX, then[1] - view.insetY]);
    const spot = this.#spotOf(event);
    if (spot) return { x: spot.x - view.insetX + dx, y: spot.y - view.insetY + dy, r: spot.r };
    const drawn = this.#areas.find(({ events }) => events.includes(event));
    if (!drawn) return null;
    const [left, top, right, bottom] = drawn.box;
    return {
      x: (left + right) / 2 - view.insetX + dx,
      y: (top + bottom) / 2 - view.insetY + dy,
      r: Math.max(right - left, bottom - top) / 2,
    };
  }

  #spotOf(event: number): DrawnSpot | null {
    return this.#spots.find((spot) => spot.members.includes(event)) ?? null;
  }

  #radius(spot: Spot, view: View, columns: Columns): number {
    if (!spot.same) return Math.min(30, marks.RADIUS.cluster + Math.max(0, Math.log10(spot.count) - 1.3) * 5) + 4;
    if (columns.precision[spot.event] !== undefined && (columns.precision[spot.event] as number) >= SETTLEMENT) {
      const lat = (columns.lat[spot.event] as number) / 1e5;
      const metre = view.world / (EARTH_M * Math.cos((lat * Math.PI) / 180));
      return Math.max(marks.RADIUS.ring, (columns.radius[spot.event] as number) * metre);
    }
    return spot.count > 1 ? marks.RADIUS.several + 2 : marks.RADIUS.dot + 2;
  }

  #style(event: number, count: number, scene: Scene): marks.MarkStyle {
    const { columns, head, palette } = scene;
    return {
      color: palette.color(head.layers[columns.layer[event] as number]?.color ?? "black"),
      expected: columns.occurrence[event] === EXPECTED,
      denied: columns.occurrence[event] === DENIED,
      retracted: columns.status[event] === RETRACTED,
      count,
    };
  }

  #drawSpot(ctx: CanvasRenderingContext2D, spot: DrawnSpot, scene: Scene): void {
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
      marks.drawRing(ctx, x, y, r, this.#style(spot.event, spot.count, scene), palette);
    } else {
      marks.drawDot(ctx, x, y, this.#style(spot.event, spot.count, scene), palette);
    }
    if (spot.conflict && spot.same && !mixed) {
      const away = Math.min(r, marks.RADIUS.ring) * 0.5 + 5.5;
      marks.drawBadge(ctx, x + away, y - away, palette);
    }
  }

  #drawAreas(view: View, scene: Scene): void {
    const { columns, context, palette } = scene;
    this.#areas = [];
    if (context.areas.length === 0) return;
    const byArea = new Map<number, number[]>();
    for (const i of scene.indices) {
      const area = columns.area[i] as number;
      if (area < 0 || (columns.status[i] === RETRACTED && i !== scene.open)) continue;
      const known = byArea.get(area);
      if (known) known.push(i);
      else byArea.set(area, [i]);
    }
    for (const [area, events] of byArea) {
      const shape = context.areas[area];
      if (!shape) continue;
      const event = scene.open !== null && events.includes(scene.open) ? scene.open : (events[events.length - 1] as number);
      const style = this.#style(event, events.length, scene);
      for (const shift of copies(view)) {
        const box = areaBox(shape, view, shift);
        if (box[2] < 0 || box[3] < 0 || box[0] > view.width || box[1] > view.height) continue;
        const path = areaPath(shape, view, shift);
        if (shape.kind === "movement") {
          const line = shape.rings[0] as Float64Array;
          const at = (i: number): [number, number] => screenPoint(line[i] as number, line[i + 1] as number, view, shift);
          marks.drawMovement(view.ctx, at(0), at(line.length - 2), style, palette);
        } else {
          // Too small for a hatch: a box says that it is a region, a dot would claim a point.
          marks.drawArea(view.ctx, path, style.color, style.expected, event === scene.open || event === scene.hover, palette);
        }
        this.#areas.push({ area, events, path, box });
      }
    }
  }

  #labelEvents(view: View, scene: Scene, occupied: Occupied): void {
    const inside = this.#spots.filter(
      ({ x, y }) => x > view.insetX && y > view.insetY && x < view.width - view.insetX && y < view.height - view.insetY,
    );
    if (inside.length > LABELLED_SPOTS) return;
    const wanted = [...inside.flatMap(({ members }) => members.slice(0, 6)), ...this.#areas.flatMap(({ events }) => events.slice(0, 2))];
    this.#ask(wanted.slice(0, 200), scene);
    const bounds: Box = [view.insetX + 4, view.insetY + 4, view.width - view.insetX - 4, view.height - view.insetY - 30];
    for (const { events, box } of this.#areas) {
      const text = this.#texts.get(events[0] as number);
      if (!text) continue;
      const lines = this.#linesOf(events, text, scene);
      const size = this.#measure(view.ctx, lines, scene.palette);
      const [left, top, right, bottom] = box;
      if (right - left > size.width + 24 && bottom - top > size.height + 16) {
        const [x, y] = [(left + right) / 2, (top + bottom) / 2 - size.height / 2];
        this.#write(view.ctx, lines, x, y, "center", scene.palette);
        occupied.add([x - size.width / 2, y, x + size.width / 2, y + size.height]);
        continue;
      }
      occupied.add(box);
      const r = (right - left) / 2;
      const free = placeLabel({ x: (left + right) / 2, y: (top + bottom) / 2, r: Math.min(r, 60) }, size, bounds, occupied);
      if (!free) continue;
      occupied.add(free.box);
      this.#write(view.ctx, lines, free.x, free.y, free.align, scene.palette);
    }
    const order = [...inside].sort((a, b) => (scene.open !== null && b.members.includes(scene.open) ? 1 : 0) - (scene.open !== null && a.members.includes(scene.open) ? 1 : 0) || b.count - a.count || a.event - b.event);
    for (const spot of order) {
      const text = this.#texts.get(spot.members[0] as number);
      if (!text) continue;
      const lines = this.#linesOf(spot.members, text, scene, spot.count);
      const size = this.#measure(view.ctx, lines, scene.palette);
      const free = placeLabel({ x: spot.x, y: spot.y, r: Math.min(spot.r, 60) + (spot.conflict ? 6 : 0) }, size, bounds, occupied);
      if (!free) continue;
      occupied.add(free.box);
      this.#write(view.ctx, lines, free.x, free.y, free.align, scene.palette);
    }
  }

  /** Two lines of a label: what, and when (with "expected" whenever it has not happened). */
  #linesOf(members: readonly number[], text: EventText, scene: Scene, count = members.length): [string, string] {
    const { columns } = scene;
    if (count === 1) {
      const expected = columns.occurrence[members[0] as number] === EXPECTED;
      const when = text.dateWords || say.undated;
      return [text.label || text.title, expected ? `${say.expectedShort}, ${when}` : when];
    }
    const places: string[] = [];
    for (const member of members.slice(0, 6)) {
      const place = (this.#texts.get(member)?.place ?? "").split(",")[0]?.trim();
      if (place && !places.includes(place)) places.push(place);
    }
    let [first, last] = [Infinity, -Infinity];
    for (const member of members) {
      for (const interval of scene.events.intervals(member)) {
        if (!interval.chosen) continue;
        first = Math.min(first, interval.earliest);
        last = Math.max(last, interval.latest);
      }
    }
    const range = first === Infinity ? "" : `, ${formatRange(first, last)}`;
    const expected = members.filter((member) => columns.occurrence[member] === EXPECTED).length;
    const what = expected === members.length ? `, ${say.expectedShort}` : "";
    const named = places.length > 0 && places.length <= 2 && count <= members.length;
    return [named ? say.and(places) : say.eventCount(count), named ? `${say.eventCount(count)}${what}${range}` : range.slice(2)];
  }

  #nameWorld(view: View, scene: Scene, occupied: Occupied): void {
    const { ctx, zoom } = view;
    const { palette, world, context, head } = scene;
    const put = (text: string, x: number, y: number, font: string, color: string, align: Align, spacing: string): boolean => {
      ctx.font = font;
      ctx.letterSpacing = spacing;
      const width = this.#width(ctx, text, font + spacing);
      const left = align === "left" ? x : x - width / 2;
      const box: Box = [left - 3, y - 8, left + width + 3, y + 8];
      if (box[2] < 0 || box[0] > view.width || occupied.hits(box)) return false;
      occupied.add(box);
      ctx.textAlign = "left";
      ctx.textBaseline = "middle";
      ctx.lineJoin = "round";
      ctx.strokeStyle = palette.land;
      ctx.lineWidth = 3;
      ctx.strokeText(text, left, y);
      ctx.fillStyle = color;
      ctx.fillText(text, left, y);
      return true;
    };
    const shifts = copies(view);
    const pixels = (size: number): number => Math.sqrt(size) * view.world;
    const towns = context.towns.filter(({ capital, population }) => capital || population > townFloor(zoom));
    let named = 0;
    const name = (capitals: boolean): void => {
      for (const town of towns) {
        if (town.capital !== capitals || named >= CONTEXT_TOWNS * (capitals ? 2 : 1)) continue;
        if (capitals && zoom < 3.5 && town.population < 1_500_000) continue;
        for (const shift of shifts) {
          const [x, y] = screenPoint(town.x, town.y, view, shift);
          if (x < 0 || y < 0 || x > view.width || y > view.height) continue;
          if (occupied.hits([x - 4, y - 4, x + 4, y + 4])) continue;
          const label = head.names[town.name] ?? town.name;
          const font = `${capitals ? 700 : 400} 12px ${palette.font}`;
          if (!put(label, x + 7, y, font, palette.place, "left", "0px")) continue;
          named += 1;
          ctx.fillStyle = palette.place;
          ctx.beginPath();
          if (capitals) ctx.rect(x - 2.5, y - 2.5, 5, 5);
          else ctx.arc(x, y, 2, 0, 7);
          ctx.fill();
          occupied.add([x - 4, y - 4, x + 4, y + 4]);
        }
      }
    };
    const countries = [...world.countries].sort((a, b) => b.size - a.size);
    const nameCountries = (least: number, most: number): void => {
      for (const country of countries) {
        const across = pixels(country.size);
        if (across < least || across >= most) continue;
        for (const shift of shifts) {
          const [x, y] = screenPoint(country.x, country.y, view, shift);
          if (y < 0 || y > view.height) continue;
          const label = (head.names[country.name] ?? country.name).toUpperCase();
          put(label, x, y, `700 12px ${palette.font}`, palette.ink3, "center", "1.7px");
        }
      }
    };
    nameCountries(170, Infinity);
    name(true);
    nameCountries(70, 170);
    name(false);
    ctx.letterSpacing = "0px";
  }

  #ask(events: readonly number[], scene: Scene): void {
    for (const event of events) {
      if (this.#texts.has(event) || this.#asked.has(event)) continue;
      this.#asked.add(event);
      void scene.events.text(event).then((text) => {
        this.#texts.set(event, text);
        this.#redraw();
      });
    }
  }

  #width(ctx: CanvasRenderingContext2D, text: string, key: string): number {
    const id = `${key}|${text}`;
    let width = this.#widths.get(id);
    if (width === undefined) {
      width = ctx.measureText(text).width;
      this.#widths.set(id, width);
    }
    return width;
  }

  #measure(ctx: CanvasRenderingContext2D, lines: readonly [string, string], palette: Palette): { width: number; height: number } {
    const [bold, plain] = labelFonts(palette);
    ctx.font = bold;
    const first = this.#width(ctx, clip(lines[0]), bold);
    ctx.font = plain;
    return { width: Math.max(first, this.#width(ctx, clip(lines[1]), plain)), height: lines[1] ? 35 : 18 };
  }

  #write(ctx: CanvasRenderingContext2D, lines: readonly [string, string], x: number, y: number, align: Align, palette: Palette): void {
    const fonts = labelFonts(palette);
    ctx.textAlign = align;
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    lines.forEach((line, i) => {
      if (!line) return;
      ctx.font = fonts[i as 0 | 1];
      ctx.strokeStyle = palette.land;
      ctx.lineWidth = 4.5;
      ctx.strokeText(clip(line), x, y + 9 + 17 * i);
      ctx.fillStyle = i === 0 ? palette.ink : palette.ink2;
      ctx.fillText(clip(line), x, y + 9 + 17 * i);
    });
  }
}

function labelFonts(palette: Palette): [string, string] {
  return [`700 14px ${palette.font}`, `400 13px ${palette.font}`];
}

/** A label is no place for a long title. */
function clip(text: string): string {
  const signs = [...text];
  return signs.length > 42 ? `${signs.slice(0, 41).join("").trimEnd()}…` : text;
}

/** Towns below this population are not named at this zoom. */
function townFloor(zoom: number): number {
  if (zoom < 4) return 3_000_000;
  if (zoom < 5) return 1_000_000;
  if (zoom < 6) return 400_000;
  if (zoom < 7) return 150_000;
  return zoom < 8 ? 50_000 : 5_000;
}

function screenPoint(x: number, y: number, view: View, shift: number): [number, number] {
  return [(x + shift) * view.world - view.left, y * view.world - view.top];
}

function areaBox(area: Area, view: View, shift: number): Box {
  const [left, top] = screenPoint(area.west, area.north, view, shift);
  const [right, bottom] = screenPoint(area.east, area.south, view, shift);
  return [left, top, right, bottom];
}

function areaPath(area: Area, view: View, shift: number): Path2D {
  const path = new Path2D();
  for (const ring of area.rings) {
    for (let i = 0; i < ring.length; i += 2) {
      const [x, y] = screenPoint(ring[i] as number, ring[i + 1] as number, view, shift);
      if (i === 0) path.moveTo(x, y);
      else path.lineTo(x, y);
    }
    if (area.kind === "area") path.closePath();
  }
  return path;
}

function sizeOf(box: Box): number {
  return (box[2] - box[0]) * (box[3] - box[1]);
}

/** Whether any of a spot's events is one that sources disagree on. */
export function anyConflict(columns: Columns, events: readonly number[]): boolean {
  return events.some((event) => hasConflict(columns, event));
}
