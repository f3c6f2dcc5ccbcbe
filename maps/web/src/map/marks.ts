// The marks on the map, halo first, so that they stand on land, sea and tiles. Sizes are CSS pixels.

import type { Box } from "./labels";
import type { Palette } from "./palette";

export const RADIUS = { dot: 7, expected: 8, ring: 13, open: 4.2, several: 8.5, cluster: 17, badge: 8 } as const;

const FULL = 2 * Math.PI;
const DASH = [4.2, 2.1];

type Ctx = CanvasRenderingContext2D;

function disc(ctx: Ctx, x: number, y: number, r: number, fill: string): void {
  ctx.beginPath();
  ctx.arc(x, y, r, 0, FULL);
  ctx.fillStyle = fill;
  ctx.fill();
}

function circle(ctx: Ctx, x: number, y: number, r: number, stroke: string, width: number): void {
  ctx.beginPath();
  ctx.arc(x, y, r, 0, FULL);
  ctx.strokeStyle = stroke;
  ctx.lineWidth = width;
  ctx.stroke();
}

function number(ctx: Ctx, x: number, y: number, count: number, size: number, palette: Palette): void {
  ctx.fillStyle = palette.ink;
  ctx.font = `700 ${size}px ${palette.font}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(shortCount(count), x, y + 0.5);
}

/** 999, 1.2k, 15k, 1.3M: at most four signs, so that it fits the disc. */
export function shortCount(count: number): string {
  if (count < 1000) return String(count);
  const [value, unit] = count < 999_500 ? [count / 1000, "k"] : [count / 1e6, "M"];
  return `${value < 9.95 ? Math.round(value * 10) / 10 : Math.round(value)}${unit}`;
}

export interface MarkStyle {
  readonly color: string;
  readonly expected: boolean;
  /** Said not to have happened: struck through. */
  readonly denied: boolean;
  readonly retracted: boolean;
  /** Events at the very spot. */
  readonly count: number;
}

/** A point that is known: a full dot, hollow and dashed when expected. */
export function drawDot(ctx: Ctx, x: number, y: number, style: MarkStyle, palette: Palette): void {
  const color = style.retracted ? palette.ink3 : style.color;
  const hollow = style.expected || style.denied || style.retracted || style.count > 1;
  const r = style.count > 1 ? RADIUS.several : hollow ? RADIUS.expected : RADIUS.dot;
  disc(ctx, x, y, r + 3, palette.edge);
  disc(ctx, x, y, r + 2.3, palette.halo);
  if (!hollow) return disc(ctx, x, y, r, color);
  ctx.save();
  if (style.expected) ctx.setLineDash(DASH);
  circle(ctx, x, y, r, color, 3);
  ctx.restore();
  if (style.count > 1) number(ctx, x, y, style.count, 12, palette);
  if (style.denied || style.retracted) strike(ctx, x, y, r, color);
}

/** A settlement: an open dot in its ring, which is as wide as the place is uncertain. */
export function drawRing(ctx: Ctx, x: number, y: number, r: number, style: MarkStyle, palette: Palette): void {
  const color = style.retracted ? palette.ink3 : style.color;
  circle(ctx, x, y, r, palette.halo, 5.5);
  ctx.save();
  ctx.globalAlpha = style.expected ? 0.08 : 0.2;
  disc(ctx, x, y, r, color);
  ctx.restore();
  ctx.save();
  if (style.expected) ctx.setLineDash(DASH);
  circle(ctx, x, y, r, color, 2);
  ctx.restore();
  if (style.count > 1) {
    disc(ctx, x, y, RADIUS.several, palette.halo);
    circle(ctx, x, y, RADIUS.several, color, 2.5);
    return number(ctx, x, y, style.count, 12, palette);
  }
  disc(ctx, x, y, 6.5, palette.halo);
  disc(ctx, x, y, RADIUS.open, palette.halo);
  ctx.save();
  if (style.expected) ctx.setLineDash([3.4, 2.3]);
  circle(ctx, x, y, RADIUS.open, color, 2.5);
  ctx.restore();
  if (style.denied || style.retracted) strike(ctx, x, y, 8, color);
}

function strike(ctx: Ctx, x: number, y: number, r: number, color: string): void {
  ctx.beginPath();
  ctx.moveTo(x - r * 0.9, y + r * 0.9);
  ctx.lineTo(x + r * 0.9, y - r * 0.9);
  ctx.strokeStyle = color;
  ctx.lineWidth = 2.2;
  ctx.stroke();
}

export interface Share {
  readonly color: string;
  readonly expected: boolean;
  readonly count: number;
}

/** Several events near each other: their count, in a ring that shows the mix of layers (hollow arcs: expected). */
export function drawCluster(ctx: Ctx, x: number, y: number, r: number, shares: readonly Share[], palette: Palette): void {
  const total = shares.reduce((sum, share) => sum + share.count, 0);
  disc(ctx, x, y, r + 4.5, palette.edge);
  disc(ctx, x, y, r + 4, palette.halo);
  const gap = shares.length > 1 ? 2.5 / r : 0;
  let at = -FULL / 4;
  for (const share of shares) {
    const angle = (share.count / total) * FULL;
    const [from, to] = [at + gap / 2, Math.max(at + gap / 2 + 0.05, at + angle - gap / 2)];
    at += angle;
    arc(ctx, x, y, r, from, to, share.color, 5);
    if (share.expected) arc(ctx, x, y, r, from + 1.5 / r, to - 1.5 / r, palette.halo, 2.2);
  }
  number(ctx, x, y, total, 14, palette);
}

function arc(ctx: Ctx, x: number, y: number, r: number, from: number, to: number, color: string, width: number): void {
  if (to <= from) return;
  ctx.beginPath();
  ctx.arc(x, y, r, from, to);
  ctx.strokeStyle = color;
  ctx.lineWidth = width;
  ctx.stroke();
}

/** "Sources disagree": drawn, since fonts draw the sign badly, and never in a layer's colour. */
export function drawBadge(ctx: Ctx, x: number, y: number, palette: Palette): void {
  disc(ctx, x, y, RADIUS.badge, palette.panel);
  circle(ctx, x, y, RADIUS.badge, palette.ink, 1.6);
  ctx.beginPath();
  ctx.moveTo(x - 3.6, y - 1.7);
  ctx.lineTo(x + 3.6, y - 1.7);
  ctx.moveTo(x - 3.6, y + 1.7);
  ctx.lineTo(x + 3.6, y + 1.7);
  ctx.moveTo(x + 2.1, y - 4.2);
  ctx.lineTo(x - 2.1, y + 4.2);
  ctx.strokeStyle = palette.ink;
  ctx.lineWidth = 1.7;
  ctx.lineCap = "round";
  ctx.stroke();
  ctx.lineCap = "butt";
}

export function drawSelection(ctx: Ctx, x: number, y: number, r: number, palette: Palette): void {
  circle(ctx, x, y, r + 3 + 1.25 + 1.6, palette.halo, 1.6);
  circle(ctx, x, y, r + 3 + 1.25, palette.ink, 2.5);
}

/** A region: hatched, without a dot, since no point is known. */
export function drawArea(
  ctx: Ctx, path: Path2D, box: Box, color: string, dashed: boolean, strong: boolean, palette: Palette,
): void {
  ctx.save();
  ctx.lineJoin = "round";
  ctx.strokeStyle = palette.halo;
  ctx.lineWidth = 5;
  ctx.stroke(path);
  ctx.globalAlpha = 0.1;
  ctx.fillStyle = color;
  ctx.fill(path, "evenodd");
  ctx.globalAlpha = 1;
  ctx.strokeStyle = color;
  drawHatch(ctx, path, box);
  if (dashed) ctx.setLineDash([6, 4]);
  ctx.strokeStyle = color;
  ctx.lineWidth = strong ? 3.4 : 2.2;
  ctx.stroke(path);
  ctx.restore();
}

const HATCH_STEP = 7 * Math.SQRT2; // along an edge, so that the lines stand 7 px apart

/** Lines at 45° within a path; `box` is what of it can be seen. */
function drawHatch(ctx: Ctx, path: Path2D, box: Box): void {
  const [left, top, right, bottom] = box;
  const height = bottom - top;
  ctx.save();
  ctx.clip(path, "evenodd");
  ctx.lineWidth = 1.8;
  ctx.beginPath();
  // Counted from the canvas's corner, so that neighbouring areas share one pattern.
  for (let x = Math.floor((left + top) / HATCH_STEP) * HATCH_STEP - top; x <= right + height; x += HATCH_STEP) {
    ctx.moveTo(x, top);
    ctx.lineTo(x - height, bottom);
  }
  ctx.stroke();
  ctx.restore();
}

type Point = readonly [number, number];

/** How a movement is bent, so that nobody takes it for the way that was gone. */
export interface Bend {
  readonly from: Point;
  readonly to: Point;
  readonly control: Point;
  /** On the line, half way. */
  readonly middle: Point;
  /** Whether it is long enough to be drawn. */
  readonly seen: boolean;
}

export function bendMovement(from: Point, to: Point): Bend {
  const [x0, y0] = from;
  const [x1, y1] = to;
  const length = Math.hypot(x1 - x0, y1 - y0);
  const [ux, uy] = length > 0 ? [(x1 - x0) / length, (y1 - y0) / length] : [0, 0];
  const bend = Math.min(60, length * 0.18);
  const control: Point = [(x0 + x1) / 2 + uy * bend, (y0 + y1) / 2 - ux * bend];
  const middle: Point = [(x0 + 2 * control[0] + x1) / 4, (y0 + 2 * control[1] + y1) / 4];
  return { from, to, control, middle, seen: length >= 1 };
}

/** Points on the line, near enough to each other that a label between two of them would touch one. */
export function alongBend({ from, to, control }: Bend): Point[] {
  const count = Math.min(60, Math.max(2, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / 12)));
  return Array.from({ length: count + 1 }, (_, k): Point => {
    const t = k / count;
    const [a, b, c] = [(1 - t) ** 2, 2 * t * (1 - t), t ** 2];
    return [a * from[0] + b * control[0] + c * to[0], a * from[1] + b * control[1] + c * to[1]];
  });
}

/** A movement: a line from origin to destination that claims no route. */
export function drawMovement(ctx: Ctx, bend: Bend, style: MarkStyle, strong: boolean, palette: Palette): void {
  const { from: [x0, y0], to: [x1, y1], control } = bend;
  if (!bend.seen) return;
  const angle = Math.atan2(y1 - control[1], x1 - control[0]);
  const trace = (): void => {
    ctx.beginPath();
    ctx.moveTo(x0, y0);
    ctx.quadraticCurveTo(control[0], control[1], x1 - 8 * Math.cos(angle), y1 - 8 * Math.sin(angle));
    ctx.stroke();
  };
  ctx.save();
  ctx.strokeStyle = palette.halo;
  ctx.lineWidth = strong ? 8 : 6;
  trace();
  ctx.strokeStyle = style.color;
  ctx.lineWidth = strong ? 3.6 : 2.4;
  if (style.expected) ctx.setLineDash([6, 4]);
  trace();
  ctx.setLineDash([]);
  const start = Math.atan2(control[1] - y0, control[0] - x0) + Math.PI / 2;
  ctx.beginPath();
  ctx.moveTo(x0 - 6 * Math.cos(start), y0 - 6 * Math.sin(start));
  ctx.lineTo(x0 + 6 * Math.cos(start), y0 + 6 * Math.sin(start));
  ctx.stroke();
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  for (const side of [-0.45, 0.45]) ctx.lineTo(x1 - 11 * Math.cos(angle + side), y1 - 11 * Math.sin(angle + side));
  ctx.closePath();
  ctx.fillStyle = style.color;
  ctx.fill();
  ctx.restore();
}
