// Chips at the map's edge for what lies outside the view: the article's events, and on a phone all of them, by direction.

import type * as L from "leaflet";
import type { Page } from "../case/page";
import { button, given, make, oncePerFrame } from "../common/dom";
import { icon } from "../common/icons";
import type { EventText } from "../common/model";
import { say } from "../words/messages";
import { numbered } from "../words/passages";
import { coveredBottom } from "./card";
import { eventSwatch } from "./row";

export type Rect = readonly [left: number, top: number, right: number, bottom: number];

const PHONE = "(max-width: 639.98px)";
const MOST = 8;
const SIDES_MOST = 3; // chips on a phone
const EVENTS_MOST = 1000; // of more, each move would look at all
const LEAST_HEIGHT = 320; // px: a lower map would be all chips
const CLOSEST = 7;
const MARGIN = 12;
const FOOT = 40; // the credit line, where it is one
const STEP = 52;
const MARK = 24; // px from the middle of a mark that a chip leaves free, where there is room
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

/** Events outside of the view in one direction. */
interface Side {
  readonly events: readonly number[];
  readonly x: number;
  readonly y: number;
}

/** Those in one eighth of the compass together, the most first. */
export function joinSides(out: readonly { readonly event: number; readonly x: number; readonly y: number }[], [left, top, right, bottom]: Rect): readonly Side[] {
  const eighths = new Map<number, { events: number[]; x: number; y: number }>();
  for (const { event, x, y } of out) {
    const eighth = (Math.round((Math.atan2(y - (top + bottom) / 2, x - (left + right) / 2) / Math.PI) * 4) + 8) % 8;
    const side = eighths.get(eighth);
    if (side) side.events.push(event);
    else eighths.set(eighth, { events: [event], x, y });
  }
  return [...eighths.values()].sort((a, b) => b.events.length - a.events.length);
}

