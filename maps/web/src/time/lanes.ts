// The lanes of the timeline: one a layer, glyphs or, where they would be too many, counts. Draws SVG, keeps no state.

import type { Columns } from "../case/columns";
import { FAILS } from "../case/filter";
import type { Page } from "../case/page";
import { draw } from "../common/dom";
import { CONFLICT, RETRACTED } from "../common/model";
import { badgeAt } from "../common/swatch";
import { say } from "../words/messages";
import { drawGlyph } from "./glyphdraw";
import { nearestGlyph, shapeGlyph, stackRows, type Glyph, type Placed } from "./glyphs";
import { countBins, firstNotBefore } from "./histogram";
import { binEdges, binUnit, pixelOf, type TimeScale } from "./scale";

const MOST_GLYPHS = 60;
const MOST_ROWS = 4;
/** Height of a lane of counts. */
const COUNTS_HEIGHT = 31;

export interface LaneRules {
  readonly scale: TimeScale;
  readonly compact: boolean;
  /** One byte an event: whether the lanes show it, see `seenOnTimeline`. */
  readonly seen: Uint8Array;
  /** Events whose rival dates no reason decides, as their texts say; bits are asked for the others. */
  readonly unresolved: ReadonlyMap<number, boolean>;
  /** Times of day as parts of it, of the events whose texts give one. */
  readonly times: ReadonlyMap<number, number>;
  /** Pixels that the lanes take at least. */
  readonly least: number;
}

export interface Lanes {
  readonly svg: SVGSVGElement;
  readonly height: number;
  readonly glyphs: readonly Glyph[];
  find(x: number, y: number, reach: number): Glyph | null;
  element(index: number): SVGGElement | null;
}

interface Lane {
  readonly glyphs: readonly Glyph[];
  readonly rows: readonly number[];
  readonly depth: number;
  readonly counts: Uint32Array | null;
}

/** What passes all filters but the range of days, since the timeline shows what lies outside too; what was taken back is in the list only. */
export function seenOnTimeline(columns: Columns, fails: Uint16Array): Uint8Array {
  const { status, count } = columns;
  const seen = new Uint8Array(count);
  for (let i = 0; i < count; i++) seen[i] = Number(((fails[i] as number) & ~FAILS.range) === 0 && status[i] !== RETRACTED);
  return seen;
}

/** Events per layer that the view can show as glyphs, or null where they are more than a lane shows. */
function eventsByLane(page: Page, { scale, seen }: LaneRules): readonly (readonly number[] | null)[] {
  const { events } = page;
  const { columns } = events;
  const { layer, sorted, count } = columns;
  const lanes: (number[] | null)[] = events.head.layers.map(() => []);
  let open = lanes.length;
  const put = (index: number): void => {
    const at = layer[index] as number;
    const lane = lanes[at];
    if (!lane) return;
    if (lane.length < MOST_GLYPHS) return void lane.push(index);
    lanes[at] = null;
    open -= 1;
  };
  const end = scale.to + 1;
  const after = firstNotBefore(columns, end);
  for (let i = firstNotBefore(columns, Math.floor(scale.from)); i < after && open > 0; i++) if (seen[i] !== 0) put(i);
  for (let i = sorted; i < count && open > 0; i++) {
    if (seen[i] === 0 || !lanes[layer[i] as number]) continue;
    if (events.intervals(i).some(({ earliest, latest }) => earliest < end && latest + 1 > scale.from)) put(i);
  }
  return lanes;
}

function layLane(page: Page, members: readonly number[] | null, rules: LaneRules, counts: () => Uint32Array): Lane {
  const { events } = page;
  if (members) {
    const glyphs = members.flatMap((index) => {
      const bits = events.conflict(index);
      return shapeGlyph(index, events.intervals(index), {
        scale: rules.scale,
        expected: events.occurrence(index) === "expected",
        unresolved: rules.unresolved.get(index) ?? ((bits & CONFLICT.date) > 0 && (bits & CONFLICT.unexplained) > 0),
        asOf: events.head.case.asOf,
        time: rules.times.get(index),
      }) ?? [];
    });
    const rows = stackRows(glyphs);
    const depth = rows.length > 0 ? Math.max(...rows) + 1 : 1;
    if (depth <= MOST_ROWS) return { glyphs, rows, depth, counts: null };
  }
  return { glyphs: [], rows: [], depth: 0, counts: counts() };
}

