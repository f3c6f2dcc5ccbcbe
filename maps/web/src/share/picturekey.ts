// The key of a picture: its events by number, in columns.

import type { EventText } from "../common/model";
import { bold, plain } from "../common/surface";
import type { Palette } from "../map/palette";

const COLUMN = 440; // px: a column is at least as wide
const GAP = 20;
/** Lines of a title; a longer one stands whole in the list and in the table. */
const LINES_MOST = 4;

export interface KeyEntry {
  readonly number: number;
  readonly event: number;
  readonly text: Pick<EventText, "title">;
  readonly more: string;
}

export interface KeyBlock {
  readonly number: number;
  readonly event: number;
  readonly lead: readonly string[];
  readonly more: readonly string[];
  readonly x: number;
  readonly y: number;
}

/** A text as lines of at most so many pixels. */
export type Wrap = (text: string, most: number, font: string) => readonly string[];

/** Lay the entries into one or two columns of about the same height; all in pixels from the key's upper left corner. */
export function layKey(entries: readonly KeyEntry[], width: number, wrap: Wrap): { readonly blocks: readonly KeyBlock[]; readonly height: number } {
  const columns = width >= 2 * COLUMN - 2 * GAP ? 2 : 1;
  const wide = (width - (columns - 1) * GAP) / columns;
  const sized = entries.map(({ number, event, text, more: told }) => {
    const whole = wrap(text.title, wide - 66, bold(14));
    const lead = whole.length > LINES_MOST ? [...whole.slice(0, LINES_MOST - 1), `${whole[LINES_MOST - 1] ?? ""} …`] : whole;
    const more = wrap(told, wide - 66, plain(13));
    return { number, event, lead, more, height: lead.length * 19 + more.length * 17 + 10 };
  });
  const half = sized.reduce((sum, { height }) => sum + height, 0) / columns;
  let [column, y, deepest] = [0, 0, 0];
  const blocks = sized.map(({ height, ...block }) => {
    if (column + 1 < columns && y + height / 2 > half) [column, y] = [column + 1, 0];
    const at = { ...block, x: column * (wide + GAP), y };
    y += height;
    deepest = Math.max(deepest, y);
    return at;
  });
  return { blocks, height: deepest };
}

/** Where an entry stands, and how: `side` turns a place round in a picture from right to left, `line` writes from there. */
export interface KeyPlace {
  readonly x: number;
  readonly y: number;
  readonly side: (x: number) => number;
  readonly line: (text: string, x: number, y: number, font: string, color: string) => void;
}

/** One entry with the square of its layer; the number beside it is a tag like those on the map. */
export function drawBlock(ctx: CanvasRenderingContext2D, { lead, more }: KeyBlock, { x, y, side, line }: KeyPlace, color: string, palette: Palette): void {
  ctx.fillStyle = color;
  ctx.fillRect(side(x + 43) - 7, y + 2, 14, 14);
  lead.forEach((words, i) => line(words, x + 60, y + 9 + i * 19, bold(14), palette.ink));
  more.forEach((words, i) => line(words, x + 60, y + lead.length * 19 + 8 + i * 17, plain(13), palette.ink2));
}
