// The filters: every choice with the count of events it would show, and what is in use now as chips.

import { UNPLACED } from "../case/columns";
import type { Counts } from "../case/counts";
import { PRECISION_NUMBERS } from "../case/filter";
import { kindsOf } from "../case/kinds";
import type { Page } from "../case/page";
import { type State, UNFILTERED } from "../case/state";
import { arrange, button, given, make, oncePerFrame } from "../common/dom";
import { icon } from "../common/icons";
import { isolate } from "../common/surface";
import { OCCURRENCES, type Occurrence, PRECISIONS, type Source, STATUSES } from "../common/model";
import { rangeWords } from "../time/range";
import { roundExtent } from "../time/scale";
import { say } from "../words/messages";
import { capital } from "../words/wording";
import { mountChips } from "./chips";
import { withMember } from "./layerlist";

/** Choices laid out together in a long group. */
const PART = 30;

/** One thing to choose in a group. */
interface Choice {
  readonly words: string;
  readonly more?: string;
  readonly on: (state: State) => boolean;
  readonly turn: (on: boolean) => Partial<State>;
  readonly count: (counts: Counts) => number;
}

interface Group {
  readonly name: string;
  readonly choices: readonly Choice[];
}

/** Occurrences are kept as those that are off; none chosen means all, as in every other group. */
export function turnOccurrence(off: ReadonlySet<Occurrence>, occurrence: Occurrence, on: boolean): ReadonlySet<Occurrence> {
  const chosen = new Set(off.size === 0 ? [] : OCCURRENCES.filter((one) => !off.has(one)));
  if (on) chosen.add(occurrence);
  else chosen.delete(occurrence);
  return chosen.size === 0 ? new Set() : new Set(OCCURRENCES.filter((one) => !chosen.has(one)));
}

export function precisionWords(precision: number): string {
  const name = PRECISIONS[precision];
  return capital(precision === UNPLACED || !name ? say.offMap : say.precision[name]);
}

function groupsOf(page: Page, sources: readonly Source[], tags: readonly string[]): readonly Group[] {
  const { store } = page;
  const state = (): State => store.state;
  const seen = valuesOf(page);
  const groups: readonly Group[] = [
    {
      name: say.filterOccurrence,
      choices: OCCURRENCES.map((name, at) => [name, at] as const).filter(([name]) => seen.has(name)).map(([name, at]) => ({
        words: say.occurrence[name],
        on: ({ occurrencesOff }) => occurrencesOff.size > 0 && !occurrencesOff.has(name),
        turn: (on) => ({ occurrencesOff: turnOccurrence(state().occurrencesOff, name, on) }),
        count: ({ occurrences }) => occurrences[at] ?? 0,
      })),
    },
    {
      name: say.filterStatus,
      choices: STATUSES.map((name, at) => [name, at] as const).filter(([name]) => seen.has(name)).map(([name, at]) => ({
        words: say.status[name],
        on: ({ statuses }) => statuses.has(name),
        turn: (on) => ({ statuses: withMember(state().statuses, name, on) }),
        count: ({ statuses }) => statuses[at] ?? 0,
      })),
    },
    {
      name: say.filterConflict,
      choices: !seen.has("conflict") ? [] : [{
        words: say.sourcesDisagree,
        on: ({ conflictsOnly }) => conflictsOnly,
        turn: (on) => ({ conflictsOnly: on }),
        count: ({ conflicts }) => conflicts,
      }],
    },
    {
      name: say.filterPrecision,
      choices: PRECISION_NUMBERS.filter((precision) => seen.has(precision)).map((precision) => ({
        words: precisionWords(precision),
        on: ({ precisions }) => precisions.has(precision),
        turn: (on) => ({ precisions: withMember(state().precisions, precision, on) }),
        count: ({ precisions }) => precisions[precision] ?? 0,
      })),
    },
    {
      name: say.filterTag,
      choices: tags.map((tag, at) => ({
        words: tag,
        on: (now) => now.tags.has(at),
        turn: (on) => ({ tags: withMember(state().tags, at, on) }),
        count: (counts) => counts.tags[at] ?? 0,
      })),
    },
    {
      name: say.filterSource,
      choices: sources.map((source, at) => ({
        words: source.publisher || source.id,
        more: [source.title, isolate(source.published)].filter(Boolean).join(say.listComma),
        on: (now) => now.sources.has(at),
        turn: (on) => ({ sources: withMember(state().sources, at, on) }),
        count: (counts) => counts.sources[at] ?? 0,
      })),
    },
  ];
  return groups.filter(({ choices }) => choices.length > 0);
}

