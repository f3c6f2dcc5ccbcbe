// Areas and movements on the map, below all points.

import { hasConflict } from "../case/columns";
import type { Area } from "../case/context";
import { copies } from "./basemap";
import type { View } from "./canvas";
import type { Box } from "./labels";
import * as marks from "./marks";
import { alongRing } from "./outlines";
import { type DrawnArea, isHidden, type Scene, screenPoint, styleOf } from "./scene";
import { newPath } from "./vectorpath";

const LEAST_AREA_PX = 14; // an area that is lower or narrower is drawn as a square of this size, else nobody would see it
const WIDE_PX = 30;

/** Draw the areas and movements of passing events, below all points; `taken` is given what the lines cover, `outlines` what the areas' edges do. */
export function drawAreas(view: View, scene: Scene, taken: Box[], outlines: Box[]): DrawnArea[] {
  const { columns, context, palette } = scene;
  const drawn: DrawnArea[] = [];
  if (context.areas.length === 0) return drawn;
  const byArea = new Map<number, number[]>();
  for (const i of scene.indices) {
    const area = columns.area[i] as number;
    if (area < 0 || isHidden(i, scene)) continue;
    const known = byArea.get(area);
    if (known) known.push(i);
    else byArea.set(area, [i]);
  }
  for (const [area, events] of byArea) {
    const shape = context.areas[area];
    if (!shape) continue;
    const chosen = events.find((event) => event === scene.open) ?? events.find((event) => event === scene.hover);
    const style = styleOf(chosen ?? (events[events.length - 1] as number), events.length, scene);
    for (const shift of copies(view)) {
      const box = areaBox(shape, view, shift);
      if (box[2] < 0 || box[3] < 0 || box[0] > view.width || box[1] > view.height) continue;
      if (shape.kind === "movement") {
        const line = shape.rings[0] as Float64Array;
        const at = (i: number): [number, number] => screenPoint(line[i] as number, line[i + 1] as number, view, shift);
        const bend = marks.bendMovement(at(0), at(line.length - 2));
        marks.drawMovement(view.ctx, bend, style, chosen !== undefined, palette);
        const path = newPath(view);
        path.moveTo(...bend.from);
        path.quadraticCurveTo(...bend.control, ...bend.to);
        drawn.push({ area, events, path, box, line: bend.middle, badge: null });
        if (bend.seen) for (const [x, y] of marks.alongBend(bend)) taken.push([x - 4, y - 4, x + 4, y + 4]);
        continue;
      }
      const small = Math.min(box[2] - box[0], box[3] - box[1]) < LEAST_AREA_PX && Math.max(box[2] - box[0], box[3] - box[1]) < 2 * LEAST_AREA_PX;
      const path = small ? squarePath(box, view) : areaPath(shape, view, shift);
      const grown = small ? LEAST_AREA_PX : 0;
      const seen: Box = [
        Math.max(0, box[0] - grown), Math.max(0, box[1] - grown),
        Math.min(view.width, box[2] + grown), Math.min(view.height, box[3] + grown),
      ];
      marks.drawArea(view.ctx, path, seen, style.color, style.expected, chosen !== undefined, palette);
      if (!small) for (const ring of shape.rings) alongRing(ring, view, shift, outlines);
      const badge = events.some((event) => hasConflict(columns, event)) ? badgeOf(box) : null;
      drawn.push({ area, events, path, box, line: null, badge });
    }
  }
  return drawn;
}

/** Above the label in a wide area, at the corner of a small one. */
function badgeOf([left, top, right, bottom]: Box): readonly [number, number] {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  if (right - left > WIDE_PX * 6) return [x, y - WIDE_PX];
  return [Math.max(right - 4, x + LEAST_AREA_PX / 2 + 3), Math.min(top + 4, y - LEAST_AREA_PX / 2 - 3)];
}

function areaBox(area: Area, view: View, shift: number): Box {
  const [left, top] = screenPoint(area.west, area.north, view, shift);
  const [right, bottom] = screenPoint(area.east, area.south, view, shift);
  return [left, top, right, bottom];
}

function areaPath(area: Area, view: View, shift: number): Path2D {
  const path = newPath(view);
  for (const ring of area.rings) {
    for (let i = 0; i < ring.length; i += 2) {
      const [x, y] = screenPoint(ring[i] as number, ring[i + 1] as number, view, shift);
      if (i === 0) path.moveTo(x, y);
      else path.lineTo(x, y);
    }
    path.closePath();
  }
  return path;
}

function squarePath(box: Box, view: View): Path2D {
  const path = newPath(view);
  const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  path.rect(x - LEAST_AREA_PX / 2, y - LEAST_AREA_PX / 2, LEAST_AREA_PX, LEAST_AREA_PX);
  return path;
}
