// The timeline under the map: lanes of dated events, the range shown, the as-of day.

import type { Facets } from "../case/facets";
import type { Page } from "../case/page";
import { filtersDiffer, START } from "../case/state";
import { afterFrame, button, dim, draw, make, oncePerFrame } from "../common/dom";
import { icon } from "../common/icons";
import { isolate } from "../common/surface";
import { CONFLICT } from "../common/model";
import { CLOSEST_DAYS, fitView, panView, showDay, type View, zoomView } from "../common/view";
import { formatRange } from "../words/dates";
import { say } from "../words/messages";
import { drawLanes, type Lanes, seenOnTimeline } from "./lanes";
import { drawPublished, markPublished } from "./published";
import { makeRange, rangeWords } from "./range";
import { layAxis, pixelOf, roundExtent, type TimeScale } from "./scale";
import { makeTools } from "./timetools";
import { followZoom } from "./timezoom";

const PHONE = "(max-width: 639.98px)";
const GUTTER = 132;
const PAD = 22;
const FINE_REACH = 8;
const COARSE_REACH = 22;

/** What the buttons zoom round: the range shown where it is narrowed, else the middle of the view. */
function middleOf(view: View, { from, to }: { readonly from: number | null; readonly to: number | null }): number {
  const [a, b] = [Math.max(view.from, from ?? view.from), Math.min(view.end, to === null ? view.end : to + 1)];
  return a <= b ? (a + b) / 2 : (view.from + view.end) / 2;
}

/** The time of day in a date as a part of the day, or null; kept as it was written, whatever its zone. */
function timeOf(date: string): number | null {
  const [, hours, minutes] = /T(\d{2}):(\d{2})/.exec(date) ?? [];
  return hours === undefined ? null : (Number(hours) + Number(minutes) / 60) / 24;
}