/** Mount the chips into the map's frame; `numbers` gives the article's numbers of now, `settled` hears of chips that stand elsewhere than before. */
export function mountEdgeChips(frame: HTMLElement, page: Page, numbers: () => ReadonlyMap<number, number>, settled: () => void): void {
  const { map, events, store } = page;
  const phone = matchMedia(PHONE);
  const chips = make("div", { class: "edge-chips" });
  frame.append(chips);
  const made = new Map<string, HTMLButtonElement>();
  const texts = new Map<number, EventText>();
  const asked = new Set<number>();
  let known: ReadonlyMap<number, number> | null = null;
  let moving = false;
  let stood = "";

  const ask = (event: number): void => {
    if (asked.has(event)) return;
    asked.add(event);
    void events.text(event).then((text) => (texts.set(event, text), later()));
  };
  const makeChip = (members: readonly number[], name: string, swatch: Node | null): HTMLButtonElement => {
    const act = (): void => {
      if (members.length === 1) page.openEvent(members[0] as number, { pan: true });
      else map.fitBounds(members.map(placeOf), { padding: [60, 60], maxZoom: CLOSEST });
    };
    const chip = button(
      { class: "edge-chip", "aria-label": say.offScreen(name), "data-event": members.length === 1 ? (members[0] as number) : null }, act,
      make("span", { class: "edge-arrow" }, icon("arrow", 20)), swatch, given("span", name),
    );
    for (const kind of ["pointerdown", "mousedown", "touchstart", "dblclick"]) chip.addEventListener(kind, (down) => down.stopPropagation());
    return chip;
  };
  /** The chip of these events; null as long as what it says has not come. */
  const chipOf = (members: readonly number[], number: number | undefined): HTMLButtonElement | null => {
    const key = members.join();
    const [first] = members as [number];
    const there = made.get(key);
    if (there) return there;
    if (members.length > 1) made.set(key, makeChip(members, say.eventCount(members.length), null));
    else {
      const text = texts.get(first);
      if (!text) return ask(first), null;
      const name = text.label || text.title;
      made.set(key, makeChip(members, number === undefined ? name : numbered([number], name), eventSwatch(page, first, text)));
    }
    return made.get(key) ?? null;
  };
  /** The copy of an event's place nearest to the view. */
  const placeOf = (event: number): L.LatLngTuple => {
    const [lon, lat] = events.point(event) as readonly [number, number];
    return [lat, lon + Math.round((map.getCenter().lng - lon) / 360) * 360];
  };

  const show = (): void => {
    const now = numbers();
    const shown = page.shown();
    const sides = now.size === 0 && phone.matches && store.state.open === null && shown.indices.length <= EVENTS_MOST && frame.clientHeight > LEAST_HEIGHT;
    if (now.size === 0 && !sides && chips.childElementCount === 0) return;
    if (now !== known) {
      known = now;
      made.clear();
    }
    const { clientWidth: width, clientHeight: height } = frame;
    const credit = frame.querySelector<HTMLElement>(".credit")?.offsetHeight ?? 0;
    const floor = height - Math.max(FOOT, credit + MARGIN, coveredBottom() + MARGIN);
    const foot = coveredBottom() > 0 ? floor : height - SEEN;
    const standing: number[] = [];
    const marks: Rect[] = [];
    const box: Rect = [MARGIN, MARGIN, width - MARGIN, floor];
    const out = (sides ? [...shown.indices] : [...now.keys()]).flatMap((event) => {
      if (!events.point(event) || !shown.has(event) || (sides && events.status(event) === "retracted")) return [];
      const { x, y } = map.latLngToContainerPoint(placeOf(event));
      const seen = x > SEEN && y > SEEN && x < width - SEEN && y < foot;
      if (seen) marks.push([x - MARK, y - MARK, x + MARK, y + MARK]);
      return seen ? [] : [{ event, x, y }];
    });
    const groups = sides ? joinSides(out, box).slice(0, SIDES_MOST) : out.slice(0, MOST).map(({ event, x, y }) => ({ events: [event], x, y }));
    const wanted = groups.flatMap(({ events: members, x, y }) => {
      const chip = chipOf(members, now.get(members[0] as number));
      return chip ? [{ chip, x, y }] : [];
    });
    const focused = document.activeElement;
    chips.replaceChildren(...wanted.map(({ chip }) => chip));
    if (focused instanceof HTMLElement && chips.contains(focused)) focused.focus({ preventScroll: true });
    const origin = frame.getBoundingClientRect();
    const taken: Rect[] = [...frame.querySelectorAll(".zoom, .legend, .backgrounds, .date-chip, .scale, .icon-button.drawer, .notice, .frame-bar")]
      .map((part) => part.getBoundingClientRect())
      .filter((one) => one.width > 0)
      .map((one) => [one.left - origin.left, one.top - origin.top, one.right - origin.left, one.bottom - origin.top] as const);
    for (const { chip, x, y } of wanted) {
      const edge = leaveBox(box, x, y);
      const size = { width: chip.offsetWidth, height: chip.offsetHeight };
      const place = placeChip(box, edge, size, [...taken, ...marks]) ?? placeChip(box, edge, size, taken);
      chip.hidden = place === null;
      if (!place) continue;
      const [left, top] = [Math.round(place[0]), Math.round(place[1])];
      chip.style.left = `${left}px`;
      chip.style.top = `${top}px`;
      const arrow = chip.querySelector<HTMLElement>(".edge-arrow");
      if (arrow) arrow.style.transform = `rotate(${Math.round((edge.angle * 180) / Math.PI / 45) * 45}deg)`;
      taken.push([left, top, left + chip.offsetWidth, top + chip.offsetHeight]);
      standing.push(left, top);
    }
    // The labels of the map keep off the chips; while it moves they go with it.
    if (moving || standing.join() === stood) return;
    stood = standing.join();
    settled();
  };
  const later = oncePerFrame(show);
  map.on("movestart", () => (moving = true));
  map.on("moveend", () => (moving = false));
  map.on("move zoomend moveend resize", later);
  page.followShown(later);
  store.follow((state, before) => {
    if (state.article !== before.article || state.open !== before.open) later();
  });
  frame.addEventListener("dateline-numbers", later);
}
