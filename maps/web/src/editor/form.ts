// The form of one event: its fields, its claims, and what differs from the file.

import { make } from "../common/dom";
import { type Fault, read } from "./ask";
import type { LayerName, Told } from "./case";
import { Claims, type Source } from "./claims";
import { field, type Field, spread } from "./fields";
import { type Candidate, placeSearch } from "./places";
import type { Spot } from "./stage";
import { type Claim, differences, fill, readList, readPairs, rebase, type Table, sayPrecision, typedAt, writeList, writePairs } from "./table";

const NUMBERS = new Set(["lon", "lat", "radius_m", "publish_radius_m"]);
const PAIRS = new Set(["values", "value_reasons"]);
const LISTS = new Set(["tags"]);
const PRECISIONS = ["", "exact", "site", "settlement", "district", "region"];
const DATE_WAIT_MS = 120;
/** Short fields that stand two in a row. */
const PAIRED = new Set(["lon", "precision"]);

/** Elements of fields, the short ones beside the next. */
function inPairs(elements: readonly HTMLElement[]): HTMLElement[] {
  const out: HTMLElement[] = [];
  for (let at = 0; at < elements.length; at++) {
    const [one, next] = [elements[at], elements[at + 1]];
    if (!one) continue;
    const name = one.querySelector("[name]")?.getAttribute("name") ?? "";
    if (PAIRED.has(name) && next) {
      out.push(make("div", { class: "pair" }, one, next));
      at += 1;
    } else out.push(one);
  }
  return out;
}

export class EventForm {
  readonly element = make("form", { class: "event-form", "aria-label": "Event", novalidate: true });
  base: Table = {};
  private readonly fields: readonly Field[];
  private readonly claims: Claims;
  private readonly layer: Field;
  private readonly meaning = make("p", { class: "meaning", role: "status" });
  private readonly whereabouts = make("p", { class: "hint" });
  private asked = 0;
  private placed: Told["placed"] = {};
  /** The precision that follows the digits of the coordinates as they are typed; empty once a person chose. */
  private followed = "";

  constructor(private readonly changed: () => void) {
    const whole: Field[] = [];
    const add = (...made: Field[]): HTMLElement[] => {
      whole.push(...made);
      return made.map(({ element }) => element);
    };
    this.layer = field("layer", { label: "Layer", choices: [] });
    const what = add(
      field("title", { label: "Title" }),
      field("summary", { label: "Summary", lines: 2 }),
      field("occurrence", { label: "Did it happen?", choices: [["", "Occurred"], ["expected", "Expected"], ["denied", "Denied"]] }),
      field("status", {
        label: "How well is it known?",
        choices: [["", "Reported"], ["claimed", "Claimed"], ["disputed", "Disputed"], ["confirmed", "Confirmed"], ["retracted", "Retracted"]],
      }),
      field("confirmed_by", { label: "Confirmed by whom" }),
      field("method", { label: "Confirmed how" }),
      field("retracted", { label: "Retracted on (date)" }),
      field("retracted_reason", { label: "Why it was retracted", lines: 2 }),
    );
    const when = add(
      field("date", { label: "Date (EDTF)", hint: "2025-05-18, 2025-05, [..2025-11] by November, 2025-06/2025-08 lasting." }, this.meaning),
      field("date_reason", { label: "Why this date (public)", lines: 2 }),
    );
    const search = placeSearch("Search for a place", (candidate) => this.takePlace(candidate));
    const where = add(
      field("place", { label: "Place, with what holds it" }),
      field("lon", { label: "Longitude", mode: "decimal" }),
      field("lat", { label: "Latitude", mode: "decimal" }),
      field("precision", { label: "How sure is the point?", choices: PRECISIONS.map((one) => [one, one || "As the place, or exact"]) }),
      field("radius_m", { label: "Within metres", mode: "numeric" }),
      field("place_reason", { label: "Why this place (public)", lines: 2 }),
    );
    const more = add(
      field("values", { label: "Counts and the like", lines: 2, hint: "One a line: ships = 1" }),
      field("value_reasons", { label: "Why these values, where sources differ", lines: 2, hint: "One a line: ships = The caption says one." }),
      field("tags", { label: "Tags", hint: "With ; between." }),
      field("label", { label: "A shorter title for the map" }),
      field("origin", { label: "A movement: from" }),
      field("destination", { label: "A movement: to" }),
      field("unplaced_reason", { label: "Keep it off the map, because" }),
      field("publish_radius_m", { label: "Publish its place only to within metres", mode: "numeric" }),
      field("note", { label: "Internal note (never published)", lines: 2 }),
    );
    this.fields = whole;
    this.claims = new Claims(changed);
    const group = (title: string, ...parts: HTMLElement[]): HTMLElement => make("section", { class: "group" }, make("h3", {}, title), ...parts);
    this.element.append(
      this.layer.element, group("What", ...what), group("When", ...when), group("Where", this.whereabouts, search, ...inPairs(where)),
      this.claims.element, make("details", { class: "group" }, make("summary", {}, "More"), ...more),
    );
    for (const { name, input } of whole) {
      input.addEventListener("input", () => {
        if (name === "status") this.fold();
        if (name === "date") void this.explain();
        if (name === "lon" || name === "lat") this.follow();
        if (name === "precision" || name === "radius_m") this.followed = "";
        changed();
      });
    }
    this.element.addEventListener("submit", (event) => event.preventDefault());
  }

