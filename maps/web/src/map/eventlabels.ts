// The labels of the events: what and when, with "expected" whenever it has not happened.

import { type Columns, widenSpan } from "../case/columns";
import { type EventText, EXPECTED, OCCURRENCES } from "../common/model";
import { formatRange } from "../words/dates";
import { say } from "../words/messages";
import { numbered } from "../words/passages";
import type { View } from "./canvas";
import { type Align, type Box, type Occupied, placeLabel } from "./labels";
import { RADIUS } from "./marks";
import type { Palette } from "./palette";
import type { Ink, Pen } from "./pen";
import type { DrawnArea, DrawnSpot, Scene } from "./scene";

const SPOTS_MOST = 40; // more labels than this would say nothing
const READ_MOST = 6; // texts read for the label of a bubble
const AIR = 5; // px beside a label: the dot of a town that touches it would be read as a part of it
const RING_MOST = 60; // px: beside a ring wider than this a label would lose its mark

type Group = Pick<DrawnSpot, "members" | "count" | "mix" | "from" | "to">;

/** What, when, and for a movement that its line claims no route. */
type Lines = readonly [string, string, string?];

export class EventLabels {
  readonly #pen: Pen;
  readonly #arrived: () => void;
  readonly #texts = new Map<number, EventText>();
  readonly #asked = new Set<number>();

  /** `arrived` is called when texts that were missing have come. */
  constructor(pen: Pen, arrived: () => void) {
    this.#pen = pen;
    this.#arrived = arrived;
  }

  /** Returns false as long as texts are on their way: another drawing will follow. */
  draw(view: View, scene: Scene, spots: readonly DrawnSpot[], areas: readonly DrawnArea[], occupied: Occupied): boolean {
    const { insetX, insetY, width, height, ctx } = view;
    const bounds: Box = [insetX + 4, insetY + 4, width - insetX - 4, height - insetY - 30];
    const inside = spots.filter(({ x, y }) => x > insetX && y > insetY && x < width - insetX && y < height - insetY);
    if (inside.length > SPOTS_MOST) return true;
    const wanted = [...inside.filter(isTold).flatMap(({ members }) => members), ...areas.flatMap((area) => (area.events.length <= READ_MOST ? area.events : []))];
    this.#ask(wanted, scene);
    const put = (lines: Lines, mark: { x: number; y: number; r: number }): void => {
      const free = placeLabel(mark, this.#measure(ctx, lines, scene.palette), bounds, occupied);
      if (!free) return;
      const [left, top, right, bottom] = free.box;
      occupied.add([left - AIR, top, right + AIR, bottom]);
      this.#write(ctx, lines, free.x, free.y, free.align, scene.palette);
    };
    for (const { events, box, line, badge } of areas) {
      const lines = this.#lines(groupOf(events, scene.columns), scene);
      if (!lines) continue;
      if (line) {
        // Its ends are marks of their own places: the label stands at the middle of the line and says what the line is not.
        const [x, y] = line;
        if (x > insetX && y > insetY && x < width - insetX && y < height - insetY) put([lines[0], lines[1], say.routeUnknown], { x, y, r: 12 });
        continue;
      }
      const [left, top, right, bottom] = box;
      const [x, y] = [(left + right) / 2, (top + bottom) / 2];
      const size = this.#measure(ctx, lines, scene.palette);
      const within: Box = [x - size.width / 2, y - size.height / 2, x + size.width / 2, y + size.height / 2];
      if (right - left > size.width + 24 && bottom - top > size.height + 16 && !occupied.hits(within)) {
        occupied.add(within);
        this.#write(ctx, lines, x, within[1], "center", scene.palette, 8); // on a hatch
        continue;
      }
      const clear = !occupied.hits(box);
      if (clear) occupied.add(box);
      // Beside a badge at the corner, not under it.
      const reach = Math.max((right - left) / 2, badge && badge[0] > x ? badge[0] + RADIUS.badge - x : 0);
      put(lines, { x, y, r: Math.min(reach, RING_MOST) });
    }
    for (const { badge } of areas) {
      if (badge) occupied.add([badge[0] - RADIUS.badge, badge[1] - RADIUS.badge, badge[0] + RADIUS.badge, badge[1] + RADIUS.badge]);
    }
    const first = (spot: DrawnSpot): number => (scene.open !== null && spot.members.includes(scene.open) ? 0 : 1);
    const order = [...inside].sort((a, b) => first(a) - first(b) || b.count - a.count || a.event - b.event);
    for (const spot of order) {
      const lines = this.#lines(spot, scene);
      if (lines) put(lines, { x: spot.x, y: spot.y, r: Math.min(spot.r, RING_MOST) + (spot.conflict ? 6 : 0) });
    }
    return wanted.every((event) => this.#texts.has(event));
  }

  /** The lines of a label, with the numbers of the article before them: "3, 5 Pyongyang". */
  #lines(group: Group, scene: Scene): Lines | null {
    const lines = this.#words(group);
    const numbers = group.members.flatMap((member) => scene.numbers.get(member) ?? []);
    if (!lines || numbers.length === 0 || numbers.length > READ_MOST) return lines;
    return [numbered(numbers, lines[0]), lines[1]];
  }

  /** Null as long as the texts that it tells from have not come; many events are told by their count and dates alone. */
  #words(group: Group): Lines | null {
    const { members, count, mix, from, to } = group;
    const texts = isTold(group) ? members.map((member) => this.#texts.get(member)) : [];
    if (texts.includes(undefined)) return null;
    const expected = [...mix.keys()].every((kind) => kind % OCCURRENCES.length === EXPECTED);
    const [first] = texts;
    if (count === 1 && first) {
      const when = first.dateWords || say.undated;
      return [first.label || first.title, expected ? say.expectedShort + say.listComma + when : when];
    }
    const parts = [say.eventCount(count)];
    if (expected) parts.push(say.expectedShort);
    if (from <= to) parts.push(formatRange(from, to));
    const places = namePlaces(texts.map((text) => text?.place ?? ""));
    const named = places.length > 0 && places.length <= 2;
    return named ? [say.and(places), parts.join(say.listComma)] : [parts[0] as string, parts.slice(1).join(say.listComma)];
  }

  #ask(events: readonly number[], scene: Scene): void {
    for (const event of events) {
      if (this.#asked.has(event)) continue;
      this.#asked.add(event);
      const come = scene.events.textNow(event);
      if (come) {
        this.#texts.set(event, come);
        continue;
      }
      void scene.events.text(event).then((text) => {
        this.#texts.set(event, text);
        this.#arrived();
      });
    }
  }

  #measure(ctx: CanvasRenderingContext2D, lines: Lines, palette: Palette): { width: number; height: number } {
    const widths = lines.map((line, i) => this.#pen.width(ctx, clip(line ?? ""), inks(palette)[i === 0 ? 0 : 1]));
    return { width: Math.max(...widths), height: lines[2] ? 52 : lines[1] ? 35 : 18 };
  }

  #write(ctx: CanvasRenderingContext2D, lines: Lines, x: number, y: number, align: Align, palette: Palette, haloWidth?: number): void {
    lines.forEach((line, i) => {
      if (line) this.#pen.write(ctx, clip(line), x, y + 9 + 17 * i, align, inks(palette, haloWidth)[i === 0 ? 0 : 1]);
    });
  }
}

