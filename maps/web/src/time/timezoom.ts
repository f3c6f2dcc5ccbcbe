// How a pointer moves the view of the timeline: wheel and pinch zoom, dragging moves it.

import type { TimeScale } from "./scale";

/** A drag shorter than this is a click. */
const CLICK_PX = 5;

export interface ZoomActs {
  readonly scale: () => TimeScale;
  readonly zoom: (day: number, factor: number) => void;
  readonly pan: (days: number) => void;
}

/** Listen on the lanes and the axis; a wheel over lanes that scroll leaves them to scroll, except with Ctrl. */
export function followZoom(lanes: HTMLElement, axis: HTMLElement, { scale, zoom, pan }: ZoomActs): void {
  const dayOf = (x: number): number => {
    const at = scale();
    const share = (x - lanes.getBoundingClientRect().left - at.left) / Math.max(1, at.right - at.left);
    return at.from + Math.max(0, Math.min(1, share)) * (at.to + 1 - at.from);
  };
  const perPixel = (): number => {
    const at = scale();
    return (at.to + 1 - at.from) / Math.max(1, at.right - at.left);
  };
  for (const box of [lanes, axis]) {
    box.addEventListener("wheel", (event) => {
      const sideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
      const scrolls = box.scrollHeight > box.clientHeight + 1 && !event.ctrlKey && !event.metaKey;
      if (scrolls && !sideways) return;
      event.preventDefault();
      const lines = event.deltaMode === 1 ? 16 : 1;
      if (sideways) pan((event.deltaX || event.deltaY) * lines * perPixel());
      else zoom(dayOf(event.clientX), Math.exp(-Math.max(-120, Math.min(120, event.deltaY * lines)) / 240));
    }, { passive: false });
  }

  const down = new Map<number, number>();
  let moved = 0;
  lanes.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    if (down.size === 0) moved = 0;
    down.set(event.pointerId, event.clientX);
  });
  lanes.addEventListener("pointermove", (event) => {
    const before = down.get(event.pointerId);
    if (before === undefined) return;
    const xs = [...down.values()];
    down.set(event.pointerId, event.clientX);
    moved += Math.abs(event.clientX - before);
    if (moved < CLICK_PX) return;
    if (!lanes.hasPointerCapture(event.pointerId)) lanes.setPointerCapture(event.pointerId);
    const now = [...down.values()];
    if (xs.length === 2 && now.length === 2) {
      const apart = (two: readonly number[]): number => Math.max(12, Math.abs((two[0] ?? 0) - (two[1] ?? 0)));
      zoom(dayOf(((now[0] ?? 0) + (now[1] ?? 0)) / 2), apart(now) / apart(xs));
    }
    pan(((before - event.clientX) * perPixel()) / now.length);
  });
  const end = (event: PointerEvent): void => void down.delete(event.pointerId);
  for (const name of ["pointerup", "pointercancel", "pointerleave"] as const) lanes.addEventListener(name, end);
  // What ends a drag opens nothing.
  lanes.addEventListener("click", (event) => {
    if (moved >= CLICK_PX) event.stopImmediatePropagation();
    moved = 0;
  }, { capture: true });
}
