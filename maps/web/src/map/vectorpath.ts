// Paths that can be read: what SVG writes where a canvas strokes.

import type { View } from "./canvas";

export type Matrix = readonly [number, number, number, number, number, number];
type Command = readonly [name: "M" | "L" | "Q" | "C" | "Z" | "A" | "R", ...numbers: number[]];

export const STILL: Matrix = [1, 0, 0, 1, 0, 0];
export const FULL = 2 * Math.PI - 1e-6;

export const short = (value: number): string => String(Math.round(value * 100) / 100);

/** A path as it is built; stands in for the browser's own, which cannot be read. */
export class VectorPath {
  readonly commands: Command[] = [];

  moveTo(x: number, y: number): void {
    this.commands.push(["M", x, y]);
  }

  lineTo(x: number, y: number): void {
    this.commands.push([this.commands.length === 0 ? "M" : "L", x, y]);
  }

  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void {
    this.commands.push(["Q", cx, cy, x, y]);
  }

  bezierCurveTo(ax: number, ay: number, bx: number, by: number, x: number, y: number): void {
    this.commands.push(["C", ax, ay, bx, by, x, y]);
  }

  arc(x: number, y: number, r: number, from: number, to: number, backwards = false): void {
    this.commands.push(["A", x, y, r, from, to, backwards ? 1 : 0]);
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.commands.push(["R", x, y, width, height]);
  }

  closePath(): void {
    this.commands.push(["Z"]);
  }
}

/** The data of a path; transformations are moves, turns and even scalings. */
export function pathData(commands: readonly Command[], matrix: Matrix): string {
  const [a, b, c, d, e, f] = matrix;
  const at = (x: number, y: number): string => `${short(a * x + c * y + e)} ${short(b * x + d * y + f)}`;
  const scale = Math.hypot(a, b);
  const out: string[] = [];
  let before = "";
  for (const [name, ...n] of commands) {
    const pair = (i: number): string => at(n[i] as number, n[i + 1] as number);
    switch (name) {
      case "M":
      case "L": {
        const said = `${name}${pair(0)}`;
        // A step too short to be written says nothing.
        if (name === "L" && said.slice(1) === before) break;
        before = said.slice(1);
        out.push(said);
        break;
      }
      case "Q":
        out.push(`Q${pair(0)} ${pair(2)}`);
        before = "";
        break;
      case "C":
        out.push(`C${pair(0)} ${pair(2)} ${pair(4)}`);
        before = "";
        break;
      case "R": {
        const [x, y, width, height] = n as [number, number, number, number];
        out.push(`M${at(x, y)}L${at(x + width, y)}L${at(x + width, y + height)}L${at(x, y + height)}Z`);
        before = "";
        break;
      }
      case "A": {
        const [x, y, r, from, to, backwards] = n as [number, number, number, number, number, number];
        const point = (angle: number): string => at(x + r * Math.cos(angle), y + r * Math.sin(angle));
        const wide = short(r * scale);
        const sweep = backwards ? 0 : 1;
        const sign = backwards ? -1 : 1;
        const whole = Math.abs(to - from) >= FULL;
        const end = whole ? from + sign * Math.PI : to;
        out.push(`${out.length === 0 || out[out.length - 1] === "Z" ? "M" : "L"}${point(from)}`);
        const turn = (((sign * (end - from)) % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI);
        out.push(`A${wide} ${wide} 0 ${!whole && turn > Math.PI ? 1 : 0} ${sweep} ${point(end)}`);
        if (whole) out.push(`A${wide} ${wide} 0 0 ${sweep} ${point(from)}`, "Z");
        before = "";
        break;
      }
      case "Z":
        out.push("Z");
        before = "";
    }
  }
  return out.join("");
}

/** A path to be drawn on this view: the browser's own, or one that can be read. */
export function newPath(view: View): Path2D {
  return view.makePath?.() ?? new Path2D();
}