/** What the events of the case have: a choice that never finds anything is none. */
function valuesOf({ events }: Page): ReadonlySet<string | number> {
  const { occurrence, status, precision, disagrees } = kindsOf(events.columns);
  return new Set<string | number>([
    ...occurrence.map((at) => OCCURRENCES[at] ?? ""), ...status.map((at) => STATUSES[at] ?? ""), ...precision, ...(disagrees.includes(true) ? ["conflict"] : []),
  ]);
}

interface Row {
  readonly box: HTMLInputElement;
  /** Null where there is nothing to count. */
  readonly count: Text | null;
  readonly label: HTMLElement;
  readonly choice: Choice;
  /** The count that it shows; most stay as they are when another filter changes. */
  shown: number;
}

function drawGroup(group: Group, page: Page, rows: Row[]): HTMLElement {
  const list = make("div", { class: "choices" });
  let part = list;
  group.choices.forEach((choice, at) => {
    // What is scrolled out of sight is not laid out, part by part.
    if (group.choices.length > PART && at % PART === 0) list.append((part = make("div", { class: "choices-part" })));
    const box = make("input", { type: "checkbox", class: "check" });
    box.addEventListener("change", () => page.store.set(choice.turn(box.checked)));
    const count = document.createTextNode("");
    const words = make("span", { class: "words" }, given("span", choice.words), choice.more ? given("span", choice.more, { class: "meta" }) : null);
    const label = make("label", { class: "choice" }, box, words, make("span", { class: "count" }, count));
    rows.push({ box, count, label, choice, shown: -1 });
    part.append(label);
  });
  return make("fieldset", {}, make("legend", {}, group.name), list);
}

/** A filter in use: its name, what is chosen, and how it is taken away. */
interface Active {
  readonly name: string;
  readonly words: string;
  readonly clear: Partial<State>;
}

/** Short words for the choices of a group: their names, or how many. */
const brief = (names: readonly string[], all: number): string => (names.length > 2 ? say.allBut(names.length, all) : names.map(isolate).join(say.listComma));

export function activeFilters(page: Page, sources: readonly Source[], tags: readonly string[]): readonly Active[] {
  const { head, extent } = page.events;
  const now = page.store.state;
  const active: Active[] = [];
  if ((now.from !== null || now.to !== null) && extent) {
    active.push({ name: say.filterTime, words: rangeWords(now, roundExtent(...extent), true), clear: { from: null, to: null } });
  }
  if (now.certain) active.push({ name: say.filterTime, words: say.certainShort, clear: { certain: false } });
  if (now.layersOff.size > 0) {
    const on = head.layers.flatMap((layer, at) => (now.layersOff.has(at) ? [] : [layer.label || layer.title]));
    active.push({ name: say.filterLayer, words: on.length === 0 ? say.allBut(0, head.layers.length) : brief(on, head.layers.length), clear: { layersOff: new Set() } });
  }
  if (now.occurrencesOff.size > 0) {
    const on = OCCURRENCES.filter((name) => !now.occurrencesOff.has(name)).map((name) => say.occurrence[name]);
    active.push({ name: say.filterOccurrence, words: brief(on, OCCURRENCES.length), clear: { occurrencesOff: new Set() } });
  }
  if (now.statuses.size > 0) {
    active.push({ name: say.filterStatus, words: brief([...now.statuses].map((name) => say.status[name]), STATUSES.length), clear: { statuses: new Set() } });
  }
  if (now.precisions.size > 0) {
    active.push({ name: say.filterPrecision, words: brief([...now.precisions].map(precisionWords), PRECISION_NUMBERS.length), clear: { precisions: new Set() } });
  }
  if (now.conflictsOnly) active.push({ name: say.filterConflict, words: say.disagree, clear: { conflictsOnly: false } });
  if (now.tags.size > 0) {
    active.push({ name: say.filterTag, words: brief([...now.tags].map((at) => tags[at] ?? ""), tags.length), clear: { tags: new Set() } });
  }
  if (now.sources.size > 0) {
    active.push({ name: say.filterSource, words: brief([...now.sources].map((at) => sources[at]?.publisher ?? ""), sources.length), clear: { sources: new Set() } });
  }
  if (now.told) active.push({ name: say.filterWords, words: say.quoted(now.query.trim()), clear: { query: "" } });
  return active;
}

