// The scale bar of a picture, true in the middle of the map.

import type * as L from "leaflet";
import { plain, write } from "../common/surface";
import type { Palette } from "../map/palette";
import { roundLength } from "../panel/controls";
import { say } from "../words/messages";

/** The longest that it gets, in pixels. */
export const SCALE_PIXELS = 110;

/** Draw it so that it ends at `right` and stands on `base`. */
export function drawScaleBar(ctx: CanvasRenderingContext2D, map: L.Map, right: number, base: number, palette: Palette): void {
  const y = map.getSize().y / 2;
  const metres = map.distance(map.containerPointToLatLng([0, y]), map.containerPointToLatLng([SCALE_PIXELS, y]));
  const length = roundLength(metres);
  const across = (length / metres) * SCALE_PIXELS;
  const words = length >= 1000 ? say.kilometres(length / 1000) : say.metres(length);
  write(ctx, words, right - across / 2, base - 14, plain(12), palette.ink, "center");
  ctx.beginPath();
  ctx.moveTo(right - across, base - 6);
  ctx.lineTo(right - across, base);
  ctx.lineTo(right, base);
  ctx.lineTo(right, base - 6);
  ctx.strokeStyle = palette.ink;
  ctx.lineWidth = 2;
  ctx.stroke();
}
