// The tools of the timeline: closer and farther, playing through time, what is certain, when reports came out.

import type { Page } from "../case/page";
import { button, dim, make } from "../common/dom";
import { icon } from "../common/icons";
import { say } from "../words/messages";
import { nextRange, type Pace, PACES, type Range } from "./play";

/** Between two steps of playing: long enough to read the map. */
const STEP_MS = 700;

export interface Tools {
  readonly element: HTMLElement;
  /** Put the buttons where the state has them; `closer`: whether the view may still go closer or farther. */
  show(can: { readonly closer: boolean; readonly farther: boolean }): void;
}

export interface ToolActs {
  readonly whole: readonly [number, number];
  readonly zoom: (factor: number) => void;
  /** Called with the day that playing has come to. */
  readonly reached: (day: number) => void;
}

export function makeTools(page: Page, { whole, zoom, reached }: ToolActs): Tools {
  const { store } = page;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const pace = make("select", { class: "pace", "aria-label": say.pace }, ...PACES.map((name) => make("option", { value: name }, say.paces[name])));
  pace.value = whole[1] - whole[0] > 400 ? "month" : whole[1] - whole[0] > 60 ? "week" : "day";

  let timer = 0;
  let mine: Range | null = null;
  /** Where playing came to that began without an end: stopped there, it goes on from there. */
  let grown: Range | null = null;
  const stop = (): void => {
    clearInterval(timer);
    timer = 0;
    mine = null;
    name();
  };
  /** One step on; at the end everything that was left out comes back, unless a stretch slides: it stays where it is. */
  const step = (): void => {
    const { from, to } = store.state;
    const grows = to === null || (grown?.from === from && grown.to === to);
    const next = nextRange({ from, to }, whole, pace.value as Pace, grows);
    if (!next) {
      stop();
      if (from === null || grows) store.set({ to: null });
      return;
    }
    mine = next;
    grown = grows ? next : null;
    if (next.to !== null) reached(next.to);
    store.set(next);
  };
  const toggle = (event: MouseEvent): void => {
    if (timer) return stop();
    step();
    // Who asks for less motion gets one step a press, and the rest on request.
    if ((calm.matches && !event.shiftKey) || !mine) return;
    timer = window.setInterval(step, STEP_MS);
    name();
  };
  const play = make("button", { type: "button", class: "icon-button flat small" });
  play.addEventListener("click", toggle);
  const name = (): void => {
    const words = timer ? say.pause : calm.matches ? say.playStep : say.play;
    play.setAttribute("aria-label", words);
    play.title = words;
    play.replaceChildren(icon(timer ? "pause" : "play", 16));
  };
  calm.addEventListener("change", () => {
    if (timer) stop();
    name();
  });
  store.follow((state) => {
    // Whoever takes the range in hand, or clears it, has stopped playing.
    if (timer && mine && (state.from !== mine.from || state.to !== mine.to)) stop();
  });

  const closer = button({ class: "icon-button flat small", "aria-label": say.timeCloser, title: say.timeCloser }, () => zoom(2), icon("plus", 16));
  const farther = button({ class: "icon-button flat small", "aria-label": say.timeFarther, title: say.timeFarther }, () => zoom(0.5), icon("minus", 16));
  const certain = button({ class: "button small toggle", title: say.certainOnly }, () => store.set({ certain: !store.state.certain }), say.certainly);
  const published = button({ class: "button small toggle", title: say.publishedTitle }, () => store.set({ published: !store.state.published }), say.publishedLane);
  name();
  // Beside an article, in the editor and on small screens these wait behind a button, so that the head keeps to one line.
  const options = make(
    "div", { class: "time-options", id: "time-options" }, published, certain, make("label", {}, make("span", { class: "meta" }, say.pace), pace),
  );
  const turn = (open: boolean): void => {
    options.classList.toggle("open", open);
    more.setAttribute("aria-expanded", String(open));
  };
  const more = button(
    { class: "icon-button flat small more", "aria-label": say.timeOptions, title: say.timeOptions, "aria-controls": "time-options", "aria-expanded": "false" },
    () => turn(!options.classList.contains("open")), icon("sliders", 18),
  );
  document.addEventListener("pointerdown", ({ target }) => {
    if (!options.contains(target as Node) && !more.contains(target as Node)) turn(false);
  });
  const element = make("div", { class: "time-tools", role: "group", "aria-label": say.timeTools }, more, options, play, farther, closer);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !options.classList.contains("open")) return;
    event.preventDefault();
    event.stopPropagation();
    turn(false);
    more.focus();
  });
  return {
    element,
    show: (can) => {
      dim(closer, !can.closer);
      dim(farther, !can.farther);
      certain.setAttribute("aria-pressed", String(store.state.certain));
      published.setAttribute("aria-pressed", String(store.state.published));
      more.classList.toggle("in-use-mark", store.state.certain || store.state.published);
    },
  };
}
