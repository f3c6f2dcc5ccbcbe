// Writes on a canvas with a halo, and remembers how wide texts are.

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

  width(ctx: CanvasRenderingContext2D, text: string, ink: Pick<Ink, "font" | "spacing">): number {
    const spacing = ink.spacing ?? "0px";
    const key = `${ink.font}|${spacing}|${text}`;
    let width = this.#widths.get(key);
    if (width === undefined) {
      ctx.font = ink.font;
      ctx.letterSpacing = spacing;
      width = ctx.measureText(text).width;
      this.#widths.set(key, width);
    }
    return width;
  }

  /** One line; `y` is its middle. */
  write(ctx: CanvasRenderingContext2D, text: string, x: number, y: number, align: Align, ink: Ink): void {
    ctx.font = ink.font;
    ctx.letterSpacing = ink.spacing ?? "0px";
    ctx.textAlign = align;
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    ctx.strokeStyle = ink.halo;
    ctx.lineWidth = ink.haloWidth;
    ctx.strokeText(text, x, y);
    ctx.fillStyle = ink.color;
    ctx.fillText(text, x, y);
    ctx.letterSpacing = "0px";
  }
}
