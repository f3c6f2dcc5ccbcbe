// The local editor: the map in its frame, and beside it the form of one event. Talks to `dateline serve` alone.

import "../tokens.css";
import "./editor.css";
import { button, make } from "../dom";
import { icon } from "../icons";
import { type Answer, type Fault, read, type Rival, write } from "./ask";
import { Bar } from "./bar";
import type { Case, News, Saved } from "./case";
import { FaultBox, whereabouts } from "./faultbox";
import { EventForm, type Told } from "./form";
import { Handle } from "./handle";
import { placeSearch } from "./places";
import { rivalBox } from "./rivals";
import { type Draft, Shelf } from "./shelf";
import { type Spot, Stage } from "./stage";
import { pointedAt, roundDegrees, same, sayPrecision, type Table, wrapLongitude } from "./table";

class Editor {
  private readonly stage = new Stage();
  private readonly handle = new Handle(this.stage, (spot) => void this.drop(spot));
  private readonly form = new EventForm(() => this.follow());
  private readonly bar = new Bar((way) => void this.step(way), () => this.toggle(false));
  private readonly heading = make("h2", { tabindex: -1 });
  private readonly origin = make("p", { class: "hint" });
  private readonly said = make("p", { class: "said", role: "status" });
  private readonly faults = new FaultBox();
  private readonly dispute = make("div", {});
  private readonly adding = button({ class: "button", "aria-pressed": "false" }, () => this.await(!this.awaiting), icon("plus", 18), "Add an event");
  private readonly save = button({ class: "button primary" }, () => void this.store(), "Save");
  private readonly leave = button({ class: "button" }, () => this.discard(), "Discard");
  private readonly start = make("div", { class: "start" });
  private readonly shelf = new Shelf((draft) => this.openDraft(draft));
  private readonly article = make("div", {});
  private readonly dropping = button({ class: "button", hidden: true }, () => void this.dropDraft(), "Drop the draft");
  private readonly body = make("div", { class: "body" });
  private readonly foot = make("div", { class: "foot" });
  private readonly panel = make("aside", { class: "editor", "aria-label": "Editor" });
  private readonly opener = button({ class: "button opener", "aria-expanded": "false" }, () => this.toggle(true), "Edit");
  private case: Case | null = null;
  private told: Told | null = null;
  private draft: Draft | null = null;
  private editing = false;
  private awaiting = false;
  private shown = 0;
  private busy = false;

  async open(): Promise<void> {
    this.start.append(
      make("p", {}, "Choose an event on the map or in its list to edit it, or add one: press “Add an event”, then click on the map where it came about."),
      placeSearch("Or search for a place", (candidate) => {
        const wide = candidate.precision === "region" || candidate.precision === "country";
        const spot = { lon: candidate.lon, lat: candidate.lat, precision: candidate.precision, radius_m: candidate.radius_m };
        this.stage.fly(candidate, wide ? 4 : 9);
        this.begin(wide ? { place: candidate.text } : { place: candidate.text, ...spot });
      }),
    );
    this.foot.append(this.save, this.dropping, this.leave);
    this.body.append(this.said, this.faults.element, this.dispute, this.start, this.shelf.element, this.heading, this.origin, this.article, this.form.element);
    this.panel.append(this.bar.element, make("div", { class: "tools" }, this.adding), this.body, this.foot);
    document.body.append(make("main", { class: "table" }, this.stage.element, this.handle.element, this.opener), this.panel);
    this.stage.onPick = (id) => void this.pick(id);
    this.stage.onSpot = ({ lon, lat }, zoom) => {
      const pointed = pointedAt(lat, zoom);
      this.begin({ lon: wrapLongitude(lon), lat: roundDegrees(lat), ...pointed });
      this.say(sayPrecision(pointed.precision, pointed.radius_m));
    };
    this.stage.onView = () => this.handle.place();
    addEventListener("resize", () => this.handle.place());
    addEventListener("beforeunload", (event) => {
      if (this.unsaved) event.preventDefault();
    });
    addEventListener("keydown", (event) => this.key(event));
    this.follow();
    const answer = await read<Case>("/api/case");
    if (answer.value) await this.take(answer.value);
    else this.complain(answer.faults);
    this.listen();
  }

  private get unsaved(): boolean {
    return this.editing && this.form.dirty;
  }

  /** Hear of every new map. */
  private listen(): void {
    const changes = new EventSource("/api/changes");
    changes.addEventListener("message", (event: MessageEvent<string>) => {
      const news = JSON.parse(event.data) as News;
      if (news.version !== this.shown || !same(news.faults, this.case?.faults) || news.trouble !== this.case?.trouble) void this.refresh();
      else if (this.case) this.show({ ...this.case, ...news });
    });
    changes.addEventListener("error", () => this.say("The editor does not answer; is 'dateline serve' still running?"));
    changes.addEventListener("open", () => this.said.textContent?.startsWith("The editor does not") && this.say(""));
  }

