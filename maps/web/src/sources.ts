// The sources of the case as a fold of the panel: who published what, and where it stands.

import { given, make } from "./dom";
import { icon } from "./icons";
import { outLink } from "./links";
import { say } from "./messages";
import type { Source } from "./model";
import type { Page } from "./page";

/** Sources shown at once; a case of some thousand reports must not freeze the page. */
const LIMIT = 500;
/** Events up to which counting their claims is cheap. */
const COUNTABLE = 2000;

async function countEvents(page: Page, sources: number): Promise<readonly number[] | null> {
  if (page.events.count > COUNTABLE) return null;
  const counts = new Array<number>(sources).fill(0);
  for (let i = 0; i < page.events.count; i++) {
    const { claims } = await page.events.text(i);
    for (const source of new Set(claims.map((claim) => claim.source))) counts[source] = (counts[source] ?? 0) + 1;
  }
  return counts;
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

function sourceRow(source: Source, used: number | undefined): HTMLLIElement {
  const meta = [source.author, source.published, source.language, used === undefined ? "" : say.usedBy(used)].filter(Boolean);
  return make(
    "li", { "data-source": source.id },
    given("b", source.publisher), " ", given("span", source.title),
    given("span", meta.join(" · "), { class: "meta" }),
    make("span", { class: "links" }, ...sourceLinks(source)),
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
      const counts = await countEvents(page, sources.length);
      let shown = 0;
      const more = make("div", { class: "foot" });
      const show = (): void => {
        const next = sources.slice(shown, shown + LIMIT);
        list.append(...next.map((source, at) => sourceRow(source, counts?.[shown + at])));
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