  /** Show an event of the file, or a new one. */
  show(told: Told | null, layers: readonly LayerName[], start: Table = {}): void {
    this.base = told ? fill(told.table) : {};
    this.layer.element.hidden = told !== null;
    this.layer.input.replaceChildren(...layers.map(({ name, title }) => make("option", { value: name }, title)));
    this.put(told ? this.base : start);
    this.sayPlace(told);
    this.mark([]);
  }

  /** Show a draft: nothing of it stands in a layer yet. */
  showDraft(table: Table, layers: readonly LayerName[]): void {
    this.show(null, layers, fill(table));
  }

  /** Take up a newer version of the file: what was not touched here becomes the file's. */
  rebase(told: Told): void {
    const fresh = fill(told.table);
    const merged = rebase(this.read().table, this.base, fresh);
    this.base = fresh;
    this.put(merged);
    this.sayPlace(told);
  }

  set(name: string, value: unknown): void {
    this.put({ ...this.read().table, [name]: value });
    this.changed();
  }

  /** Put the point into the form; an event that had none of its own keeps how well its place was known (`placed`). */
  setSpot(spot: Spot | null, placed?: Told["placed"]): void {
    const known = spot && !this.spot && placed && !placed.coarse ? placed : null;
    const { table } = this.read();
    this.write("lon", spot?.lon);
    this.write("lat", spot?.lat);
    if (known?.precision && !table["precision"]) this.write("precision", known.precision);
    if (known?.radius_m && !table["radius_m"]) this.write("radius_m", known.radius_m);
    this.changed();
  }

  /** Say how well coordinates tell a place, as they are typed: as its place was known, else by their digits. */
  private follow(): void {
    const text = (key: string): string => this.fields.find(({ name }) => name === key)?.input.value.trim() ?? "";
    if (text("precision") !== this.followed || (text("radius_m") && !this.followed)) return;
    const known = !this.placed.coarse && this.base["lon"] === undefined && this.placed.precision;
    const way = !this.spot ? {} : known ? this.placed : typedAt(text("lon"), text("lat"));
    this.followed = way.precision ?? "";
    this.write("precision", way.precision);
    this.write("radius_m", way.radius_m || undefined);
    if (way.precision) this.whereabouts.textContent = sayPrecision(way.precision, way.radius_m);
    this.whereabouts.hidden = !this.whereabouts.textContent;
  }

  private write(key: string, value: unknown): void {
    const found = this.fields.find(({ name }) => name === key);
    if (found) found.input.value = value === undefined ? "" : String(value);
  }

  get spot(): Spot | null {
    const { lon, lat } = this.read().table;
    return typeof lon === "number" && typeof lat === "number" ? { lon, lat } : null;
  }

  setSources(sources: readonly Source[]): void {
    this.claims.setSources(sources);
  }

