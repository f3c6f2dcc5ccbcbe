// Chips at the map's edge for the article's events that lie outside the view.

import { coveredBottom } from "./card";
import { button, given, make, oncePerFrame } from "./dom";
import { icon } from "./icons";
import { say } from "./messages";
import type { EventText } from "./model";
import type { Page } from "./page";
import { numbered } from "./passages";
import { eventSwatch } from "./row";

export type Rect = readonly [left: number, top: number, right: number, bottom: number];

const MOST = 8;
const MARGIN = 12;
const FOOT = 40; // the credit line
const STEP = 52;
const SEEN = 8; // a mark nearer to the edge than this cannot be made out

/** Where the way from the middle of a box to a point outside leaves it, and in which direction (radians, 0 is right). */
export function leaveBox([left, top, right, bottom]: Rect, x: number, y: number): { x: number; y: number; angle: number } {
  const [cx, cy] = [(left + right) / 2, (top + bottom) / 2];
  const [dx, dy] = [x - cx, y - cy];
  const part = Math.min(
    dx === 0 ? Infinity : (right - left) / 2 / Math.abs(dx),
    dy === 0 ? Infinity : (bottom - top) / 2 / Math.abs(dy),
  );
  const share = Number.isFinite(part) ? part : 0;
  return { x: cx + dx * share, y: cy + dy * share, angle: Math.atan2(dy, dx) };
}

/** The upper left corner of a chip near a place on the edge of a box, clear of what is taken; null without room. */
export function placeChip(
  box: Rect, at: { readonly x: number; readonly y: number }, size: { readonly width: number; readonly height: number }, taken: readonly Rect[],
): readonly [number, number] | null {
  const [left, top, right, bottom] = box;
  const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));
  const x = clamp(at.x - size.width / 2, left, right - size.width);
  const y = clamp(at.y - size.height / 2, top, bottom - size.height);
  const sideways = at.y <= top + 1 || at.y >= bottom - 1;
  for (let turn = 0; turn < 24; turn++) {
    const by = Math.ceil(turn / 2) * (turn % 2 === 0 ? 1 : -1);
    const tryX = sideways ? clamp(x + by * (size.width / 2 + MARGIN), left, right - size.width) : x;
    const tryY = sideways ? y : clamp(y + by * STEP, top, bottom - size.height);
    const free = taken.every(
      ([l, t, r, b]) => tryX + size.width + 6 <= l || tryX - 6 >= r || tryY + size.height + 6 <= t || tryY - 6 >= b,
    );
    if (free) return [tryX, tryY];
  }
  return null;
}

/** Mount the chips into the map's frame; `numbers` gives the article's numbers of now. */
export function mountEdgeChips(frame: HTMLElement, page: Page, numbers: () => ReadonlyMap<number, number>): void {
  const { map, events, store } = page;
  const chips = make("div", { class: "edge-chips" });
  frame.append(chips);
  const made = new Map<number, HTMLButtonElement>();
  const texts = new Map<number, EventText>();
  let known: ReadonlyMap<number, number> | null = null;

  const chipOf = (event: number, number: number, text: EventText): HTMLButtonElement => {
    const there = made.get(event);
    if (there) return there;
    const name = numbered([number], text.label || text.title);
    const arrow = make("span", { class: "edge-arrow" }, icon("arrow", 20));
    const chip = button(
      { class: "edge-chip", "aria-label": say.offScreen(name), "data-event": event }, () => page.openEvent(event, { pan: true }),
      arrow, eventSwatch(page, event, text), given("span", name),
    );
    for (const kind of ["pointerdown", "mousedown", "touchstart", "dblclick"]) chip.addEventListener(kind, (down) => down.stopPropagation());
    made.set(event, chip);
    return chip;
  };

  const show = (): void => {
    const now = numbers();
    if (now.size === 0 && chips.childElementCount === 0) return;
    if (now !== known) {
      known = now;
      made.clear();
      for (const event of [...now.keys()].slice(0, 200)) {
        if (!texts.has(event)) void events.text(event).then((text) => (texts.set(event, text), later()));
      }
    }
    const { clientWidth: width, clientHeight: height } = frame;
    const shown = page.shown();
    const floor = height - Math.max(FOOT, coveredBottom() + MARGIN);
    const out = [...now].flatMap(([event, number]) => {
      const at = events.point(event);
      const text = texts.get(event);
      if (!at || !text || !shown.has(event)) return [];
      const lon = at[0] + Math.round((map.getCenter().lng - at[0]) / 360) * 360;
      const { x, y } = map.latLngToContainerPoint([at[1], lon]);
      const seen = x > SEEN && y > SEEN && x < width - SEEN && y < (floor < height - FOOT ? floor : height - SEEN);
      return seen ? [] : [{ chip: chipOf(event, number, text), x, y }];
    });
    const wanted = out.slice(0, MOST);
    const focused = document.activeElement;
    chips.replaceChildren(...wanted.map(({ chip }) => chip));
    if (focused instanceof HTMLElement && chips.contains(focused)) focused.focus({ preventScroll: true });
    const origin = frame.getBoundingClientRect();
    const taken: Rect[] = [...frame.querySelectorAll(".zoom, .legend, .backgrounds, .date-chip, .scale, .icon-button.drawer")]
      .map((part) => part.getBoundingClientRect())
      .filter((one) => one.width > 0)
      .map((one) => [one.left - origin.left, one.top - origin.top, one.right - origin.left, one.bottom - origin.top] as const);
    const box: Rect = [MARGIN, MARGIN, width - MARGIN, floor];
    for (const { chip, x, y } of wanted) {
      const edge = leaveBox(box, x, y);
      const place = placeChip(box, edge, { width: chip.offsetWidth, height: chip.offsetHeight }, taken);
      chip.hidden = place === null;
      if (!place) continue;
      const [left, top] = [Math.round(place[0]), Math.round(place[1])];
      chip.style.left = `${left}px`;
      chip.style.top = `${top}px`;
      const arrow = chip.querySelector<HTMLElement>(".edge-arrow");
      if (arrow) arrow.style.transform = `rotate(${Math.round((edge.angle * 180) / Math.PI / 45) * 45}deg)`;
      taken.push([left, top, left + chip.offsetWidth, top + chip.offsetHeight]);
    }
  };
  const later = oncePerFrame(show);
  map.on("move zoomend moveend resize", later);
  page.followShown(later);
  store.follow((state, before) => {
    if (state.article !== before.article || state.open !== before.open) later();
  });
  frame.addEventListener("dateline-numbers", later);
}
