// The claims of an event: what each source says, and a source that is new.

import { button, make } from "../common/dom";
import { field, type Field } from "./fields";
import { type Claim, fill, readList, writeList } from "./table";

export interface Source {
  readonly id: string;
  readonly publisher: string;
  readonly title: string;
  readonly published: string;
  readonly url: string;
}

const LIST = "known-sources";
const SHOWN_MOST = 2000;

interface Row {
  readonly element: HTMLElement;
  readonly fields: readonly Field[];
  claim: Claim;
}

/** The list of claims in the form. */
export class Claims {
  readonly element = make("div", { class: "claims" });
  private readonly rows: Row[] = [];
  private readonly list = make("datalist", { id: LIST });
  private readonly fresh: readonly Field[] = [
    field("publisher", { label: "Publisher of a new source" }),
    field("url", { label: "Its address" }),
    field("title", { label: "Its title" }),
    field("published", { label: "Published (date)" }),
  ];
  private readonly freshBox: HTMLDetailsElement;

  constructor(private readonly changed: () => void) {
    this.freshBox = make(
      "details", { class: "fresh" }, make("summary", {}, "A source that is not in the list"),
      make("p", { class: "hint" }, "Leave the source of the claim empty: it takes this one."),
      ...this.fresh.map(({ element }) => element),
    );
    for (const one of this.fresh) one.input.addEventListener("input", changed);
    const more = button({ class: "button small" }, () => {
      this.add({});
      this.changed();
      this.rows.at(-1)?.fields[0]?.input.focus();
    }, "Add a claim");
    this.element.append(make("h3", {}, "What sources say"), make("div", { class: "rows" }), more, this.freshBox, this.list);
  }

  setSources(sources: readonly Source[]): void {
    const told = (one: Source): string => [one.publisher, one.title, one.published].filter(Boolean).join(", ");
    this.list.replaceChildren(...sources.slice(0, SHOWN_MOST).map((one) => make("option", { value: one.id }, told(one))));
  }

  show(claims: readonly Claim[]): void {
    this.rows.length = 0;
    this.element.querySelector(".rows")?.replaceChildren();
    for (const one of this.fresh) one.input.value = "";
    this.freshBox.open = false;
    for (const claim of claims.length > 0 ? claims : [{}]) this.add(claim);
  }

  /** The claims as they stand; fields that the form does not know stay as they were. */
  read(): Claim[] {
    const claims = this.rows.map(({ claim, fields }) => {
      const written: Record<string, unknown> = { ...claim };
      for (const { name, input } of fields) {
        const text = input instanceof HTMLInputElement && input.type === "checkbox" ? "" : input.value.trim();
        written[name] = name === "citing" ? readList(text) : text;
      }
      written["denies"] = written["denies"] === "yes";
      return fill(written);
    });
    return claims.filter((claim) => Object.keys(claim).length > 0);
  }

  /** The fields of the new source; null when none is described. */
  readSource(): Claim | null {
    const source = fill(Object.fromEntries(this.fresh.map(({ name, input }) => [name, input.value.trim()])));
    return Object.keys(source).length > 0 ? source : null;
  }

  fields(): readonly Field[] {
    return this.rows.flatMap(({ fields }) => fields);
  }

  private add(claim: Claim): void {
    const fields = [
      field("source", { label: "Source", list: LIST, hint: "Its id; type a part of its publisher to find it." }),
      field("text", { label: "What it says, in your words", lines: 2 }),
      field("quote", { label: "Its exact words, at most 15", lines: 1 }),
      field("date", { label: "Its own date, where it differs" }),
      field("date_as_written", { label: "Its words for the date" }),
      field("place", { label: "Its own place, where it differs" }),
      field("place_as_written", { label: "Its words for the place" }),
      field("citing", { label: "Whom it leans on", hint: "Outermost first, with ; between." }),
      field("denies", { label: "Does it deny the event?", choices: [["", "No"], ["yes", "Yes, it denies it"]] }),
    ];
    for (const { name, input } of fields) {
      const value = claim[name];
      input.value = name === "citing" ? writeList(value) : name === "denies" ? (value ? "yes" : "") : String(value ?? "");
      input.addEventListener("input", this.changed);
    }
    const [source, text, quote, ...rest] = fields.map(({ element }) => element);
    const used = fields.slice(3).some(({ input }) => input.value !== "");
    const further = make("details", { class: "further", open: used }, make("summary", {}, "Its date, place and origin"), ...rest);
    const drop = button({ class: "button small" }, () => {
      const at = this.rows.indexOf(row);
      this.rows.splice(at, 1);
      row.element.remove();
      this.number();
      this.changed();
      (this.rows[Math.max(0, at - 1)]?.fields[0]?.input ?? this.element.querySelector("button"))?.focus();
    }, "Remove this claim");
    const row: Row = {
      element: make("fieldset", { class: "claim-row" }, make("legend", {}, ""), source ?? "", text ?? "", quote ?? "", further, drop),
      fields,
      claim,
    };
    this.rows.push(row);
    this.element.querySelector(".rows")?.append(row.element);
    this.number();
  }

  private number(): void {
    this.rows.forEach(({ element }, at) => {
      const legend = element.querySelector("legend");
      if (legend) legend.textContent = `Claim ${at + 1}`;
    });
  }
}
