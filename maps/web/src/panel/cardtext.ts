// The body of the card, in the order a reader needs: what, how sure, when, where, who differs, who says so.

import type { Page } from "../case/page";
import { button, make, given, type Child } from "../common/dom";
import { icon } from "../common/icons";
import type { ClaimText, ConflictText, EventText, Interval, Source } from "../common/model";
import { drawBadge } from "../common/swatch";
import { caseLanguage } from "../words/language";
import { say } from "../words/messages";
import { eventCorrections } from "./corrections";
import { eventSwatch } from "./row";
import { sourceLinks } from "./sources";
import {
  capital, chosenSpan, conflictChoice, conflictLead, lapsedWords, precisionWords, statusLine, voices, writtenWhen,
} from "../words/wording";

function dateLine(text: EventText, intervals: readonly Interval[]): HTMLElement {
  const line = make("p", { class: "when" }, given("b", capital(text.dateWords || say.undated)));
  const span = chosenSpan(intervals);
  if (span && span[1] === Infinity) line.append(make("span", {}, `· ${say.noEnd}`));
  if (text.conflicts.length > 0) {
    line.append(make("span", { class: "differs" }, drawBadge(), make("span", {}, say.disagree)));
  }
  return line;
}

/** The last two words kept on one line: "2 km" is one thing. */
function unbroken(words: string): readonly Child[] {
  const [, before, last] = /^(.*\s)(\S+\s\S+)$/.exec(words) ?? [];
  return before && last ? [before, make("span", { class: "unbroken" }, last)] : [words];
}

function placeLine(page: Page, index: number, text: EventText): HTMLElement | null {
  const { events } = page;
  const area = events.area(index) >= 0;
  const placed = events.placed(index);
  if (text.origin || text.destination) {
    return make(
      "p", { class: "where" }, given("bdi", say.movement(text.origin, text.destination)),
      make("span", { class: "second" }, ` · ${say.routeUnknown}`),
    );
  }
  if (!text.place && !placed) return null;
  const how = placed ? precisionWords(events.precision(index), text, area) : say.offMap;
  return make(
    "p", { class: "where" }, text.place ? given("bdi", text.place) : null,
    make("span", { class: "second" }, ...unbroken(text.place ? ` · ${how}` : capital(how))),
  );
}

function conflictBlock(text: EventText, sources: readonly Source[]): HTMLElement | null {
  if (text.conflicts.length === 0) return null;
  const paragraph = (conflict: ConflictText, at: number): HTMLElement => {
    const line = make("p", {}, make("b", {}, given("bdi", conflictLead(conflict, at === 0))));
    for (const side of conflict.sides) {
      line.append(" ", given("bdi", say.sideBy(capital(side.words), voices(side, conflict, text.claims, sources))));
    }
    line.append(" ", given("bdi", conflictChoice(conflict)));
    return line;
  };
  const more = button({ class: "link more", "aria-expanded": "false", hidden: true }, () => {
    const folded = block.classList.toggle("folded");
    more.setAttribute("aria-expanded", String(!folded));
    more.textContent = folded ? say.more : say.less;
  }, say.more);
  const block = make("div", { class: "conflict" }, ...text.conflicts.map(paragraph), more);
  return block;
}

/** Lines that folding a conflict must save: less would not be worth a button. */
const SAVED = 2;
const LINE = 20;

/** Once the card has its width: a long conflict shows how it begins, so that the sources come into view below it. */
export function foldConflict(card: HTMLElement): void {
  const block = card.querySelector<HTMLElement>(".conflict");
  const more = block?.querySelector<HTMLElement>(".more");
  if (!block || !more) return;
  const whole = block.offsetHeight;
  block.classList.add("folded");
  more.hidden = false;
  if (whole - block.offsetHeight >= SAVED * LINE) return;
  block.classList.remove("folded");
  more.hidden = true;
}

function claimLine(page: Page, claim: ClaimText, source: Source | undefined): HTMLElement {
  const head = source ? say.wrote(source.publisher, source.published) : "";
  const line = make("li", { class: "claim" }, given("b", `${head}:`));
  if (claim.denies) line.append(" ", make("b", { class: "denies" }, say.denies));
  if (claim.text) line.append(" ", given("span", claim.text, { lang: caseLanguage() }));
  if (claim.quote) line.append(" ", given("q", say.quoted(claim.quote), { lang: source?.language || caseLanguage() }));
  // The words behind a date of its own are what a reader compares first.
  if (claim.dateAsWritten && claim.date && !claim.quote?.includes(claim.dateAsWritten)) {
    const quoted = say.quoted(claim.dateAsWritten);
    line.append(" ", given("q", claim.text || claim.quote ? `(${quoted})` : quoted));
  }
  const cites = claim.citing?.join(say.listComma);
  if (cites) {
    const last = (line.textContent ?? "").trimEnd();
    const opens = /[.!?:]$/.test(last);
    line.append(opens ? " " : say.listSemicolon, given("span", opens ? capital(say.cites(cites)) : say.cites(cites)));
  }
  const links = source ? sourceLinks(source) : [];
  if (links.length > 0) line.append(" ", make("span", { class: "links" }, ...links));
  const { article } = claim;
  if (article !== undefined) {
    const read = (): void => page.store.set({ article, bare: true });
    line.append(links.length > 0 ? " · " : " ", button({ class: "link to-passage", "aria-label": say.passageIn(source?.publisher ?? "") }, read, say.passage));
  }
  return line;
}

