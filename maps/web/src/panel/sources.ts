// The sources of the case as a fold of the panel: who published what, and where it stands.

import type { Page } from "../case/page";
import { button, given, make } from "../common/dom";
import { icon } from "../common/icons";
import { outLink } from "../common/links";
import type { Source } from "../common/model";
import { say } from "../words/messages";

/** Sources shown at once; a case of some thousand reports must not freeze the page. */
const LIMIT = 500;
/** Events up to which counting their claims is cheap. */
const COUNTABLE = 2000;

interface Resting {
  readonly index: number;
  readonly title: string;
}

/** The events that rest on each source; null where there are too many to look through. */
async function findEvents(page: Page, sources: number): Promise<readonly (readonly Resting[])[] | null> {
  if (page.events.count > COUNTABLE) return null;
  const found: Resting[][] = Array.from({ length: sources }, () => []);
  for (let index = 0; index < page.events.count; index++) {
    const { claims, title } = await page.events.text(index);
    for (const source of new Set(claims.map((claim) => claim.source))) found[source]?.push({ index, title });
  }
  return found;
}

/** "3 events", which unfolds into their titles. */
function eventsFold(page: Page, source: Source, resting: readonly Resting[]): HTMLElement {
  const titles = resting.map(({ index, title }) =>
    make("li", {}, button({ class: "link", dir: "auto" }, () => page.openEvent(index, { pan: true }), title)),
  );
  return make(
    "details", { class: "of-source" }, make("summary", {}, icon("next", 12), make("span", {}, say.usedBy(resting.length))),
    make("ul", { "aria-label": say.eventsOf(source.publisher) }, ...titles),
  );
}

/** Report and archive, each a link when its address is one we follow, else its text. */
export function sourceLinks(source: Source): readonly (Node | string)[] {
  const report = outLink(source.url, say.report, say.reportBy(source.publisher));
  const archive = outLink(source.archive, say.archive, say.archiveOf(source.publisher));
  const links: (Node | string)[] = [];
  if (report) links.push(report);
  if (report && archive) links.push(" · ");
  if (archive) links.push(archive);
  return links;
}

function sourceRow(page: Page, source: Source, number: number, resting: readonly Resting[] | undefined): HTMLLIElement {
  const meta = [source.author, source.published, source.language].filter(Boolean);
  const article = page.events.head.articles.findIndex((one) => one.source === number);
  const links: (Node | string)[] = [...sourceLinks(source)];
  if (article >= 0) {
    links.push(links.length > 0 ? " · " : "", button({ class: "link" }, () => page.store.set({ article }), say.readArticle));
  }
  return make(
    "li", { "data-source": source.id },
    given("b", source.publisher), " ", given("span", source.title),
    given("span", meta.join(" · "), { class: "meta" }),
    make("span", { class: "links" }, ...links),
    resting && resting.length > 0 ? eventsFold(page, source, resting) : resting ? make("span", { class: "meta" }, say.usedBy(0)) : null,
  );
}

export function mountSources(root: HTMLElement, page: Page): void {
  const name = make("span", { class: "name" }, say.sourcesTerm);
  const list = make("ul", { class: "source-list" });
  const fold = make("details", { class: "fold" }, make("summary", {}, icon("next", 14), name), list);
  root.append(fold);
  void page.events.sources().then((sources) => {
    name.textContent = say.listSources(sources.length);
    fold.hidden = sources.length === 0;
  });
  let filled = false;
  fold.addEventListener("toggle", () => {
    if (!fold.open || filled) return;
    filled = true;
    void (async (): Promise<void> => {
      const sources = await page.events.sources();
      const resting = await findEvents(page, sources.length);
      let shown = 0;
      const more = make("div", { class: "foot" });
      const show = (): void => {
        const next = sources.slice(shown, shown + LIMIT);
        list.append(...next.map((source, at) => sourceRow(page, source, shown + at, resting?.[shown + at])));
        shown += next.length;
        more.replaceChildren();
        if (shown >= sources.length) return;
        const control = make("button", { type: "button", class: "button small" }, say.showMore(Math.min(LIMIT, sources.length - shown)));
        control.addEventListener("click", show);
        more.append(control);
      };
      show();
      list.after(more);
    })();
  });
}