  private async refresh(): Promise<void> {
    if (this.busy) return; // what was just saved brings its own map
    const answer = await read<Case>("/api/case");
    if (answer.value) await this.take(answer.value);
  }

  /** Take in a case, its map and, where the open event has changed underneath, both versions of that. */
  private async take(now: Case, open: string | null = null): Promise<void> {
    this.show(now);
    if (now.version > 0 && now.version !== this.shown) {
      this.shown = now.version;
      await this.stage.show(now.version, open);
    }
    if (this.told && !this.busy) await this.compare(this.told.id);
    await this.shelf.refresh();
    this.follow();
  }

  /** Show a draft with the article it was read in. */
  private openDraft(draft: Draft): void {
    this.begin(draft.table);
    this.draft = draft;
    this.heading.textContent = "A draft";
    const { date_reason: date, place_reason: place } = draft.reasons;
    this.origin.textContent = [date, place].filter(Boolean).map(String).join(" ");
    const article = this.shelf.article(draft);
    this.article.replaceChildren(...(article ? [article] : []));
    this.follow();
    this.heading.focus();
    this.article.querySelector("mark")?.scrollIntoView({ block: "nearest" });
    this.body.scrollTop = 0;
  }

  private async dropDraft(): Promise<void> {
    if (!this.draft) return;
    const { key } = this.draft;
    await this.change("/api/drop", { key });
  }

  private show(now: Case): void {
    this.case = now;
    this.bar.show(now);
    document.title = `${now.title} – Dateline editor`;
    this.form.setSources(now.sources);
    this.faults.show(now.faults, now.trouble);
  }

  /** Hold the open event against its file. */
  private async compare(id: string): Promise<void> {
    const answer = await read<Told>("/api/event", { id });
    if (!this.told || this.told.id !== id) return;
    if (!answer.value) {
      if (this.case?.faults.length !== 0) return;
      this.say(`${id} is no longer in the files.`);
      if (!this.unsaved) this.close();
      return;
    }
    const fresh = answer.value;
    if (fresh.digest === this.told.digest) return;
    const mine = this.form.changes();
    const { base } = this.form;
    const rivals = Object.keys(mine)
      .filter((key) => !same(base[key], fresh.table[key]) && !same(mine[key], fresh.table[key]))
      .map((key) => ({ field: key, base: base[key], now: fresh.table[key], wanted: mine[key] }));
    this.told = fresh;
    this.form.rebase(fresh);
    this.tellOrigin();
    if (rivals.length > 0) this.settle(rivals);
    else this.say("The event was changed in its file; the form shows it as it is now.");
    this.follow();
  }

  /** Show both versions of what two people changed. */
  private settle(rivals: readonly Rival[]): void {
    const box = rivalBox(
      rivals,
      (name) => {
        const [key = ""] = name.split(".");
        this.form.set(key, this.form.base[key]);
      },
      () => this.save.focus(),
    );
    this.dispute.replaceChildren(box);
    this.toggle(true);
    box.focus();
  }

  private async pick(id: string | null): Promise<void> {
    if (id === null || id === this.told?.id) return;
    if (this.unsaved) {
      this.say("Save or discard your changes first; then choose another event.");
      return;
    }
    const answer = await read<Told>("/api/event", { id });
    if (answer.value) this.edit(answer.value);
    else this.complain(answer.faults);
  }

  private edit(told: Told): void {
    this.told = told;
    this.editing = true;
    this.draft = null;
    this.article.replaceChildren();
    this.await(false);
    this.dispute.replaceChildren();
    this.form.show(told, this.case?.layers ?? []);
    this.tellOrigin();
    this.say("");
    this.body.scrollTop = 0;
    this.follow();
  }

  private begin(start: Table): void {
    if (this.unsaved && this.told) {
      this.say("Save or discard your changes first; then add an event.");
      return;
    }
    const kept = this.editing && !this.told && !this.draft ? this.form.read().table : {};
    this.told = null;
    this.draft = null;
    this.article.replaceChildren();
    this.editing = true;
    this.await(false);
    this.dispute.replaceChildren();
    this.form.show(null, this.case?.layers ?? [], { ...kept, ...start });
    this.heading.textContent = "A new event";
    this.origin.textContent = "";
    this.say("");
    this.toggle(true);
    this.follow();
    this.form.focus();
  }

  private discard(): void {
    const { told } = this;
    this.dispute.replaceChildren();
    this.say(told ? "Your changes are discarded." : "");
    if (told) this.form.show(told, this.case?.layers ?? []);
    else this.close();
    this.follow();
  }

  private tellOrigin(): void {
    const { told } = this;
    this.origin.textContent = told ? `${told.file}, line ${told.line}` : "";
    if (told) this.heading.textContent = String(told.table["title"] ?? told.id);
  }