function fold(name: string, ...content: readonly Child[]): readonly [HTMLButtonElement, HTMLElement] {
  const body = make("div", { class: "unfolded", hidden: true }, ...content);
  const toggle = make("button", { type: "button", class: "unfold", "aria-expanded": "false" }, icon("next", 14), make("span", {}, name));
  toggle.addEventListener("click", () => {
    body.hidden = !body.hidden;
    toggle.setAttribute("aria-expanded", String(!body.hidden));
  });
  return [toggle, body];
}

const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

/** What each source wrote of the date, when it wrote it, and what that comes to. */
function datings(text: EventText, sources: readonly Source[]): HTMLElement[] {
  return text.claims.flatMap((claim) => {
    const source = sources[claim.source];
    const [publisher, published] = [source?.publisher ?? "", source?.published ?? ""];
    const written = claim.dateAsWritten ?? "";
    if (!written) return claim.date ? [make("p", {}, given("bdi", `${say.wrote(publisher, published)}:`), " ", given("bdi", say.givesDate(claim.date)))] : [];
    const meant = claim.date || text.dateWords;
    const when = writtenWhen(published);
    return [
      make(
        "p", { class: "dating" }, given("bdi", `${publisher}:`), " ", given("q", say.quoted(written)), when ? given("bdi", say.written(when)) : null,
        ...(meant ? [make("span", { "aria-hidden": "true" }, ` ${say.leadsTo} `), make("span", { class: "spoken" }, ` ${say.means} `), given("b", meant)] : []),
      ),
    ];
  });
}

function wordings(text: EventText, sources: readonly Source[], of: (claim: ClaimText) => string): HTMLElement[] {
  return text.claims.flatMap((claim) => {
    const written = of(claim);
    if (!written) return [];
    const source = sources[claim.source];
    return [make("p", {}, given("bdi", `${say.wrote(source?.publisher ?? "", source?.published ?? "")}:`), " ", given("q", say.quoted(written)))];
  });
}

function folds(page: Page, index: number, text: EventText, sources: readonly Source[]): HTMLElement {
  const dated = datings(text, sources);
  const [dateToggle, dateBody] = fold(
    say.howDated,
    ...(dated.length > 0 ? dated : [make("p", {}, say.noDateWords)]),
    given("p", text.dateWords ? say.dateUsed(text.dateWords) : say.noDateGiven),
    text.dateReason ? given("p", text.dateReason) : null,
  );
  const placed = wordings(text, sources, (claim) => claim.placeAsWritten ?? "");
  const { events } = page;
  const area = events.area(index) >= 0;
  const onMap = events.placed(index);
  const [placeToggle, placeBody] = fold(
    say.howPlaced,
    ...(placed.length > 0 ? placed : [make("p", {}, say.noPlaceWords)]),
    onMap
      ? given("p", say.takenAs([text.place, precisionWords(events.precision(index), text, area)].filter(Boolean).join(say.listComma)))
      : given("p", sentence(`${capital(say.offMap)}: ${text.unplaced || say.noPlaceGiven}`)),
    text.placeReason ? given("p", sentence(text.placeReason)) : null,
    text.placeChoice ? given("p", sentence(capital(text.placeChoice))) : null,
  );
  return make("div", { class: "folds" }, make("div", { class: "unfolds" }, dateToggle, placeToggle), dateBody, placeBody);
}

/** Letters of a title that a card shows on any screen. */
const LONG_TITLE = 140;

/** The card's title; its swatch says what the mark says. */
export function cardTitle(page: Page, index: number, text: EventText): HTMLElement {
  const retracted = page.events.status(index) === "retracted";
  return make(
    "h2", { class: "name", id: "card-title", tabindex: -1 },
    eventSwatch(page, index, text), given(retracted ? "del" : "span", text.title, { lang: caseLanguage() }),
  );
}

/** Everything between the title and the actions. */
export function cardBody(page: Page, index: number, text: EventText, sources: readonly Source[]): readonly Child[] {
  const { events } = page;
  const intervals = events.intervals(index);
  const { layers } = events.head;
  const layer = layers[events.layer(index)];
  const lapsed = lapsedWords(events.occurrence(index), text, intervals, events.head.case.asOf);
  const onMap = events.placed(index);
  // What the sources differ on stands in the conflict block already.
  const differing = new Set(text.conflicts.map((conflict) => conflict.key));
  const values = text.values.filter(([key]) => !differing.has(key));
  return [
    // The layer by name: in grey its colour is none.
    make(
      "p", { class: events.status(index) === "retracted" ? "status strong" : "status" },
      given("bdi", statusLine(events.occurrence(index), events.status(index), text)),
      ...(layers.length > 1 && layer ? [" · ", given("span", layer.label || layer.title, { class: "of", lang: caseLanguage() })] : []),
    ),
    dateLine(text, intervals),
    lapsed ? given("p", lapsed, { class: "lapsed" }) : null,
    placeLine(page, index, text),
    onMap || !text.unplaced ? null : given("p", text.unplaced, { class: "off-map" }),
    conflictBlock(text, sources),
    text.summary ? given("p", text.summary, { class: "summary", lang: caseLanguage() }) : null,
    eventCorrections(page, index),
    values.length > 0
      ? make(
          "dl", { class: "values", "aria-label": say.counts },
          ...values.map(([key, value]) => make("div", {}, given("dt", key), given("dd", value))),
        )
      : null,
    make("h3", {}, text.claims.length > 0 ? say.reportsAndOrigins(text.reports, text.origins) : say.noSources),
    make("ul", { class: "claims" }, ...text.claims.map((claim) => claimLine(page, claim, sources[claim.source]))),
    folds(page, index, text, sources),
    // A title that the card cuts off stands here whole; who hears the page has heard it whole already.
    text.title.length > LONG_TITLE ? given("p", text.title, { class: "summary", lang: caseLanguage(), "aria-hidden": "true" }) : null,
  ];
}
