// The glyphs of dated events on the timeline: their shapes, and the rows they stack in. Pure: days to pixels.

import type { Interval } from "../common/model";
import { pixelOf, type TimeScale } from "./scale";

export interface Part {
  readonly shape: "tick" | "bar" | "fade" | "right" | "left";
  readonly x1: number;
  readonly x2: number;
  readonly hollow: boolean;
  readonly dashed: boolean;
  /** Pixels over which it fades in and out: the days on which it may begin and end. */
  readonly soft?: readonly [number, number];
  /** Marked as uncertain or approximate by who wrote it: a hollow shape fades too. */
  readonly vague?: boolean;
}

export interface Join {
  readonly x1: number;
  readonly x2: number;
}

export interface Glyph {
  readonly event: number;
  readonly parts: readonly Part[];
  readonly joins: readonly Join[];
  /** Where the badge of rival dates stands, or null. */
  readonly badge: number | null;
  readonly left: number;
  readonly right: number;
}

export interface GlyphRules {
  readonly scale: TimeScale;
  readonly expected: boolean;
  /** Rival dates without a choice of ours: all are hollow. */
  readonly unresolved: boolean;
  readonly asOf: number | null;
  /** Time of day as a part of it, where the reports give one. */
  readonly time?: number | undefined;
}

/** From here on a day is drawn as long as it is: a tick at noon would tell of an hour. */
const DAY_PX = 40;
const VAGUE_HALF = 9;
const VAGUE_END = 12;

const TICK = 5;
const RIVAL_TICK = 4.5;
const BADGE_ROOM = 30;
/** Shortest bar that is still seen as one. */
const SHORTEST = 6;

/** Chosen members of a set that follow one another are one stretch: "July or August". */
export function mergeAdjacent(intervals: readonly Interval[]): readonly Interval[] {
  const ours = intervals.filter(({ chosen }) => chosen);
  // A rival that names the very days of ours among others has nothing to add there.
  const own = (one: Interval): boolean => one.chosen || !ours.some(({ earliest, latest }) => earliest === one.earliest && latest === one.latest);
  const sorted = intervals.filter(own).sort((a, b) => Number(b.chosen) - Number(a.chosen) || a.earliest - b.earliest);
  const merged: Interval[] = [];
  for (const next of sorted) {
    const last = merged[merged.length - 1];
    if (last?.chosen && next.chosen && !last.lasts && !next.lasts && next.earliest <= last.latest + 1) {
      merged[merged.length - 1] = { ...last, beginLatest: next.latest, latest: Math.max(last.latest, next.latest) };
    } else merged.push(next);
  }
  return merged;
}

function partOf(interval: Interval, rules: GlyphRules): Part | null {
  const { scale, expected, asOf } = rules;
  const hollow = expected || rules.unresolved || !interval.chosen;
  const vague = interval.vague === true;
  const look = { hollow, dashed: expected, ...(vague ? { vague } : {}) };
  let { earliest, latest } = interval;
  // A forecast "by November" can only come true after the day the case speaks of.
  if (earliest === -Infinity && expected && asOf !== null && asOf < latest) earliest = asOf + 1;
  if (earliest === -Infinity && latest === Infinity) return null;
  if (latest === Infinity) {
    return { shape: "right", x1: pixelOf(scale, earliest), x2: scale.right, ...look };
  }
  if (earliest === -Infinity) return { shape: "left", x1: scale.left, x2: pixelOf(scale, latest + 1), ...look };
  if (earliest === latest) {
    const long = pixelOf(scale, earliest + 1) - pixelOf(scale, earliest);
    const timed = rules.time !== undefined && interval.chosen && long >= DAY_PX;
    if (long >= DAY_PX && !timed) {
      return { shape: vague && !hollow ? "fade" : "tick", x1: pixelOf(scale, earliest) + 1, x2: pixelOf(scale, earliest + 1) - 1, ...look };
    }
    const middle = pixelOf(scale, earliest + (timed ? (rules.time ?? 0) : 0.5));
    if (vague) return { shape: hollow ? "bar" : "fade", x1: middle - VAGUE_HALF, x2: middle + VAGUE_HALF, ...look };
    const half = (hollow ? RIVAL_TICK : TICK) / 2;
    return { shape: "tick", x1: middle - half, x2: middle + half, ...look };
  }
  const x1 = pixelOf(scale, earliest);
  const x2 = Math.max(x1 + SHORTEST, pixelOf(scale, latest + 1));
  if (!interval.lasts || hollow) return { shape: hollow ? "bar" : "fade", x1, x2, ...look };
  const softOf = (days: number): number => {
    const pixels = Math.max(vague ? VAGUE_END : 0, Number.isFinite(days) && days > 0 ? (days * (x2 - x1)) / (latest + 1 - earliest) : 0);
    return Math.min((x2 - x1) / 2, pixels);
  };
  const soft = [softOf(interval.beginLatest - earliest), softOf(latest - interval.endEarliest)] as const;
  return { shape: "bar", x1, x2, ...look, ...(soft[0] > 0 || soft[1] > 0 ? { soft } : {}) };
}

