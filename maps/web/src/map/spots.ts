// Marks to draw: passing events scanned into a grid of cells, near ones joined. No index: it would be rebuilt at each
// change of date, and the scan takes 2 ms at 100,000 events.

import { type Columns, NONE, widenSpan } from "../case/columns";
import { OCCURRENCES } from "../common/model";

/** What is drawn at one place of the map: one event, several at one point, or a bubble. */
export interface Spot {
  /** Pixels of the canvas. */
  readonly x: number;
  readonly y: number;
  readonly count: number;
  /** The event drawn on top: the latest in order of the scan. */
  readonly event: number;
  /** Whether all of them stand at the very same point. */
  readonly same: boolean;
  /** Its events in the order of the scan, the first hundred of them. */
  readonly members: readonly number[];
  /** Counts per layer and occurrence: `layer * 3 + occurrence`. */
  readonly mix: ReadonlyMap<number, number>;
  readonly conflict: boolean;
  /** First and last day of the dates that we chose, of all of them; from Infinity to -Infinity when none is dated. */
  readonly from: number;
  readonly to: number;
}

export interface Frame {
  /** World pixels of the canvas's corner, width of the world in pixels, size of the canvas. */
  readonly left: number;
  readonly top: number;
  readonly world: number;
  readonly width: number;
  readonly height: number;
}

interface Cell {
  x: number;
  y: number;
  count: number;
  event: number;
  lon: number;
  lat: number;
  same: boolean;
  members: number[];
  mix: Map<number, number>;
  conflict: boolean;
  from: number;
  to: number;
}

const MEMBERS = 100;
const FEW = 600;
const CELL_FEW = 16;
const CELL_MANY = 44;
const MARGIN = 40;

/** Pixels between two marks below which they are joined. */
export const JOIN_PX = 16;
const BUBBLE_PX = 34;
const BUBBLE_LEAST = 17;
/** The most that `gapOf` may ask for. */
const REACH_MOST = 66;

/** Numbers of one row of buckets: more than any screen is wide. */
const ROW = 65536;

const UNKNOWN = -2;
const OUTSIDE = -1;

/** Where each event stands in a frame: filters change what is drawn, not where. */
class Grid {
  readonly columns: Columns;
  readonly frame: Frame;
  readonly size: number;
  readonly across: number;
  readonly cells: number;
  /** Place in the grid by event; UNKNOWN until it is asked for. */
  readonly at: Int32Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly #offsetX: number;
  readonly #offsetY: number;

  constructor(columns: Columns, frame: Frame, size: number) {
    this.columns = columns;
    this.frame = { left: frame.left, top: frame.top, world: frame.world, width: frame.width, height: frame.height };
    this.size = size;
    // Cells are fixed to the world, so that bubbles do not flicker while the map moves.
    this.#offsetX = ((frame.left % size) + size) % size;
    this.#offsetY = ((frame.top % size) + size) % size;
    this.across = Math.ceil((frame.width + 2 * MARGIN) / size) + 2;
    this.cells = this.across * (Math.ceil((frame.height + 2 * MARGIN) / size) + 2);
    this.at = new Int32Array(columns.count).fill(UNKNOWN);
    this.x = new Float64Array(columns.count);
    this.y = new Float64Array(columns.count);
  }

  fits(columns: Columns, frame: Frame, size: number): boolean {
    const mine = this.frame;
    return columns === this.columns && size === this.size && frame.left === mine.left && frame.top === mine.top &&
      frame.world === mine.world && frame.width === mine.width && frame.height === mine.height;
  }

