// The numbers beside the marks of a picture, which its key explains.

import { bold, write } from "../common/surface";
import type { Overlay } from "../map/overlay";
import type { Palette } from "../map/palette";
import { numberRuns } from "../words/numbers";

export interface Tag {
  readonly x: number;
  readonly y: number;
  readonly words: string;
}

const MARK_NEAR = 26; // px: the number of a wide mark stands within it

/** The tags of what was drawn, as far as they lie within the picture. */
export function tagsOf(
  { spots, areas }: Pick<Overlay["drawn"], "spots" | "areas">, numbers: ReadonlyMap<number, number>, size: { readonly x: number; readonly y: number },
): readonly Tag[] {
  const words = (events: readonly number[]): string => numberRuns(events.flatMap((event) => numbers.get(event) ?? []));
  const inside = ({ x, y }: { readonly x: number; readonly y: number }): boolean => x >= 0 && y >= 0 && x <= size.x && y <= size.y;
  return [
    ...areas.map(({ box, events }) => {
      const seen = [Math.max(0, box[0]), Math.max(0, box[1]), Math.min(size.x, box[2]), Math.min(size.y, box[3])] as const;
      return { x: (seen[0] + seen[2]) / 2, y: Math.min(size.y - 40, seen[3] + 10), words: words(events) };
    }).filter(inside),
    ...spots.filter(inside).map(({ x, y, r, members }) => ({ x, y: y + Math.min(r, MARK_NEAR) + 10, words: words(members) })),
  ].filter((tag) => tag.words !== "");
}

/** Half the width of a tag; `ruler` is any canvas, which only measures. */
export function tagHalf(ruler: CanvasRenderingContext2D, words: string): number {
  ruler.font = bold(12);
  ruler.letterSpacing = "0px";
  return Math.max(9, ruler.measureText(words).width / 2 + 5);
}

export function drawTag(ctx: CanvasRenderingContext2D, ruler: CanvasRenderingContext2D, { x, y, words }: Tag, palette: Palette): void {
  const half = tagHalf(ruler, words);
  ctx.fillStyle = palette.halo;
  ctx.fillRect(x - half - 1.2, y - 9.2, 2 * half + 2.4, 18.4);
  ctx.fillStyle = palette.ink;
  ctx.fillRect(x - half, y - 8, 2 * half, 16);
  write(ctx, words, x, y + 0.3, bold(12), palette.panel, "center");
}