/** Draw the lanes; `width` in pixels, the labels left of the scale. */
export function drawLanes(page: Page, width: number, rules: LaneRules): Lanes {
  const { events } = page;
  const { scale, compact } = rules;
  const { layers } = events.head;
  const single = compact ? 20 : 22;
  const sub = compact ? 10 : 13;
  const top = compact ? 20 : 24;
  const asOf = events.head.case.asOf;
  let counted: readonly Uint32Array[] | null = null;
  const unit = binUnit(scale);
  const edges = binEdges(scale, unit);
  const countsOf = (layer: number) => (): Uint32Array => {
    counted ??= countBins(events.columns, layers.length, edges, rules.seen);
    return counted[layer] ?? new Uint32Array();
  };
  const members = eventsByLane(page, rules);
  const lanes = layers.map((_, at) => layLane(page, members[at] ?? null, rules, countsOf(at)));
  const heightOf = (lane: Lane): number =>
    lane.counts ? COUNTS_HEIGHT : lane.depth <= 1 ? single : single - 4 + sub * (lane.depth - 1);
  const height = Math.max(rules.least, top + lanes.reduce((sum, lane) => sum + heightOf(lane), 0) + 1);

  const svg = draw("svg", { class: "lanes", width, height, viewBox: `0 0 ${width} ${height}`, role: "img" });
  const ramp = (id: string, color: string, ...stops: readonly (readonly [number, "in" | "out"])[]): SVGElement =>
    draw("linearGradient", { id: `${id}-${color}`, class: `c-${color}` }, ...stops.map(([offset, name]) => draw("stop", { offset, class: name })));
  const drawnGlyphs = draw("g", { "clip-path": "url(#lanes-clip)" });
  svg.append(
    draw(
      "defs", {},
      draw("clipPath", { id: "lanes-clip" }, draw("rect", { x: scale.left - 8, y: 0, width: width - scale.left + 8, height })),
      ...[...new Set(layers.map((layer) => layer.color))].flatMap((color) => [
        ramp("fade", color, [0, "out"], [0.28, "in"], [0.72, "in"], [1, "out"]),
        ramp("rise", color, [0, "out"], [1, "in"]),
        ramp("fall", color, [0, "in"], [1, "out"]),
      ]),
    ),
  );
  const asOfX = asOf === null ? null : pixelOf(scale, asOf + 1);
  const asOfSeen = asOfX !== null && asOfX > scale.left && asOfX < scale.right;
  if (asOfSeen) {
    svg.append(draw("rect", { class: "future", x: asOfX, y: top - 6, width: scale.right - asOfX, height: height - top + 6 }));
  }
  const placed: Placed[] = [];
  const drawn = new Map<number, SVGGElement>();
  let y = top;
  lanes.forEach((lane, at) => {
    const layer = layers[at];
    if (!layer) return;
    const tall = heightOf(lane);
    if (at > 0) svg.append(draw("line", { class: "lane", x1: 0, x2: scale.right, y1: y, y2: y }));
    if (!compact) {
      svg.append(
        draw("rect", { class: `fill mark c-${layer.color}`, x: 16, y: y + tall / 2 - 5, width: 10, height: 10, rx: 2 }),
        laneName(layer.label || layer.title, y + tall / 2 + (lane.counts ? -3 : 4)),
      );
    }
    if (lane.counts) svg.append(drawCounts(lane.counts, edges, scale, y, tall, layer.color, say.perBin[unit], compact));
    lane.glyphs.forEach((glyph, k) => {
      const row = lane.rows[k] ?? 0;
      const middle = lane.depth <= 1 ? y + tall / 2 : y + (compact ? 7 : 9) + sub * row;
      const element = drawGlyph(glyph, middle, layer.color, lane.depth > 1 ? sub - 2 : 16);
      if (glyph.badge !== null) element.append(badgeAt(glyph.badge, middle, 7));
      placed.push({ glyph, y: middle });
      drawn.set(glyph.event, element);
      drawnGlyphs.append(element);
    });
    y += tall;
  });
  svg.append(drawnGlyphs);
  if (asOfSeen) {
    svg.append(draw("line", { class: "as-of", x1: asOfX, x2: asOfX, y1: top - 10, y2: height }));
    const words = say.asOf(events.head.case.asOfWords);
    // Text of about 7 px a letter: the label changes sides where it would leave the axis.
    const fits = asOfX - words.length * 7 - 14 > 0;
    svg.append(draw("text", { class: "as-of-name", x: fits ? asOfX - 7 : asOfX + 8, y: top - 10, "text-anchor": fits ? "end" : "start" }, words));
    const after = compact ? say.expectedShort : say.expectedAfter;
    if (fits && scale.right - asOfX > after.length * 6.4) svg.append(draw("text", { x: asOfX + 8, y: top - 10 }, after));
  }
  return {
    svg,
    height,
    glyphs: placed.map((one) => one.glyph),
    find: (x, at, reach) => (x < scale.left - reach ? null : nearestGlyph(placed, x, at, reach)),
    element: (index) => drawn.get(index) ?? null,
  };
}

/** Letters of a lane's name that fit left of the axis. */
const NAME_LETTERS = 14;

function laneName(name: string, y: number): SVGTextElement {
  const letters = [...name];
  const short = letters.length > NAME_LETTERS ? `${letters.slice(0, NAME_LETTERS - 1).join("").trimEnd()}…` : name;
  return draw("text", { class: "lane-name", x: 34, y, dir: "auto" }, short, short === name ? null : draw("title", {}, name));
}

function drawCounts(
  counts: Uint32Array, edges: readonly number[], scale: TimeScale, top: number, tall: number, color: string, per: string, compact: boolean,
): SVGGElement {
  const group = draw("g", { class: `counts mark c-${color}` });
  const most = counts.reduce((a, b) => Math.max(a, b), 0);
  const total = counts.reduce((a, b) => a + b, 0);
  const room = tall - 8;
  let path = "";
  counts.forEach((count, at) => {
    if (count === 0) return;
    const x1 = Math.max(scale.left, pixelOf(scale, edges[at] ?? 0));
    const x2 = Math.min(scale.right, pixelOf(scale, edges[at + 1] ?? 0));
    const width = Math.max(1.5, x2 - x1 - 1);
    const bar = Math.max(1.5, (count / most) * room);
    path += `M${x1.toFixed(1)} ${(top + tall - 3).toFixed(1)}v${(-bar).toFixed(1)}h${width.toFixed(1)}v${bar.toFixed(1)}z`;
  });
  group.append(draw("path", { class: "fill", d: path }));
  const words = say.eventCount(total);
  group.append(draw("title", {}, `${say.number(total)}: ${say.number(most)} ${per}`));
  if (!compact) group.append(draw("text", { class: "count", x: 34, y: top + tall / 2 + 11 }, words));
  return group;
}
