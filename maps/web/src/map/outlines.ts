// Boxes along the edges of areas and wide rings, so that no name is written over one.

import type { View } from "./canvas";
import type { Box } from "./labels";
import { type DrawnSpot, screenPoint } from "./scene";

const EDGE_STEP = 12; // px
const EDGE_STEPS = 60; // between two corners of an outline
const EDGE_MOST = 2000;

/** Boxes along an edge that is seen, so near to each other that no name gets between two of them. */
export function alongRing(ring: Float64Array, view: View, shift: number, boxes: Box[]): void {
  let [x0, y0] = screenPoint(ring[ring.length - 2] as number, ring[ring.length - 1] as number, view, shift);
  for (let i = 0; i < ring.length && boxes.length < EDGE_MOST; i += 2) {
    const [x, y] = screenPoint(ring[i] as number, ring[i + 1] as number, view, shift);
    const steps = Math.min(EDGE_STEPS, Math.max(1, Math.ceil(Math.hypot(x - x0, y - y0) / EDGE_STEP)));
    for (let k = 1; k <= steps; k++) {
      const [px, py] = [x0 + ((x - x0) * k) / steps, y0 + ((y - y0) * k) / steps];
      if (px > 0 && py > 0 && px < view.width && py < view.height) boxes.push([px - 3, py - 3, px + 3, py + 3]);
    }
    [x0, y0] = [x, y];
  }
}

export function alongCircle({ x, y, r }: DrawnSpot, view: View, boxes: Box[]): void {
  const steps = Math.min(EDGE_MOST / 8, Math.ceil((2 * Math.PI * r) / EDGE_STEP));
  for (let k = 0; k < steps && boxes.length < EDGE_MOST; k++) {
    const [px, py] = [x + r * Math.cos((2 * Math.PI * k) / steps), y + r * Math.sin((2 * Math.PI * k) / steps)];
    if (px > 0 && py > 0 && px < view.width && py < view.height) boxes.push([px - 3, py - 3, px + 3, py + 3]);
  }
}
