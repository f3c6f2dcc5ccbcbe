// What a picture is drawn on: a canvas, or what writes SVG. Colours and fonts are said so that both know them.

/** Named, since a program that draws the picture elsewhere does not know what the system's own font is. */
export const FONT = '"Noto Sans", "Segoe UI", "Helvetica Neue", Arial, sans-serif';
export const bold = (px: number): string => `700 ${px}px ${FONT}`;
export const plain = (px: number): string => `400 ${px}px ${FONT}`;

export interface Surface {
  readonly ctx: CanvasRenderingContext2D;
  enter(group: string): void;
  /** What follows is seen within this box only, until `unframe`. */
  frame(x: number, y: number, width: number, height: number): void;
  unframe(): void;
  readonly makePath?: () => Path2D;
}

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\u200f]/u;

/** Whether a line runs from right to left: its first letter says so. */
export const runsLeft = (text: string): boolean => RIGHT_TO_LEFT.test(/[\p{L}\u200e\u200f]/u.exec(text)?.[0] ?? "");

/** A line in its own direction: a canvas from left to right would tear "18 مايو 2025" apart. */
export function isolate(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}

/** One line of text, its middle at `y`. */
export function write(
  ctx: CanvasRenderingContext2D, text: string, x: number, y: number, font: string, color: string, align: CanvasTextAlign = "left",
): void {
  ctx.font = font;
  ctx.fillStyle = color;
  ctx.textAlign = align;
  ctx.textBaseline = "middle";
  ctx.fillText(isolate(text), x, y);
}

/** Draw on a canvas as it stands. */
export function onCanvas(ctx: CanvasRenderingContext2D): Surface {
  return {
    ctx,
    enter: () => undefined,
    frame: (x, y, width, height) => {
      ctx.save();
      ctx.beginPath();
      ctx.rect(x, y, width, height);
      ctx.clip();
    },
    unframe: () => ctx.restore(),
  };
}
