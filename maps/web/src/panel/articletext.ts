// An article as a page to read: its passages marked in the hue of the layer, with the numbers of the map.

import type { Page } from "../case/page";
import { type Child, given, make } from "../common/dom";
import { outLink } from "../common/links";
import type { ArticleText, EventText, Source } from "../common/model";
import { say } from "../words/messages";
import { countPassages, lastRuns } from "../words/passages";

/** Events whose titles are asked for at once: more would keep a long article waiting. */
const TOLD_MOST = 2000;

function underTitle(article: ArticleText, source: Source | undefined): HTMLElement {
  const [publisher, published] = [source?.publisher ?? "", source?.published ?? ""];
  const words =
    article.kind === "digest"
      ? [say.digestOf(publisher, published), say.notItsText]
      : [publisher ? say.textOf(publisher, published) : published, article.license ? say.licensed(article.license) : ""];
  const line = make("p", { class: "meta under-title" });
  line.append(given("span", words.filter(Boolean).join(" · ")));
  for (const link of [
    source ? outLink(source.url, say.report, say.reportBy(publisher)) : null,
    source ? outLink(source.archive, say.archive, say.archiveOf(publisher)) : null,
  ]) if (link) line.append(line.textContent ? " · " : "", link);
  return line;
}

function key(article: ArticleText, numbers: ReadonlyMap<number, number>): readonly Child[] {
  const { all, placed, off } = countPassages(article, numbers);
  if (all === 0) return [make("p", { class: "meta passage-count" }, say.noPassages)];
  const sample = (name: string, words: string, meaning: string): HTMLElement =>
    make("li", {}, make("span", { class: `sample ${name}` }, words), make("span", {}, meaning));
  return [
    make("p", { class: "meta passage-count" }, say.passages(all, placed, off)),
    make(
      "ul", { class: "passage-key" },
      sample("passage c-blue", say.keySolid, say.keyOccurred),
      sample("passage expected c-green", say.keyDashed, say.keyExpected),
      sample("passage off", say.keyDotted, say.keyOffMap),
      make("li", {}, make("b", { class: "number" }, "1"), make("span", {}, say.keyNumber)),
    ),
  ];
}

/** The body of an article; `go` is called with the event of a passage that is chosen. */
export function makeArticle(
  page: Page, article: ArticleText, source: Source | undefined, numbers: ReadonlyMap<number, number>, go: (event: number) => void,
): HTMLElement {
  const { events } = page;
  const last = lastRuns(article);
  const marks = new Map<number, HTMLElement[]>();

  const markOf = (text: string, passages: readonly number[], paragraph: number, run: number): readonly Child[] => {
    const [event] = article.passages[passages[0] as number] as readonly [number, number];
    const placed = numbers.has(event);
    const names = [
      "passage", `c-${events.head.layers[events.layer(event)]?.color ?? "black"}`,
      ...(events.occurrence(event) === "expected" ? ["expected"] : []), ...(placed ? [] : ["off"]),
    ];
    const mark = make("mark", { class: names.join(" "), role: "button", tabindex: 0, "data-event": event }, text);
    mark.addEventListener("click", () => go(event));
    mark.addEventListener("keydown", (pressed) => {
      if (pressed.key !== "Enter" && pressed.key !== " ") return;
      pressed.preventDefault();
      go(event);
    });
    const hover = (on: boolean) => (): void => {
      const { state } = page.store;
      if (on && placed) page.store.set({ hover: event });
      else if (!on && state.hover === event) page.store.set({ hover: null });
    };
    mark.addEventListener("pointerenter", hover(true));
    mark.addEventListener("pointerleave", hover(false));
    mark.addEventListener("focus", hover(true));
    mark.addEventListener("blur", hover(false));
    for (const passage of passages) {
      const [of] = article.passages[passage] as readonly [number, number];
      marks.set(of, [...(marks.get(of) ?? []), mark]);
    }
    const ending = passages.filter((passage) => {
      const [atParagraph, atRun] = last.get(passage) ?? [];
      return atParagraph === paragraph && atRun === run;
    });
    const ended = ending.flatMap((passage) => numbers.get((article.passages[passage] as readonly [number, number])[0]) ?? []);
    const told = [...new Set(ended)].join(", ");
    return [mark, told ? make("sup", { class: "number" }, told) : null];
  };

  const paragraphs = article.paragraphs.map((runs, paragraph) =>
    make(
      "p", { dir: "auto" },
      ...runs.flatMap(([text, passages], run) => (passages.length === 0 ? [text] : markOf(text, passages, paragraph, run))),
    ),
  );
  const title = article.title || source?.title || say.untitledArticle(source?.publisher ?? "");
  const element = make(
    "article", { class: "reading", "aria-labelledby": "article-title" },
    given("h2", title, { id: "article-title" }),
    underTitle(article, source),
    make("div", { class: "article-text", lang: article.language || null }, ...paragraphs),
    make("div", { class: "article-foot" }, ...key(article, numbers)),
  );
  // What lies behind a passage is told with it, once the texts have come.
  for (const [event, parts] of [...marks].slice(0, TOLD_MOST)) {
    void events.text(event).then((text: EventText) => {
      for (const part of parts) part.setAttribute("title", [say.passageOf(text.title), ...(numbers.has(event) ? [] : [say.offMap])].join(", "));
    });
  }
  return element;
}