  /** Work out where an event stands; returns its place in the grid, or OUTSIDE. */
  locate(i: number): number {
    const { left, top, world, width, height } = this.frame;
    const { columns, size } = this;
    this.at[i] = OUTSIDE;
    if (columns.lon[i] === NONE) return OUTSIDE;
    let x = (columns.x[i] as number) * world - left;
    // The copy of the world nearest to the middle of the view.
    x += Math.round((width / 2 - x) / world) * world;
    const y = (columns.y[i] as number) * world - top;
    if (x < -MARGIN || y < -MARGIN || x > width + MARGIN || y > height + MARGIN) return OUTSIDE;
    this.x[i] = x;
    this.y[i] = y;
    return (this.at[i] = Math.floor((y + MARGIN + this.#offsetY) / size) * this.across + Math.floor((x + MARGIN + this.#offsetX) / size));
  }
}

/** Scans events into spots; keeps where they stand for as long as the frame stays. */
export class SpotScanner {
  /** One for few events, one for many: a filter may go from one to the other. */
  readonly #grids = new Map<number, Grid>();

  /**
   * Join passing events with a point into spots.
   *
   * `indices` are passing events in the order to draw them; `skip` keeps retracted ones and areas out.
   */
  scan(columns: Columns, indices: Uint32Array, frame: Frame, skip: (index: number) => boolean): Spot[] {
    const size = indices.length > FEW ? CELL_MANY : CELL_FEW;
    let grid = this.#grids.get(size);
    if (!grid?.fits(columns, frame, size)) this.#grids.set(size, (grid = new Grid(columns, frame, size)));
    const cells = fillCells(grid, indices, skip);
    // What a bubble would cover joins it; a bubble grows with that, so until nothing changes.
    let spots = size === CELL_MANY ? joinNear(cells, CELL_MANY * 0.8, () => CELL_MANY * 0.8) : joinNear(cells, JOIN_PX, () => JOIN_PX);
    for (let before = Infinity; spots.length < before; ) {
      before = spots.length;
      spots = joinNear(spots, REACH_MOST, gapOf);
    }
    return spots;
  }
}

function fillCells(grid: Grid, indices: Uint32Array, skip: (index: number) => boolean): Cell[] {
  const { columns } = grid;
  const { lon, lat, layer, occurrence, conflict, sorted } = columns;
  const { at: places, x, y } = grid;
  let last = 0;
  for (let i = 0; i < layer.length; i++) if ((layer[i] as number) > last) last = layer[i] as number;
  const kinds = (last + 1) * OCCURRENCES.length;
  // Sums in columns, cell by cell: a scan of a hundred thousand events must not touch a hundred thousand objects.
  const most = Math.min(grid.cells, indices.length);
  const numbers = new Int32Array(grid.cells).fill(-1);
  const first = new Uint32Array(most);
  const top = new Uint32Array(most);
  const count = new Uint32Array(most);
  const sumX = new Float64Array(most);
  const sumY = new Float64Array(most);
  const apart = new Uint8Array(most);
  const conflicts = new Uint8Array(most);
  const mixes = new Uint32Array(most * kinds);
  // Of events in order of their day the first and the last one bound the span; the others are looked at one by one.
  const firstDated = new Int32Array(most).fill(-1);
  const lastDated = new Int32Array(most).fill(-1);
  const spans = Float64Array.from({ length: 2 * most }, (_, at) => (at % 2 === 0 ? Infinity : -Infinity));
  const members: number[][] = [];
  for (let k = 0; k < indices.length; k++) {
    const i = indices[k] as number;
    let at = places[i] as number;
    if (at === UNKNOWN) at = grid.locate(i);
    if (at < 0 || skip(i)) continue;
    let number = numbers[at] as number;
    if (number < 0) {
      number = members.push([]) - 1;
      numbers[at] = number;
      first[number] = i;
    } else {
      const host = first[number] as number;
      if (lon[i] !== lon[host] || lat[i] !== lat[host]) apart[number] = 1;
    }
    const before = count[number] as number;
    count[number] = before + 1;
    sumX[number]! += x[i] as number;
    sumY[number]! += y[i] as number;
    top[number] = i;
    conflicts[number]! |= conflict[i] as number;
    if (i >= sorted) widenSpan(columns, i, spans, number);
    else {
      if ((firstDated[number] as number) < 0) firstDated[number] = i;
      lastDated[number] = i;
    }
    if (before < MEMBERS) (members[number] as number[]).push(i);
    mixes[number * kinds + (layer[i] as number) * OCCURRENCES.length + (occurrence[i] as number)]! += 1;
  }
  return members.map((list, number) => {
    const [one, many] = [first[number] as number, count[number] as number];
    const mix = new Map<number, number>();
    for (let kind = 0; kind < kinds; kind++) {
      const share = mixes[number * kinds + kind] as number;
      if (share > 0) mix.set(kind, share);
    }
    for (const dated of [firstDated, lastDated]) if ((dated[number] as number) >= 0) widenSpan(columns, dated[number] as number, spans, number);
    return {
      // Where all stand at one point, it is that point and no mean of it.
      x: apart[number] ? (sumX[number] as number) / many : (x[one] as number),
      y: apart[number] ? (sumY[number] as number) / many : (y[one] as number),
      count: many, event: top[number] as number, lon: lon[one] as number, lat: lat[one] as number, same: apart[number] === 0,
      members: list, mix, conflict: conflicts[number] !== 0, from: spans[2 * number] as number, to: spans[2 * number + 1] as number,
    };
  });
}

/** Radius of a bubble in pixels: it grows with what it holds, up to a limit. */
export function bubbleRadius(count: number): number {
  return Math.min(30, BUBBLE_LEAST + Math.max(0, Math.log10(count) - 1.3) * 5) + 4;
}

/** How near two spots may come. */
function gapOf(a: Cell, b: Cell): number {
  if (a.same && b.same) return JOIN_PX;
  return a.same || b.same ? BUBBLE_PX : (bubbleRadius(a.count) + bubbleRadius(b.count)) * 0.95;
}

/** Join cells nearer than their gap, of which none is more than `reach`; the largest first. */
function joinNear(cells: Cell[], reach: number, gap: (a: Cell, b: Cell) => number): Cell[] {
  const bySize = cells.sort((a, b) => b.count - a.count || a.event - b.event);
  const grid = new Map<number, Cell[]>();
  const kept: Cell[] = [];
  const hostOf = (cell: Cell, key: number): Cell | undefined => {
    for (let row = key - ROW; row <= key + ROW; row += ROW) {
      for (let at = row - 1; at <= row + 1; at++) {
        const host = grid.get(at)?.find((near) => Math.hypot(near.x - cell.x, near.y - cell.y) < gap(near, cell));
        if (host) return host;
      }
    }
    return undefined;
  };
  for (const cell of bySize) {
    const key = Math.floor(cell.y / reach) * ROW + Math.floor(cell.x / reach);
    const host = hostOf(cell, key);
    if (!host) {
      kept.push(cell);
      const bucket = grid.get(key);
      if (bucket) bucket.push(cell);
      else grid.set(key, [cell]);
      continue;
    }
    const total = host.count + cell.count;
    if (host.same && cell.same && host.lon === cell.lon && host.lat === cell.lat) {
      host.event = Math.max(host.event, cell.event);
    } else {
      host.same = false;
      host.x += ((cell.x - host.x) * cell.count) / total;
      host.y += ((cell.y - host.y) * cell.count) / total;
    }
    host.count = total;
    host.members.push(...cell.members.slice(0, MEMBERS - host.members.length));
    for (const [kind, count] of cell.mix) host.mix.set(kind, (host.mix.get(kind) ?? 0) + count);
    host.conflict ||= cell.conflict;
    host.from = Math.min(host.from, cell.from);
    host.to = Math.max(host.to, cell.to);
  }
  return kept;
}

/** First zoom at which an event stands alone or only with others at its very point; `most` if none. */
export function zoomToSplit(columns: Columns, indices: Uint32Array, event: number, from: number, most: number): number {
  const { x, y, lon, lat } = columns;
  let nearest = Number.POSITIVE_INFINITY;
  for (const i of indices) {
    if (lon[i] === NONE || (lon[i] === lon[event] && lat[i] === lat[event]) || (columns.area[i] as number) >= 0) continue;
    nearest = Math.min(nearest, Math.hypot((x[i] as number) - (x[event] as number), (y[i] as number) - (y[event] as number)));
  }
  for (let zoom = from; zoom < most; zoom++) if (nearest * 256 * 2 ** zoom > JOIN_PX * 2) return zoom;
  return most;
}
