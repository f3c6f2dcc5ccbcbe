// The stretch of time that the timeline shows: the whole case, or closer, down to hours. Pure.

/** Days since 1970-01-01, with fractions; `end` is where the last day ends. */
export interface View {
  readonly from: number;
  readonly end: number;
}

/** A quarter of a day: closer than that no date is known. */
export const CLOSEST_DAYS = 0.25;

const inside = (from: number, length: number, whole: View): View => {
  const begin = Math.max(whole.from, Math.min(whole.end - length, from));
  return { from: begin, end: begin + length };
};

/** The view `factor` times closer round `at`, which stays under the pointer; never wider than the whole. */
export function zoomView(view: View, whole: View, at: number, factor: number): View {
  const before = view.end - view.from;
  const length = Math.max(Math.min(CLOSEST_DAYS, whole.end - whole.from), Math.min(whole.end - whole.from, before / factor));
  return inside(at - ((at - view.from) / before) * length, length, whole);
}

export function panView(view: View, whole: View, days: number): View {
  return inside(view.from + days, view.end - view.from, whole);
}

/** The view moved just so far that a day lies in it, with a tenth of its length as air. */
export function showDay(view: View, whole: View, day: number): View {
  const length = view.end - view.from;
  const air = length / 10;
  if (day < view.from) return inside(day - air, length, whole);
  return day + 1 > view.end ? inside(day + 1 + air - length, length, whole) : view;
}

/** What of a view lies in the whole; the whole when nothing does. */
export function fitView(view: View | null, whole: View): View {
  if (!view || view.end <= whole.from || view.from >= whole.end) return whole;
  return { from: Math.max(view.from, whole.from), end: Math.min(view.end, whole.end) };
}