/** The button goes into the heading; the chips, the choices and what is in use go into `root`. */
export function mountFilters(heading: HTMLElement, root: HTMLElement, page: Page): void {
  const { store } = page;
  let sources: readonly Source[] = [];
  let tags: readonly string[] = [];
  let rows: Row[] = [];
  const chips = make("div", { class: "chips", id: "chips", role: "group", "aria-label": say.filterEvents });
  mountChips(chips, page);
  const choices = make("div", { class: "filters", id: "filters", role: "group", "aria-label": say.filters, hidden: true });
  const inUse = make("div", { class: "in-use", role: "group", "aria-label": say.activeFilters, hidden: true });

  const turn = (open: boolean): void => {
    choices.hidden = !open;
    for (const control of [toggle, more]) control.setAttribute("aria-expanded", String(open));
    if (!open) return;
    void name().then(fill);
  };
  /** What the sources and tags are called stands in blocks that are opened when they are asked for. */
  const name = async (): Promise<void> => {
    const [come, facets] = await Promise.all([page.events.sources(), page.facets()]);
    sources = come;
    tags = facets.tags;
  };
  const fill = (): void => {
    if (rows.length > 0) return show();
    const made: Row[] = [];
    const groups = groupsOf(page, sources, tags).map((group) => drawGroup(group, page, made));
    const times = [
      drawTick(say.certainOnly, ({ certain }) => certain, (certain) => ({ certain })),
      // Its button on the timeline has no room on a narrow screen.
      drawTick(say.publishedTitle, ({ published }) => published, (published) => ({ published })),
    ];
    rows = [...made, ...times];
    choices.replaceChildren(
      make("fieldset", {}, make("legend", {}, say.filterTime), make("div", { class: "choices" }, ...times.map(({ label }) => label))), ...groups,
    );
    show();
  };
  const drawTick = (words: string, on: (state: State) => boolean, turn: (on: boolean) => Partial<State>): Row => {
    const box = make("input", { type: "checkbox", class: "check" });
    box.addEventListener("change", () => store.set(turn(box.checked)));
    const label = make("label", { class: "choice" }, box, make("span", { class: "words" }, words));
    return { box, count: null, label, choice: { words, on, turn, count: () => 1 }, shown: -1 };
  };
  const attributes = { "aria-controls": "filters", "aria-expanded": "false" };
  const toggle = button({ ...attributes, class: "icon-button flat", "aria-label": say.filters, title: say.filters }, () => turn(choices.hidden), icon("filter", 18));
  const more = button({ ...attributes, class: "chip of-all" }, () => turn(choices.hidden), icon("filter", 16), make("span", {}, say.moreFilters));
  choices.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    turn(false);
    (toggle.offsetParent ? toggle : more).focus();
  });
  chips.prepend(more);
  heading.append(toggle);
  root.append(chips, inUse, choices);

  /** What was pressed goes away with its filter: the focus goes to where filters are chosen. */
  const drop = (change: Partial<State>): void => {
    store.set(change);
    (toggle.offsetParent ? toggle : more).focus();
  };
  const show = (): void => {
    const { state } = store;
    if (sources.length === 0 && state.sources.size + state.tags.size > 0) return void name().then(show);
    if (!choices.hidden) {
      const counts = page.shown().counts();
      for (const row of rows) {
        const on = row.choice.on(state);
        if (row.box.checked !== on) row.box.checked = on;
        const n = row.choice.count(counts);
        if (n === row.shown) continue;
        if (row.count) row.count.data = say.number(n);
        if ((n === 0) !== (row.shown === 0)) row.label.classList.toggle("empty", n === 0);
        row.shown = n;
      }
    }
    const active = activeFilters(page, sources, tags);
    inUse.hidden = active.length === 0;
    toggle.classList.toggle("in-use-mark", active.length > 0);
    arrange(inUse, [
      ...active.map(({ name, words, clear }) =>
        button({ class: "chip", "aria-label": say.removeFilter(name, words) }, () => drop(clear),
          given("span", say.chosenOf(name, words)), icon("close", 12))),
      ...(active.length > 0 ? [button({ class: "link" }, () => drop(UNFILTERED), say.clearAll)] : []),
    ]);
  };
  page.followShown(oncePerFrame(show));
  store.follow((now, before) => {
    if (now.published !== before.published) show();
  });
  show();
}
