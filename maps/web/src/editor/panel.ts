// The panel beside the map: its boxes and buttons, and which of them show.

import { button, make } from "../common/dom";
import { icon } from "../common/icons";

/** What the panel's own buttons do. */
export interface Acts {
  readonly add: () => void;
  readonly save: () => void;
  readonly leave: () => void;
  readonly drop: () => void;
}

/** What stands in the panel, from top to bottom. */
export interface Parts {
  readonly bar: HTMLElement;
  readonly faults: HTMLElement;
  readonly start: HTMLElement;
  readonly shelf: HTMLElement;
  readonly form: HTMLElement;
}

/** How far the editing is. */
export interface Standing {
  readonly editing: boolean;
  /** Whether the event comes from a draft, or stands in a file. */
  readonly from: "draft" | "file" | null;
  readonly dirty: boolean;
  readonly busy: boolean;
  /** Whether drafts wait. */
  readonly waiting: boolean;
}

export class Panel {
  readonly element = make("aside", { class: "editor", "aria-label": "Editor" });
  /** Where there is no room for both, it takes the place of the map. */
  readonly opener = button({ class: "button opener", "aria-expanded": "false" }, () => this.toggle(true), "Edit");
  private readonly heading = make("h2", { tabindex: -1 });
  private readonly origin = make("p", { class: "hint" });
  private readonly said = make("p", { class: "said", role: "status" });
  private readonly dispute = make("div", {});
  private readonly article = make("div", {});
  private readonly body = make("div", { class: "body" });
  private readonly foot = make("div", { class: "foot" });
  private readonly adding: HTMLButtonElement;
  private readonly save: HTMLButtonElement;
  private readonly leave: HTMLButtonElement;
  private readonly dropping: HTMLButtonElement;

  constructor(private readonly parts: Parts, acts: Acts) {
    this.adding = button({ class: "button", "aria-pressed": "false" }, acts.add, icon("plus", 18), "Add an event");
    this.save = button({ class: "button primary" }, acts.save, "Save");
    this.dropping = button({ class: "button", hidden: true }, acts.drop, "Drop the draft");
    this.leave = button({ class: "button" }, acts.leave, "Discard");
    this.foot.append(this.save, this.dropping, this.leave);
    this.body.append(this.said, parts.faults, this.dispute, parts.start, parts.shelf, this.heading, this.origin, this.article, parts.form);
    this.element.append(parts.bar, make("div", { class: "tools" }, this.adding), this.body, this.foot);
  }

  /** Whether what is written could be saved now. */
  get ready(): boolean {
    return !this.save.disabled;
  }

  /** Say in a line what came of something. */
  say(words: string): void {
    this.said.textContent = words;
  }

  /** Take a line back, if it is the one that stands there. */
  unsay(words: string): void {
    if (this.said.textContent === words) this.say("");
  }

  /** Name the event that is edited, and where it stands. */
  name(title: string, origin: string): void {
    this.heading.textContent = title;
    this.origin.textContent = origin;
  }

  /** Show the article that an event was read in. */
  showArticle(article: HTMLElement | null): void {
    this.article.replaceChildren(...(article ? [article] : []));
  }

  /** Put the reader at the heading, with the article's own words for it in sight. */
  startReading(): void {
    this.heading.focus();
    this.article.querySelector("mark")?.scrollIntoView({ block: "nearest" });
    this.scrollUp();
  }

  scrollUp(): void {
    this.body.scrollTop = 0;
  }

  /** Show what two people wrote of one event until it is settled. */
  showDispute(box: HTMLElement | null): void {
    this.dispute.replaceChildren(...(box ? [box] : []));
  }

  focusSave(): void {
    this.save.focus();
  }

  toggle(open: boolean): void {
    this.element.toggleAttribute("data-open", open);
    this.opener.setAttribute("aria-expanded", String(open));
  }

  press(adding: boolean): void {
    this.adding.setAttribute("aria-pressed", String(adding));
  }

  /** Bring boxes and buttons in step with what is edited. */
  follow({ editing, from, dirty, busy, waiting }: Standing): void {
    this.parts.start.hidden = editing;
    this.parts.shelf.hidden = editing || !waiting;
    this.parts.form.hidden = this.heading.hidden = this.origin.hidden = this.foot.hidden = !editing;
    const idle = from === "file" && !dirty;
    this.dropping.hidden = from !== "draft";
    this.save.textContent = from === "draft" ? "Accept" : "Save";
    this.save.disabled = busy || !editing || idle;
    this.leave.disabled = busy || !editing || idle;
    this.leave.textContent = from === "file" ? "Discard" : "Cancel";
  }
}
