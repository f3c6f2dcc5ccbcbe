// The drafts that wait: what reports were read for, until a person accepts or drops it.

import { button, given, make } from "../common/dom";
import { type Article, articleBox } from "./article";
import { read } from "./ask";
import type { Table } from "./table";

export interface Draft {
  readonly key: string;
  readonly source: string;
  readonly table: Table;
  readonly reasons: Readonly<Record<string, unknown>>;
  /** Its date and its place or movement, in words. */
  readonly when: string;
  readonly where: string;
}

interface Told {
  readonly drafts: readonly Draft[];
  readonly articles: readonly Article[];
}

const SHOWN_MOST = 200;

export class Shelf {
  readonly element = make("section", { class: "shelf", "aria-label": "Drafts", hidden: true });
  private told: Told = { drafts: [], articles: [] };

  /** `open` is told which draft was chosen. */
  constructor(private readonly open: (draft: Draft) => void) {}

  /** Whether anything waits. */
  get filled(): boolean {
    return this.told.drafts.length > 0;
  }

  /** Read the drafts anew. */
  async refresh(): Promise<void> {
    this.told = (await read<Told>("/api/drafts")).value ?? { drafts: [], articles: [] };
    const { drafts } = this.told;
    const title = (draft: Draft): string => String(draft.table["title"] ?? draft.key);
    const about = (draft: Draft): string => [draft.when || "Undated", draft.where, draft.source].filter(Boolean).join(" · ");
    this.element.replaceChildren(
      make("h2", {}, drafts.length === 1 ? "1 draft waits" : `${drafts.length} drafts wait`),
      make("p", { class: "hint" }, "Read in reports; on the map only once you accept them."),
      make("ul", { class: "candidates" }, ...drafts.slice(0, SHOWN_MOST).map((draft) =>
        make("li", {}, button({ class: "candidate draft" }, () => this.open(draft), given("span", title(draft)), given("span", about(draft), { class: "hint" }))))),
    );
  }

  /** The article that a draft was read in, its words marked; null where it is not saved. */
  article(draft: Draft): HTMLElement | null {
    const found = this.told.articles.find(({ source }) => source === draft.source);
    return found ? articleBox(found, Number(draft.reasons["start"]), Number(draft.reasons["end"])) : null;
  }
}