  /** What stands in the form, and the faults of what cannot be read here. */
  read(): { readonly layer: string; readonly table: Table; readonly source: Claim | null; readonly faults: readonly Fault[] } {
    const table: Record<string, unknown> = { ...this.base };
    const faults: Fault[] = [];
    for (const { name, input } of this.fields) {
      const text = input.value.trim();
      if (NUMBERS.has(name) && text && Number.isFinite(Number(text))) table[name] = Number(text);
      else if (LISTS.has(name)) table[name] = readList(text);
      else if (PAIRS.has(name)) {
        const pairs = readPairs(text);
        table[name] = pairs ?? {};
        if (!pairs) faults.push({ file: "", line: 0, field: name, message: "write one a line, as ships = 1" });
      } else table[name] = text;
    }
    // Words of the default are not written, unless the file has them.
    for (const [name, plain] of [["occurrence", "occurred"], ["status", "reported"]] as const) {
      if (!table[name] && this.base[name] === plain) table[name] = plain;
    }
    table["claim"] = this.claims.read();
    return { layer: this.layer.input.value, table: fill(table), source: this.claims.readSource(), faults };
  }

  /** The fields that differ from the file. */
  changes(): Record<string, unknown> {
    return differences(this.base, this.read().table);
  }

  get dirty(): boolean {
    return Object.keys(this.changes()).length > 0 || this.claims.readSource() !== null;
  }

  /** Show faults at their fields; return those that belong to none. */
  mark(faults: readonly Fault[]): readonly Fault[] {
    const rest = spread([...this.fields, this.layer], faults);
    const left = spread(this.claims.fields(), rest, "claim.");
    const first = this.element.querySelector<HTMLElement>("[aria-invalid]");
    for (let part = first?.closest("details"); part; part = part.parentElement?.closest("details") ?? null) part.open = true;
    first?.focus();
    return left;
  }

  focus(): void {
    this.fields[0]?.input.focus();
  }

  private put(table: Table): void {
    this.followed = "";
    for (const { name, input } of this.fields) {
      const value = table[name];
      const text = PAIRS.has(name) ? writePairs(value) : LISTS.has(name) ? writeList(value) : String(value ?? "");
      input.value = (name === "occurrence" && text === "occurred") || (name === "status" && text === "reported") ? "" : text;
    }
    const claims = table["claim"];
    this.claims.show(Array.isArray(claims) ? (claims as Claim[]) : []);
    this.fold();
    void this.explain();
  }

  /** Show the fields of a status only with it. */
  private fold(): void {
    const status = this.fields.find(({ name }) => name === "status")?.input.value;
    for (const { name, element } of this.fields) {
      if (name === "confirmed_by" || name === "method") element.hidden = status !== "confirmed";
      if (name.startsWith("retracted")) element.hidden = status !== "retracted";
    }
  }

  /** Say what the date means, as it is typed. */
  private async explain(): Promise<void> {
    const date = this.fields.find(({ name }) => name === "date");
    if (!date) return;
    const number = ++this.asked;
    await new Promise((resolve) => setTimeout(resolve, DATE_WAIT_MS));
    if (number !== this.asked) return;
    const answer = await read<{ readonly words?: string; readonly fault?: string }>("/api/date", { text: date.input.value });
    if (number !== this.asked) return;
    this.meaning.textContent = answer.value?.words ?? "";
    date.fault(answer.value?.fault ?? "");
  }

  private sayPlace(told: Told | null): void {
    this.placed = told?.placed ?? {};
    const { reason = "", candidates = [], coarse = false } = this.placed;
    const shown = coarse ? `${reason} The handle stands on the true point, which is not published.` : reason;
    this.whereabouts.textContent = candidates.length > 0 ? `${shown} It may be: ${candidates.join("; ")}.` : shown;
    this.whereabouts.hidden = !this.whereabouts.textContent;
  }

  private takePlace(candidate: Candidate): void {
    const wide = candidate.precision === "region" || candidate.precision === "country";
    const spot = wide
      ? { lon: undefined, lat: undefined, precision: undefined, radius_m: undefined }
      : { lon: candidate.lon, lat: candidate.lat, precision: candidate.precision, radius_m: candidate.radius_m };
    this.put(fill({ ...this.read().table, place: candidate.text, ...spot }));
    this.changed();
  }
}
