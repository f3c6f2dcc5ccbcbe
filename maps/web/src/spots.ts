// Marks to draw: passing events scanned into a grid of cells, near ones joined. No index: it would be rebuilt at each
// change of date, and the scan takes 2 ms at 100,000 events.

import { type Columns, NONE } from "./columns";
import { OCCURRENCES } from "./model";

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
}

const MEMBERS = 100;
const FEW = 600;
const CELL_FEW = 16;
const CELL_MANY = 44;

/** Pixels between two marks below which they are joined. */
export const JOIN_PX = 16;
const BUBBLE_PX = 34;
const BUBBLE_LEAST = 17;
/** The most that `gapOf` may ask for. */
const REACH_MOST = 66;

/**
 * Join passing events with a point into spots.
 *
 * `indices` are passing events in the order to draw them; `skip` keeps retracted ones and areas out.
 */
export function scanSpots(columns: Columns, indices: Uint32Array, frame: Frame, skip: (index: number) => boolean): Spot[] {
  const { x, y, lon, lat, layer, occurrence, conflict } = columns;
  const size = indices.length > FEW ? CELL_MANY : CELL_FEW;
  const margin = 40;
  // Cells are fixed to the world, so that bubbles do not flicker while the map moves.
  const offsetX = ((frame.left % size) + size) % size;
  const offsetY = ((frame.top % size) + size) % size;
  const across = Math.ceil((frame.width + 2 * margin) / size) + 2;
  const down = Math.ceil((frame.height + 2 * margin) / size) + 2;
  // Number of the cell at each place of the grid, and the counts of each cell by kind: a scan of a hundred thousand
  // events must not look into a hundred thousand maps.
  const numbers = new Int32Array(across * down).fill(-1);
  let last = 0;
  for (let i = 0; i < layer.length; i++) if ((layer[i] as number) > last) last = layer[i] as number;
  const kinds = (last + 1) * OCCURRENCES.length;
  const cells: Cell[] = [];
  const mixes: Uint32Array[] = [];
  const { world, width, height } = frame;
  const middle = width / 2;
  for (let k = 0; k < indices.length; k++) {
    const i = indices[k] as number;
    const lonI = lon[i] as number;
    if (lonI === NONE) continue;
    let px = (x[i] as number) * world - frame.left;
    // The copy of the world nearest to the middle of the view.
    px += Math.round((middle - px) / world) * world;
    const py = (y[i] as number) * world - frame.top;
    if (px < -margin || py < -margin || px > width + margin || py > height + margin || skip(i)) continue;
    const at = Math.floor((py + margin + offsetY) / size) * across + Math.floor((px + margin + offsetX) / size);
    const kind = (layer[i] as number) * OCCURRENCES.length + (occurrence[i] as number);
    const number = numbers[at] as number;
    if (number < 0) {
      numbers[at] = cells.length;
      const mix = new Uint32Array(kinds);
      mix[kind] = 1;
      mixes.push(mix);
      cells.push({
        x: px, y: py, count: 1, event: i, lon: lonI, lat: lat[i] as number, same: true, members: [i], mix: new Map(),
        conflict: (conflict[i] as number) !== 0,
      });
      continue;
    }
    const cell = cells[number] as Cell;
    cell.count += 1;
    cell.x += (px - cell.x) / cell.count;
    cell.y += (py - cell.y) / cell.count;
    cell.event = i;
    if (cell.count <= MEMBERS) cell.members.push(i);
    if (cell.same && (cell.lon !== lonI || cell.lat !== lat[i])) cell.same = false;
    if (conflict[i] as number) cell.conflict = true;
    (mixes[number] as Uint32Array)[kind]! += 1;
  }
  cells.forEach(({ mix }, number) => (mixes[number] as Uint32Array).forEach((count, kind) => count > 0 && mix.set(kind, count)));
  // What a bubble would cover joins it; a bubble grows with that, so until nothing changes.
  let spots = size === CELL_MANY ? joinNear(cells, CELL_MANY * 0.8, () => CELL_MANY * 0.8) : joinNear(cells, JOIN_PX, () => JOIN_PX);
  for (let before = Infinity; spots.length < before; ) {
    before = spots.length;
    spots = joinNear(spots, REACH_MOST, gapOf);
  }
  return spots;
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
  const far = (a: Cell, b: Cell): boolean => Math.hypot(a.x - b.x, a.y - b.y) >= gap(a, b);
  const bySize = cells.sort((a, b) => b.count - a.count || a.event - b.event);
  const grid = new Map<string, Cell[]>();
  const kept: Cell[] = [];
  for (const cell of bySize) {
    const [column, row] = [Math.floor(cell.x / reach), Math.floor(cell.y / reach)];
    let host: Cell | undefined;
    for (let dx = -1; dx <= 1 && !host; dx++) {
      for (let dy = -1; dy <= 1 && !host; dy++) {
        host = grid.get(`${column + dx},${row + dy}`)?.find((near) => !far(near, cell));
      }
    }
    if (!host) {
      kept.push(cell);
      const key = `${column},${row}`;
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
