// Where the card goes beside its mark, and the stops of the phone's sheet. Pure: pixels in, pixels out.

export interface Frame {
  readonly width: number;
  readonly height: number;
  /** Whether the zoom buttons stand to the left, as in a page from right to left. */
  readonly mirrored?: boolean;
}

export interface Mark {
  readonly x: number;
  readonly y: number;
  readonly r: number;
}

export interface Placement {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly maxHeight: number;
  /** Side of the card the pointer stands on, and its distance from the card's top; null without a pointer. */
  readonly pointer: { readonly side: "left" | "right"; readonly top: number } | null;
}

const WIDEST = 404;
const NARROWEST = 280;
const INSET = 14;
/** Room for the credit line below and the zoom buttons to the right; to the left in a page from right to left. */
const FOOT = 36;
const BUTTONS = 72;
const POINTER = 16;
const CORNER = 26;

/** Distance between mark and card: the ring of the chosen mark, and the pointer. */
const gap = (mark: Mark): number => mark.r + 10 + POINTER / 2;

const turned = (frame: Frame, mark: Mark | null): Mark | null => mark && { ...mark, x: frame.width - mark.x };

/**
 * The card on the roomier side of its mark, never over it; docked above, away from the buttons, without a pointer
 * when there is no mark or it has left the frame.
 */
export function placeCard(frame: Frame, mark: Mark | null, height: number): Placement {
  if (frame.mirrored) {
    const placed = placeCard({ ...frame, mirrored: false }, turned(frame, mark), height);
    const side = placed.pointer?.side === "left" ? "right" : "left";
    return { ...placed, left: frame.width - placed.left - placed.width, pointer: placed.pointer && { ...placed.pointer, side } };
  }
  const maxHeight = Math.max(120, frame.height - INSET - FOOT);
  const tall = Math.min(height, maxHeight);
  const docked: Placement = {
    left: INSET, top: INSET, width: Math.min(WIDEST, frame.width - 2 * INSET), maxHeight, pointer: null,
  };
  if (!mark || mark.x < 0 || mark.y < 0 || mark.x > frame.width || mark.y > frame.height) return docked;
  const leftRoom = mark.x - gap(mark) - INSET;
  const rightRoom = frame.width - BUTTONS - mark.x - gap(mark);
  const side = leftRoom >= rightRoom ? "left" : "right";
  const room = Math.max(leftRoom, rightRoom);
  // A mark as wide as the frame (a region seen from near) leaves no side free; then the card docks.
  if (room < NARROWEST) {
    return { ...docked, left: side === "left" ? INSET : Math.max(INSET, frame.width - BUTTONS - docked.width) };
  }
  const width = Math.min(WIDEST, room);
  const left = side === "left" ? mark.x - gap(mark) - width : mark.x + gap(mark);
  const top = Math.max(INSET, Math.min(mark.y - tall / 2, frame.height - FOOT - tall));
  const pointerTop = Math.max(CORNER, Math.min(mark.y - top, tall - CORNER));
  return { left, top, width, maxHeight, pointer: { side: side === "left" ? "right" : "left", top: pointerTop } };
}

/**
 * Where a mark would have to stand, from the left, so that the card fits beside it; null when it fits already, or when
 * the mark is not in the frame or too wide (a region seen from near) to leave any side free.
 */
export function roomFor(frame: Frame, mark: Mark | null): number | null {
  if (frame.mirrored) {
    const x = roomFor({ ...frame, mirrored: false }, turned(frame, mark));
    return x === null ? null : frame.width - x;
  }
  if (!mark || mark.x < 0 || mark.y < 0 || mark.x > frame.width || mark.y > frame.height) return null;
  if (placeCard(frame, mark, 0).pointer) return null;
  const least = mark.r + 2 * INSET;
  const most = frame.width - BUTTONS - NARROWEST - gap(mark);
  return most < least ? null : Math.max(least, frame.width - BUTTONS - WIDEST - gap(mark));
}

export type Stop = "low" | "half" | "full";
const STOPS: readonly Stop[] = ["low", "half", "full"];
export const LOW = 96;
const BAR = 64;

/** Height of the sheet at a stop. */
export function stopHeight(stop: Stop, viewport: number): number {
  const full = Math.max(LOW, viewport - BAR);
  if (stop === "low") return Math.min(LOW, full);
  return stop === "full" ? full : Math.min(full, Math.max(LOW, Math.round(viewport * 0.5427)));
}

/** The stop nearest to a height, a flick (pixels a millisecond, up positive) going one further. */
export function nearestStop(height: number, viewport: number, speed = 0): Stop {
  const distance = (stop: Stop): number => Math.abs(stopHeight(stop, viewport) - height);
  let best: Stop = "half";
  for (const stop of STOPS) if (distance(stop) < distance(best)) best = stop;
  if (Math.abs(speed) < 0.5) return best;
  const beyond = STOPS.filter((stop) => (speed > 0 ? stopHeight(stop, viewport) > height : stopHeight(stop, viewport) < height));
  return (speed > 0 ? beyond[0] : beyond[beyond.length - 1]) ?? best;
}

/** One stop up or down. */
export function stepStop(stop: Stop, by: 1 | -1): Stop {
  return STOPS[Math.max(0, Math.min(STOPS.length - 1, STOPS.indexOf(stop) + by))] ?? stop;
}
