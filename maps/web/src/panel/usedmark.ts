// The marks explained in a picture, drawn with the marks' own strokes.

import type { ColorName } from "../common/model";
import * as marks from "../map/marks";
import type { Palette } from "../map/palette";
import type { UsedMark } from "./legend";

/** Draw a mark of the explanation round (x, y), on either kind of surface. */
export function drawUsedMark(
  ctx: CanvasRenderingContext2D, shape: UsedMark, x: number, y: number, palette: Palette, layerColors: readonly ColorName[],
): void {
  const expected = shape === "expected" || shape === "expectedArea";
  const style = { color: palette.color("black"), expected, denied: shape === "denied", retracted: shape === "retracted", count: 1 };
  if (shape === "disagree") return marks.drawBadge(ctx, x, y, palette);
  if (shape === "town") return marks.drawRing(ctx, x, y, 11, style, palette);
  if (shape === "several") {
    const colors = [...new Set(layerColors)].slice(0, 3);
    ctx.save();
    ctx.translate(x, y);
    ctx.scale(0.6, 0.6);
    marks.drawCluster(ctx, 0, 0, marks.RADIUS.cluster, colors.map((color) => ({ color: palette.color(color), expected: false, count: 1 })), palette);
    return ctx.restore();
  }
  if (shape !== "area" && shape !== "expectedArea") return marks.drawDot(ctx, x, y, style, palette);
  // Lines within the square, without a clip: simple to take apart in a drawing program.
  ctx.save();
  ctx.strokeStyle = style.color;
  ctx.lineWidth = 1.8;
  ctx.beginPath();
  for (const d of [-8, 0, 8]) {
    ctx.moveTo(x + Math.max(-9, d - 9), y + Math.min(9, d + 9));
    ctx.lineTo(x + Math.min(9, d + 9), y + Math.max(-9, d - 9));
  }
  ctx.stroke();
  ctx.lineWidth = 2.2;
  if (expected) ctx.setLineDash([4.5, 2.7]);
  ctx.beginPath();
  ctx.rect(x - 9, y - 9, 18, 18);
  ctx.stroke();
  ctx.restore();
}
