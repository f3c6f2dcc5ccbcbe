// Names on the map, placed so that none covers another or a mark.

/** (left, top, right, bottom) in pixels. */
export type Box = readonly [number, number, number, number];

export class Occupied {
  readonly #cells = new Map<number, Box[]>();
  static readonly #SIZE = 64;

  add(box: Box): void {
    this.#each(box, (key) => {
      const bucket = this.#cells.get(key);
      if (bucket) bucket.push(box);
      else this.#cells.set(key, [box]);
      return false;
    });
  }

  hits(box: Box): boolean {
    return this.#each(box, (key) =>
      (this.#cells.get(key) ?? []).some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]),
    );
  }

  #each(box: Box, visit: (key: number) => boolean): boolean {
    const size = Occupied.#SIZE;
    for (let row = Math.floor(box[1] / size); row <= Math.floor(box[3] / size); row++) {
      for (let column = Math.floor(box[0] / size); column <= Math.floor(box[2] / size); column++) {
        if (visit(row * 4096 + column)) return true;
      }
    }
    return false;
  }
}

/** Pixels between a mark and its label; what a mark takes for itself must be less. */
export const LABEL_GAP = 6;

export type Align = "left" | "right" | "center";

export interface Placement {
  readonly x: number;
  /** Baseline of the first line's middle. */
  readonly y: number;
  readonly align: Align;
  readonly box: Box;
}

/**
 * A free place for a label beside a mark: right, left, below, above, in this order; null when all are taken or leave
 * the view.
 */
export function placeLabel(
  mark: { readonly x: number; readonly y: number; readonly r: number },
  size: { readonly width: number; readonly height: number },
  view: Box,
  occupied: Occupied,
): Placement | null {
  const gap = LABEL_GAP;
  const { x, y, r } = mark;
  const { width, height } = size;
  const sides: Placement[] = [
    { x: x + r + gap, y: y - height / 2, align: "left", box: [x + r + gap, y - height / 2, x + r + gap + width, y + height / 2] },
    { x: x - r - gap, y: y - height / 2, align: "right", box: [x - r - gap - width, y - height / 2, x - r - gap, y + height / 2] },
    { x, y: y + r + gap, align: "center", box: [x - width / 2, y + r + gap, x + width / 2, y + r + gap + height] },
    { x, y: y - r - gap - height, align: "center", box: [x - width / 2, y - r - gap - height, x + width / 2, y - r - gap] },
    // Aslant, clear of the mark's own box, which reaches a few pixels beyond it.
    { x: x + r + gap, y: y + 3, align: "left", box: [x + r + gap, y + 3, x + r + gap + width, y + 3 + height] },
    { x: x - r - gap, y: y + 3, align: "right", box: [x - r - gap - width, y + 3, x - r - gap, y + 3 + height] },
    { x: x + r + gap, y: y - 3 - height, align: "left", box: [x + r + gap, y - 3 - height, x + r + gap + width, y - 3] },
    { x: x - r - gap, y: y - 3 - height, align: "right", box: [x - r - gap - width, y - 3 - height, x - r - gap, y - 3] },
  ];
  for (const side of sides) {
    const [left, top, right, bottom] = side.box;
    if (left < view[0] || top < view[1] || right > view[2] || bottom > view[3]) continue;
    if (!occupied.hits(side.box)) return side;
  }
  return null;
}