/** The glyph of one event; null when none of its dates can be drawn. */
export function shapeGlyph(event: number, intervals: readonly Interval[], rules: GlyphRules): Glyph | null {
  const merged = mergeAdjacent(intervals);
  const parts = merged.flatMap((interval) => partOf(interval, rules) ?? []).sort((a, b) => a.x1 - b.x1);
  if (parts.length === 0) return null;
  const joins: Join[] = [];
  let widest: Join | null = null;
  parts.forEach((part, at) => {
    const next = parts[at + 1];
    if (!next || next.x1 <= part.x2) return;
    const join = { x1: part.x2, x2: next.x1 };
    joins.push(join);
    if (!widest || join.x2 - join.x1 > (widest as Join).x2 - (widest as Join).x1) widest = join;
  });
  const left = Math.min(...parts.map((part) => part.x1));
  let right = Math.max(...parts.map((part) => part.x2));
  let badge: number | null = null;
  const rival = rules.unresolved || merged.some((interval) => !interval.chosen);
  if (rival && parts.length > 1) {
    const gap = widest as Join | null;
    if (gap && gap.x2 - gap.x1 >= BADGE_ROOM) badge = (gap.x1 + gap.x2) / 2;
    else {
      badge = right + 14;
      right += 22;
    }
  }
  return { event, parts, joins, badge, left, right };
}

/** The row of each glyph, so that none lies over another; first come, first placed. */
export function stackRows(glyphs: readonly Glyph[], air = 2): readonly number[] {
  const ends: number[] = [];
  const rows = new Array<number>(glyphs.length).fill(0);
  const order = glyphs.map((_, at) => at).sort((a, b) => (glyphs[a] as Glyph).left - (glyphs[b] as Glyph).left || (glyphs[a] as Glyph).right - (glyphs[b] as Glyph).right);
  for (const at of order) {
    const glyph = glyphs[at] as Glyph;
    let row = ends.findIndex((end) => end + air <= glyph.left);
    if (row < 0) row = ends.length;
    ends[row] = glyph.right;
    rows[at] = row;
  }
  return rows;
}

export interface Placed {
  readonly glyph: Glyph;
  /** Height of its middle. */
  readonly y: number;
}

/** The glyph nearest to a point within `reach` pixels, or null: for fingers and for thin ticks. */
export function nearestGlyph(placed: readonly Placed[], x: number, y: number, reach: number): Glyph | null {
  let best: Glyph | null = null;
  let least = reach;
  for (const { glyph, y: middle } of placed) {
    const dy = Math.max(0, Math.abs(y - middle) - 8);
    for (const part of [...glyph.parts, ...glyph.joins]) {
      const dx = Math.max(part.x1 - x, x - part.x2, 0);
      // A join is thin and passes over others' days: the parts themselves go first.
      const distance = Math.hypot(dx, dy) + ("shape" in part ? 0 : 4);
      if (distance < least) {
        least = distance;
        best = glyph;
      }
    }
  }
  return best;
}
