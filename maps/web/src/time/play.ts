// Playing through time: a chosen stretch slides on, or the last day shown runs from the beginning to the end.

import { addMonths, isMonthEnd } from "../words/dates";

export const PACES = ["day", "week", "month"] as const;
export type Pace = (typeof PACES)[number];

export interface Range {
  readonly from: number | null;
  readonly to: number | null;
}

/** The day one step later; the last day of a month steps to the last of the next one. */
export function stepOn(day: number, pace: Pace): number {
  if (pace === "month") return isMonthEnd(day) ? addMonths(day + 1, 1) - 1 : addMonths(day, 1);
  return day + (pace === "week" ? 7 : 1);
}

/**
 * The next range; null at the end, where playing stops. `whole` is the first and the last day. A range with two ends
 * keeps both at the same pace; any other grows from its first day on, until nothing after it is left out, and so does
 * one that `grows` since it had no end when playing began.
 */
export function nextRange({ from, to }: Range, whole: readonly [number, number], pace: Pace, grows = false): Range | null {
  const next = stepOn(to ?? (from ?? whole[0]) - 1, pace);
  if (to === null || from === null || grows) return next >= whole[1] ? null : { from, to: next };
  return next > whole[1] ? null : { from: pace === "month" ? addMonths(from, 1) : stepOn(from, pace), to: next };
}
