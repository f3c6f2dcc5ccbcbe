// Writes on a canvas with a halo, and remembers how wide texts are.

import { isolate } from "../common/surface";
import type { Align } from "./labels";

export interface Ink {
  readonly font: string;
  readonly color: string;
  readonly halo: string;
  readonly haloWidth: number;
  readonly spacing?: string;
}

export class Pen {
  readonly #widths = new Map<string, number>();
  /** Font and spacing last set: setting them is what takes the time. */
  #set = "";

  /** Forget what was set: somebody else may have drawn since. */
  begin(): void {
    this.#set = "";
  }

  width(ctx: CanvasRenderingContext2D, text: string, ink: Pick<Ink, "font" | "spacing">): number {
    const spacing = ink.spacing ?? "0px";
    const key = `${ink.font}|${spacing}|${text}`;
    let width = this.#widths.get(key);
    if (width === undefined) {
      this.#use(ctx, ink);
      width = ctx.measureText(text).width;
      this.#widths.set(key, width);
    }
    return width;
  }

  /** One line; `y` is its middle. */
  write(ctx: CanvasRenderingContext2D, text: string, x: number, y: number, align: Align, ink: Ink): void {
    this.#use(ctx, ink);
    ctx.textAlign = align;
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    ctx.strokeStyle = ink.halo;
    ctx.lineWidth = ink.haloWidth;
    const line = isolate(text);
    ctx.strokeText(line, x, y);
    ctx.fillStyle = ink.color;
    ctx.fillText(line, x, y);
  }

  #use(ctx: CanvasRenderingContext2D, ink: Pick<Ink, "font" | "spacing">): void {
    const spacing = ink.spacing ?? "0px";
    const wanted = `${ink.font}|${spacing}`;
    if (wanted === this.#set) return;
    this.#set = wanted;
    ctx.font = ink.font;
    ctx.letterSpacing = spacing;
  }
}
