// The range of days shown: two handles on a track, and the stretch between them. Pure steps, then the elements.

import type { Page } from "../case/page";
import { make, oncePerFrame } from "../common/dom";
import { addMonths, formatDay, formatRange, isMonthEnd } from "../words/dates";
import { say } from "../words/messages";
import { dayAt, pixelOf, type TimeScale } from "./scale";

export type End = "from" | "to";

/** The day a key moves a handle to, or null when the key means nothing here. */
export function stepDay(day: number, key: string, end: End, scale: TimeScale): number | null {
  switch (key) {
    case "ArrowLeft":
    case "ArrowDown":
      return day - 1;
    case "ArrowRight":
    case "ArrowUp":
      return day + 1;
    // The last day of a month steps to the last day of the next one, whatever their lengths.
    case "PageUp":
      return end === "to" && isMonthEnd(day) ? addMonths(day + 1, 1) - 1 : addMonths(day, 1);
    case "PageDown":
      return end === "to" && isMonthEnd(day) ? addMonths(day + 1, -1) - 1 : addMonths(day, -1);
    case "Home":
      return scale.from;
    case "End":
      return scale.to;
    default:
      return null;
  }
}

/** A range kept in order and inside the axis; an end that stands at the axis's own is null, not narrowed. */
export function narrow(
  from: number, to: number, moved: End, scale: TimeScale,
): { readonly from: number | null; readonly to: number | null } {
  const inside = (day: number): number => Math.max(scale.from, Math.min(scale.to, day));
  let a = inside(from);
  let b = inside(to);
  if (a > b) {
    if (moved === "from") a = b;
    else b = a;
  }
  return { from: a <= scale.from ? null : a, to: b >= scale.to ? null : b };
}

/** The range in words; an end that is not narrowed is the axis's, or open when the other end lies beyond the axis. */
export function rangeWords(
  chosen: { readonly from: number | null; readonly to: number | null }, axis: readonly [number, number], short = false,
): string {
  const from = chosen.from ?? (chosen.to !== null && chosen.to < axis[0] ? -Infinity : axis[0]);
  const to = chosen.to ?? (chosen.from !== null && chosen.from > axis[1] ? Infinity : axis[1]);
  return formatRange(from, to, short);
}

export interface RangeControl {
  readonly element: HTMLElement;
  /** Put the handles where the state has them. */
  show(): void;
}

/** The track with its handles; `scale` is asked each time, since it follows the width. */
export function makeRange(page: Page, scale: () => TimeScale, whole: TimeScale, moved: (day: number) => void): RangeControl {
  const { store } = page;
  const window_ = make("div", { class: "range-window" });
  const track = make("div", { class: "track" }, make("div", { class: "track-line" }), window_);
  const range = (): readonly [number, number] => {
    const { from, to } = store.state;
    const clamp = (day: number): number => Math.max(whole.from, Math.min(whole.to, day));
    return [clamp(from ?? whole.from), clamp(to ?? whole.to)];
  };
  let wanted: { from: number | null; to: number | null } | null = null;
  const apply = oncePerFrame(() => {
    if (wanted) store.set(wanted);
    wanted = null;
  });
  const set = (from: number, to: number, end: End): void => {
    wanted = narrow(from, to, end, whole);
    apply();
  };

  const follow = (down: PointerEvent, element: HTMLElement, on: (event: PointerEvent) => void): void => {
    if (down.button !== 0) return;
    down.preventDefault();
    element.setPointerCapture(down.pointerId);
    const end = (): void => {
      element.removeEventListener("pointermove", on);
      element.removeEventListener("pointerup", end);
      element.removeEventListener("pointercancel", end);
    };
    element.addEventListener("pointermove", on);
    element.addEventListener("pointerup", end);
    element.addEventListener("pointercancel", end);
  };
  const xOf = (event: PointerEvent): number => event.clientX - track.getBoundingClientRect().left;

  const handles = (["from", "to"] as const).map((end) => {
    const handle = make("div", {
      class: `handle ${end}`, role: "slider", tabindex: 0, "aria-label": end === "from" ? say.firstDay : say.lastDay,
    });
    handle.addEventListener("pointerdown", (down) => {
      handle.focus();
      follow(down, handle, (event) => {
        const [from, to] = range();
        // A handle of the last day stands at that day's end.
        const day = dayAt(scale(), xOf(event) - (end === "to" ? 0.5 : 0));
        set(end === "from" ? day : from, end === "to" ? day : to, end);
      });
    });
    handle.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const [from, to] = range();
      const day = stepDay(end === "from" ? from : to, event.key, end, whole);
      if (day === null) return;
      event.preventDefault();
      const at = narrow(end === "from" ? day : from, end === "to" ? day : to, end, whole);
      moved(day);
      store.set(at);
    });
    return handle;
  });

  window_.addEventListener("pointerdown", (down) => {
    const [from, to] = range();
    const begin = xOf(down);
    const at = scale();
    const perDay = (at.right - at.left) / (at.to + 1 - at.from);
    follow(down, window_, (event) => {
      const by = Math.round((xOf(event) - begin) / perDay);
      const kept = Math.max(whole.from - from, Math.min(whole.to - to, by));
      set(from + kept, to + kept, "from");
    });
  });

  track.append(...handles);
  return {
    element: track,
    show: () => {
      const at = scale();
      const [from, to] = range();
      // An end out of view waits at the axis's own end.
      const seen = (pixel: number): number => Math.max(at.left, Math.min(at.right, pixel));
      const x1 = seen(pixelOf(at, from));
      const x2 = seen(pixelOf(at, to + 1));
      window_.style.left = `${x1}px`;
      window_.style.width = `${Math.max(0, x2 - x1)}px`;
      const line = track.firstElementChild as HTMLElement;
      line.style.left = `${at.left}px`;
      line.style.width = `${at.right - at.left}px`;
      handles.forEach((handle, k) => {
        const value = k === 0 ? from : to;
        handle.style.left = `${k === 0 ? x1 : x2}px`;
        handle.setAttribute("aria-valuemin", String(k === 0 ? whole.from : from));
        handle.setAttribute("aria-valuemax", String(k === 0 ? to : whole.to));
        handle.setAttribute("aria-valuenow", String(value));
        handle.setAttribute("aria-valuetext", formatDay(value));
      });
    },
  };
}