  /** Put the point of the open event where it was dropped: at once, unless other changes wait to be saved. */
  private async drop(spot: Spot): Promise<void> {
    const { told } = this;
    if (!told || this.unsaved) {
      this.form.setSpot(spot, told?.placed);
      return;
    }
    this.form.setSpot(spot);
    await this.change("/api/move", { id: told.id, spot, base: this.form.base });
  }

  private async store(): Promise<void> {
    const { layer, table, source, faults } = this.form.read();
    if (faults.length > 0) return void this.form.mark(faults);
    if (this.draft) await this.change("/api/accept", { key: this.draft.key, layer, event: table });
    else if (this.told) await this.change("/api/edit", { id: this.told.id, fields: this.form.changes(), base: this.form.base, source });
    else await this.change("/api/add", { layer, event: table, source });
  }

  private async step(way: "undo" | "redo"): Promise<void> {
    if (this.unsaved) return this.say("Save or discard your changes first.");
    await this.change(`/api/${way}`, {});
  }

  /** Have the server write, and show what came of it. */
  private async change(path: string, body: unknown): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.say("Saving …");
    this.follow();
    const answer: Answer<Saved> = await write<Saved>(path, body);
    if (answer.value) {
      const { event, file, line, told: fresh, case: now } = answer.value;
      this.dispute.replaceChildren();
      if (fresh) this.edit(fresh);
      else if (event || path === "/api/drop") this.close();
      await this.take(now, fresh ? event : null);
      if (!event && this.told) await this.compare(this.told.id);
      const where = line ? `${file}, line ${line}` : file;
      const { precision = "exact", radius_m: within } = fresh?.table ?? {};
      const known = path === "/api/move" ? ` ${sayPrecision(precision, within)}` : "";
      this.say(`${path === "/api/undo" ? "Undone in" : path === "/api/redo" ? "Done again in" : "Saved to"} ${where}.${known}`);
    } else if (answer.rivals.length > 0 && this.told) {
      const fresh = (await read<Told>("/api/event", { id: this.told.id })).value;
      if (fresh) {
        this.told = fresh;
        this.form.rebase(fresh);
        this.tellOrigin();
      }
      this.settle(answer.rivals);
      this.say("Not saved: somebody else has changed this event.");
    } else this.complain(answer.faults ?? []);
    this.busy = false;
    this.follow();
    await this.refresh();
  }

  private close(): void {
    this.told = null;
    this.draft = null;
    this.article.replaceChildren();
    this.editing = false;
    this.follow();
  }

  private complain(faults: readonly Fault[]): void {
    const rest = this.form.mark(faults);
    const told = rest.map((fault) => [whereabouts(fault), fault.field, fault.message].filter(Boolean).join(": "));
    this.say(`Not saved. ${told.length > 0 ? told.join(" ") : "Look at the marked fields."}`);
  }

  /** Bring buttons, handle and form in step with what is edited. */
  private follow(): void {
    const { editing } = this;
    this.start.hidden = editing;
    this.shelf.element.hidden = editing || !this.shelf.filled;
    this.dropping.hidden = this.draft === null;
    this.save.textContent = this.draft ? "Accept" : "Save";
    this.form.element.hidden = this.heading.hidden = this.origin.hidden = this.foot.hidden = !editing;
    const dirty = this.unsaved;
    this.save.disabled = this.busy || !editing || (this.told !== null && !dirty);
    this.leave.disabled = this.busy || !editing || (this.told !== null && !dirty);
    this.leave.textContent = this.told ? "Discard" : "Cancel";
    const placed = this.told?.placed;
    const own = this.form.spot;
    const elsewhere = placed && !placed.coarse && placed.lon !== undefined && placed.lat !== undefined ? { lon: placed.lon, lat: placed.lat } : null;
    this.handle.show(editing ? (own ?? (this.told && !("geometry" in this.told.table) ? elsewhere : null)) : null);
  }

  private await(awaiting: boolean): void {
    this.awaiting = awaiting;
    this.adding.setAttribute("aria-pressed", String(awaiting));
    this.stage.awaitSpot(awaiting);
    if (!awaiting) return;
    this.toggle(false);
    this.say("Click on the map where it came about, or press Escape. Without a place: search below.");
  }

  private toggle(open: boolean): void {
    this.panel.toggleAttribute("data-open", open);
    this.opener.setAttribute("aria-expanded", String(open));
  }

  private say(words: string): void {
    this.said.textContent = words;
  }

  private key(event: KeyboardEvent): void {
    const inText = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
    const command = event.ctrlKey || event.metaKey;
    if (event.key === "Escape" && this.awaiting) this.await(false);
    else if (command && event.key === "s") {
      event.preventDefault();
      if (!this.save.disabled) void this.store();
    } else if (command && !inText && event.key.toLowerCase() === "z") {
      event.preventDefault();
      void this.step(event.shiftKey ? "redo" : "undo");
    }
  }
}

void new Editor().open();