function drawAxis(scale: TimeScale, compact: boolean, width: number, asOf: number | null): SVGSVGElement {
  const height = compact ? 45 : 60;
  const line = 14;
  const svg = draw("svg", { class: "axis", width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
  const axis = layAxis(scale, compact);
  const x = asOf === null ? null : pixelOf(scale, asOf + 1);
  if (x !== null && x > scale.left && x < scale.right) {
    svg.append(draw("line", { class: "as-of", x1: x, x2: x, y1: 0, y2: line }));
  }
  for (const tick of axis.ticks) svg.append(draw("line", { class: "axis-tick", x1: tick, x2: tick, y1: line - 4, y2: line + 4 }));
  for (const label of axis.labels) svg.append(draw("text", { x: label.x, y: line + 24, "text-anchor": label.anchor }, label.words));
  for (const label of axis.majors) svg.append(draw("text", { class: "major", x: label.x, y: line + 40 }, label.words));
  return svg;
}

export function mountTimeline(root: HTMLElement, page: Page): void {
  const { events, store } = page;
  const phone = matchMedia(PHONE);
  root.setAttribute("aria-label", say.timeline);
  if (!events.extent) {
    root.append(make("p", { class: "time-none" }, say.nothingDated));
    root.classList.add("undated");
    return;
  }
  const [from, to] = roundExtent(events.extent[0], events.extent[1]);
  const entire: TimeScale = { from, to, left: GUTTER, right: 1000 };
  const whole: View = { from, end: to + 1 };
  let scale = entire;
  const viewed = (): View => fitView(store.state.stretch, whole);
  let facets: Facets | null = null;
  let published: SVGSVGElement | null = null;
  const narrowed = (): boolean => store.state.from !== null || store.state.to !== null;

  const range = make("b", { class: "time-range" });
  const count = make("span");
  const all = button({ class: "button small" }, () => store.set({ from: null, to: null }), say.showAllDates);
  const fold = button(
    { class: "icon-button flat small", "aria-label": say.hideTimeline, "aria-expanded": "true", "aria-controls": "time-body" },
    () => {
      setFolded(!root.classList.contains("folded"));
    },
    icon("down", 16),
  );
  const setFolded = (folded: boolean): void => {
    root.classList.toggle("folded", folded);
    fold.setAttribute("aria-expanded", String(!folded));
    fold.setAttribute("aria-label", folded ? say.showTimeline : say.hideTimeline);
  };
  // A phone on its side: the lanes would leave the map no room.
  setFolded(!phone.matches && innerHeight < 480);
  const lanesBox = make("div", { class: "lanes-box" });
  const axisBox = make("div", { class: "axis-box" });
  const before = make("div", { class: "outside" });
  const after = make("div", { class: "outside" });
  const look = (next: View): void => {
    const view = viewed();
    if (next.from === view.from && next.end === view.end) return;
    store.set({ stretch: next.end - next.from < whole.end - whole.from ? next : null });
  };
  const control = makeRange(page, () => scale, entire, (day) => look(showDay(viewed(), whole, day)));
  const tools = makeTools(page, {
    whole: [from, to],
    zoom: (factor) => look(zoomView(viewed(), whole, middleOf(viewed(), store.state), factor)),
    reached: (day) => look(showDay(viewed(), whole, day)),
  });
  const showPublished = async (): Promise<void> => {
    if (store.state.published) facets = await page.facets();
    redrawLater();
  };
  axisBox.append(control.element);
  const body = make("div", { class: "time-body", id: "time-body" }, lanesBox, axisBox);
  root.append(make("div", { class: "time-head" }, range, count, tools.element, all, fold), body);

  let lanes: Lanes | null = null;
  const unresolved = new Map<number, boolean>();
  const titled = new Map<number, string>();
  const times = new Map<number, number>();

  let width = root.clientWidth;
  let height = 0;
  /** What the lanes took at this width and view: under a filter they leave no room that the map would have to take and give back. */
  let taken = { for: "", height: 0 };
  /** What scrolls must be reachable by keyboard. */
  const tellScroll = (): void => {
    lanesBox.tabIndex = lanesBox.scrollHeight > lanesBox.clientHeight ? 0 : -1;
  };
  const tellScrollLater = afterFrame(tellScroll);

  const redraw = (): void => {
    if (width === 0) return;
    const compact = phone.matches;
    const view = viewed();
    const shownAxis = [view.from, view.end, width, compact].join();
    scale = { from: view.from, to: view.end - 1, left: compact ? PAD : GUTTER, right: width - PAD };
    const seen = seenOnTimeline(events.columns, page.shown().fails);
    const least = taken.for === shownAxis && filtersDiffer(store.state, START, false) ? taken.height : 0;
    lanes = drawLanes(page, width, { scale, compact, seen, unresolved, times, least });
    taken = { for: shownAxis, height: lanes.height };
    lanes.svg.setAttribute("aria-label", say.timelineOf(formatRange(from, to)));
    published = store.state.published && facets ? drawPublished(facets, scale, width, compact, seen) : null;
    lanesBox.replaceChildren(lanes.svg, ...(published ? [published] : []), before, after);
    if (axisBox.dataset["axis"] !== shownAxis) {
      axisBox.dataset["axis"] = shownAxis;
      // The handles stay in place: taken out and put back, one would lose the focus.
      axisBox.querySelector("svg.axis")?.remove();
      axisBox.prepend(drawAxis(scale, compact, width, events.head.case.asOf));
    }
    tellScrollLater();
    showRange();
    void nameGlyphs();
  };

  /** Titles for the pointer, and whether rival dates are decided: both stand in the texts. */
  const nameGlyphs = async (): Promise<void> => {
    const drawn = lanes;
    if (!drawn) return;
    let changed = false;
    for (const { event } of drawn.glyphs) {
      if (!titled.has(event)) {
        const text = await events.text(event);
        titled.set(event, [text.title, isolate(text.dateWords)].filter(Boolean).join(say.listComma));
        const time = timeOf(text.date);
        if (time !== null) {
          times.set(event, time);
          changed = true;
        }
        const dates = text.conflicts.filter((conflict) => conflict.field === "date");
        if (dates.length > 0) {
          const open = dates.some((conflict) => !conflict.reason);
          const bits = events.conflict(event);
          if (open !== ((bits & CONFLICT.date) > 0 && (bits & CONFLICT.unexplained) > 0)) changed = true;
          unresolved.set(event, open);
        }
      }
      drawn.element(event)?.append(draw("title", {}, titled.get(event) ?? ""));
    }
    if (changed && drawn === lanes) redraw();
  };

  const showRange = (): void => {
    const a = Math.min(to + 1, Math.max(from, store.state.from ?? from));
    const b = Math.max(from - 1, Math.min(to, store.state.to ?? to));
    range.textContent = rangeWords(store.state, [from, to]);
    const shown = say.shownOfAll(page.shown().indices.length, events.count);
    count.replaceChildren(...(narrowed() ? [] : [make("span", { class: "all-dates" }, `${say.allDates} · `)]), shown);
    dim(all, !narrowed());
    root.classList.toggle("narrowed", narrowed());
    before.style.left = `${scale.left - 4}px`;
    const left = Math.min(scale.right, pixelOf(scale, a));
    const right = Math.max(scale.left, pixelOf(scale, b + 1));
    before.style.width = `${Math.max(0, left - scale.left + (store.state.from === null ? 0 : 4))}px`;
    before.hidden = store.state.from === null;
    after.style.left = `${right}px`;
    after.style.width = `${Math.max(0, scale.right - right)}px`;
    after.hidden = store.state.to === null;
    const view = viewed();
    tools.show({ closer: view.end - view.from > CLOSEST_DAYS, farther: view.end - view.from < whole.end - whole.from });
    control.show();
  };

  const mark = (): void => {
    for (const one of lanesBox.querySelectorAll(".glyph.on, .glyph.near")) one.classList.remove("on", "near");
    const { open, hover } = store.state;
    if (hover !== null) lanes?.element(hover)?.classList.add("near");
    if (open !== null) lanes?.element(open)?.classList.add("on");
    markPublished(published, facets, scale, open ?? hover);
  };

  const at = (event: MouseEvent, reach: number): number | null => {
    const box = lanesBox.getBoundingClientRect();
    return lanes?.find(event.clientX - box.left, event.clientY - box.top + lanesBox.scrollTop, reach)?.event ?? null;
  };
  followZoom(lanesBox, axisBox, {
    scale: () => scale,
    zoom: (day, factor) => look(zoomView(viewed(), whole, day, factor)),
    pan: (days) => look(panView(viewed(), whole, days)),
  });
  root.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.target instanceof HTMLSelectElement) return;
    const view = viewed();
    const factor = event.key === "+" || event.key === "=" ? 2 : event.key === "-" ? 0.5 : null;
    if (factor !== null) look(zoomView(view, whole, middleOf(view, store.state), factor));
    else if (event.key === "0") look(whole);
    else if (event.shiftKey && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
      look(panView(view, whole, ((event.key === "ArrowLeft" ? -1 : 1) * (view.end - view.from)) / 5));
    } else return;
    event.preventDefault();
  });
  lanesBox.addEventListener("click", (event) => {
    const coarse = (event as PointerEvent).pointerType === "touch";
    const index = at(event, coarse ? COARSE_REACH : FINE_REACH);
    if (index !== null) page.openEvent(index, { pan: true });
  });
  lanesBox.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch") return;
    const index = at(event, FINE_REACH);
    lanesBox.classList.toggle("over-glyph", index !== null);
    if (index !== store.state.hover) store.set({ hover: index });
  });
  lanesBox.addEventListener("pointerleave", () => store.set({ hover: null }));

  const redrawLater = oncePerFrame(() => {
    redraw();
    mark();
  });
  store.follow((state, old) => {
    if (filtersDiffer(state, old, false) || state.stretch !== old.stretch) redrawLater();
    if (state.published !== old.published) void showPublished();
    if (state.open !== old.open || state.hover !== old.hover) mark();
  });
  page.followShown(oncePerFrame(showRange));
  new ResizeObserver(() => {
    tellScroll();
    // The map takes what the lanes leave: they grow and shrink with the filters.
    if (root.clientHeight !== height) page.map.invalidateSize({ animate: false, pan: false });
    height = root.clientHeight;
    if (root.clientWidth === width) return;
    width = root.clientWidth;
    redrawLater();
  }).observe(root);
  phone.addEventListener("change", redrawLater);
  redraw();
  mark();
  if (store.state.published) void showPublished();
  height = root.clientHeight; // so that the observer's first call draws nothing anew
}