/** Whether the label tells of each of its events: of few, and not of a bubble's hundreds. */
function isTold({ count }: Pick<Group, "count">): boolean {
  return count <= READ_MOST;
}

/** The events of an area as those of a spot are told. */
function groupOf(events: readonly number[], columns: Columns): Group {
  const mix = new Map<number, number>();
  const span = Float64Array.of(Infinity, -Infinity);
  for (const event of events) {
    const kind = (columns.layer[event] as number) * OCCURRENCES.length + (columns.occurrence[event] as number);
    mix.set(kind, (mix.get(kind) ?? 0) + 1);
    widenSpan(columns, event, span, 0);
  }
  return { members: events, count: events.length, mix, from: span[0] as number, to: span[1] as number };
}

/** "Sunan airport, Pyongyang" and "Pyongyang, North Korea" are both told by "Pyongyang". */
export function namePlaces(places: readonly string[]): readonly string[] {
  const split = places.map((place) => place.split(/[,،、，]/).map((part) => part.trim()));
  const names = new Set(split.map(([name]) => name ?? "").filter(Boolean));
  return [...new Set(split.flatMap(([name, ...around]) => {
    const wider = around.find((part) => names.has(part));
    return wider ? [wider] : name ? [name] : [];
  }))];
}

function inks(palette: Palette, haloWidth = 4.5): readonly [Ink, Ink] {
  const halo = { halo: palette.land, haloWidth };
  return [
    { font: `700 14px ${palette.font}`, color: palette.ink, ...halo },
    { font: `400 13px ${palette.font}`, color: palette.ink2, ...halo },
  ];
}

/** A label is no place for a long title. */
function clip(text: string): string {
  const signs = [...text];
  return signs.length > 42 ? `${signs.slice(0, 41).join("").trimEnd()}…` : text;
}
