// The list of conflicts, as a fold of the panel: what the sources of an event differ on, who says what, what we use.

import { kindsOf } from "../case/kinds";
import type { Page } from "../case/page";
import { button, given, make, oncePerFrame } from "../common/dom";
import { icon } from "../common/icons";
import { type ConflictText, type EventText, RETRACTED, type Source } from "../common/model";
import { drawBadge } from "../common/swatch";
import { say } from "../words/messages";
import { capital, conflictNames, publishersOf } from "../words/wording";
import { eventSwatch } from "./row";

const PAGE_ROWS = 50;

function conflictLine(conflict: ConflictText, text: EventText, sources: readonly Source[]): HTMLElement {
  const line = make("span", { class: "reason" }, given("b", `${capital(conflictNames([conflict]))}: `));
  conflict.sides.forEach((side, at) => {
    const who = publishersOf(side, text.claims, sources).join(", ") || say.ourOwn;
    line.append(at > 0 ? " · " : "", given("bdi", say.saidBy(capital(side.words), who)));
  });
  const chosen = conflict.sides.find((side) => side.chosen);
  line.append(". ", given("span", conflict.reason && chosen ? say.weUseThis(chosen.words) : conflict.reason ? say.explained : say.unresolved, { class: "strong" }));
  return line;
}

/** Mount the fold; it lists the events that pass the filters, and is not there where no sources disagree. */
export function mountDisagreements(root: HTMLElement, page: Page): void {
  const { events } = page;
  const { of, disagrees, status } = kindsOf(events.columns);
  const counted = disagrees.map((one, kind) => one && status[kind] !== RETRACTED);
  const differs = (index: number): boolean => counted[of[index] as number] === true;
  if (!counted.includes(true)) return;

  const name = make("span", { class: "name" });
  const list = make("ul", { class: "list tray disagreements" });
  const foot = make("div", { class: "foot" });
  const fold = make("details", { class: "fold" }, make("summary", {}, drawBadge(18), name), list, foot);
  root.append(fold);
  let limit = PAGE_ROWS;
  let turn = 0;

  const row = (index: number, text: EventText, sources: readonly Source[]): HTMLElement =>
    make(
      "li", {},
      button(
        { class: "row" }, () => page.openEvent(index, { pan: true }), eventSwatch(page, index, text),
        make("span", { class: "what" }, given("span", text.title, { class: "title" }), ...text.conflicts.map((one) => conflictLine(one, text, sources))),
      ),
    );

  const show = async (): Promise<void> => {
    const mine = ++turn;
    const passing = page.shown();
    let count = 0;
    for (const index of passing.indices) if (differs(index)) count += 1;
    name.textContent = say.disagreements(count);
    fold.hidden = count === 0;
    if (!fold.open) return;
    const sources = await events.sources();
    const shown: number[] = [];
    for (const index of passing.indices) {
      if (shown.length === limit) break;
      if (differs(index)) shown.push(index);
    }
    const texts = await Promise.all(shown.map((index) => events.text(index)));
    if (mine !== turn) return;
    list.replaceChildren(...shown.map((index, at) => row(index, texts[at] as EventText, sources)));
    const rest = count - shown.length;
    foot.replaceChildren(...(rest > 0 ? [button({ class: "button small more" }, () => {
      limit += PAGE_ROWS;
      void show();
    }, say.showMore(Math.min(PAGE_ROWS, rest)))] : []));
  };
  fold.addEventListener("toggle", () => void show());
  page.followShown(oncePerFrame(() => void show()));
  fold.querySelector("summary")?.prepend(icon("next", 14));
  void show();
}
