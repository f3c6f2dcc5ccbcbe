// When the reports came out, as a lane of its own: what was known when. Counts are pure; the lane is SVG.

import type { Facets } from "../case/facets";
import { draw } from "../common/dom";
import { say } from "../words/messages";
import { binOf } from "./histogram";
import { binEdges, binUnit, pixelOf, type TimeScale } from "./scale";

const HEIGHT = 33;

/** Reports per bin of time: one for each source of each event whose byte in `seen` is not 0. */
export function countPublished(facets: Facets, edges: readonly number[], seen: Uint8Array): Uint32Array {
  const counts = new Uint32Array(Math.max(0, edges.length - 1));
  const bins = facets.published.map((day) => (day === null ? -1 : binOf(edges, day)));
  const { start, values } = facets.sources;
  for (let i = 0; i < seen.length; i++) {
    if (seen[i] === 0) continue;
    for (let k = start[i] as number; k < (start[i + 1] as number); k++) {
      const bin = bins[values[k] as number] ?? -1;
      if (bin >= 0) counts[bin]! += 1;
    }
  }
  return counts;
}

/** Days on which the reports of one event came out. */
export function publishedDays(facets: Facets, index: number): readonly number[] {
  const { start, values } = facets.sources;
  const days = [...values.subarray(start[index], start[index + 1])].map((source) => facets.published[source] ?? null);
  return [...new Set(days.filter((day) => day !== null))].sort((a, b) => a - b);
}

export function drawPublished(
  facets: Facets, scale: TimeScale, width: number, compact: boolean, seen: Uint8Array,
): SVGSVGElement {
  const unit = binUnit(scale);
  const edges = binEdges(scale, unit);
  const counts = countPublished(facets, edges, seen);
  const most = counts.reduce((a, b) => Math.max(a, b), 1);
  const total = counts.reduce((a, b) => a + b, 0);
  const svg = draw("svg", { class: "lanes published", width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}`, role: "img", "aria-label": say.publishedOf(total) });
  svg.append(draw("line", { class: "lane", x1: 0, x2: scale.right, y1: 0.5, y2: 0.5 }));
  if (!compact) {
    svg.append(draw("text", { class: "lane-name", x: 16, y: 13 }, say.publishedLane), draw("text", { class: "count", x: 16, y: 28 }, say.reportsCount(total)));
  }
  counts.forEach((n, at) => {
    if (n === 0) return;
    const x1 = Math.max(scale.left, pixelOf(scale, edges[at] ?? 0));
    const x2 = Math.min(scale.right, pixelOf(scale, edges[at + 1] ?? 0));
    const height = Math.max(3, (n / most) * (HEIGHT - 8));
    svg.append(
      draw("rect", { class: "published-bar", x: x1, y: HEIGHT - 2 - height, width: Math.max(2, x2 - x1 - 1), height },
        draw("title", {}, `${say.number(n)} ${say.publishedPer[unit]}`)),
    );
  });
  return svg;
}

/** Marks when the reports of the open event came out. */
export function markPublished(svg: SVGSVGElement | null, facets: Facets | null, scale: TimeScale, index: number | null): void {
  if (!svg || !facets) return;
  for (const old of svg.querySelectorAll(".published-on")) old.remove();
  for (const day of index === null ? [] : publishedDays(facets, index)) {
    const x = pixelOf(scale, day + 0.5);
    if (x >= scale.left && x <= scale.right) svg.append(draw("line", { class: "published-on", x1: x, x2: x, y1: 2, y2: HEIGHT - 1 }));
  }
}
