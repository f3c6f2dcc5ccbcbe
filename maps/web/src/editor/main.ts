// The local editor: the map in its frame, and beside it the form of one event. Talks to `dateline serve` alone.

import "../styles/tokens.css";
import "./editor.css";
import { make } from "../common/dom";
import { type Answer, type Fault, read, type Rival, write } from "./ask";
import { Bar } from "./bar";
import { type Case, type News, placedSpot, type Saved, saySaved, type Told } from "./case";
import { FaultBox, sayFault } from "./faultbox";
import { EventForm } from "./form";
import { Handle } from "./handle";
import { hearKeys } from "./keys";
import { hearNews } from "./news";
import { Panel } from "./panel";
import { rivalBox } from "./rivals";
import { type Draft, Shelf } from "./shelf";
import { type Spot, Stage } from "./stage";
import { startBox } from "./start";
import { findRivals, pointedAt, roundDegrees, same, sayPrecision, type Table, wrapLongitude } from "./table";

const SILENT = "The editor does not answer; is 'dateline serve' still running?";

class Editor {
  private readonly stage = new Stage();
  private readonly handle = new Handle(this.stage, (spot) => void this.drop(spot));
  private readonly form = new EventForm(() => this.follow());
  private readonly bar = new Bar((way) => void this.step(way), () => this.panel.toggle(false));
  private readonly faults = new FaultBox();
  private readonly shelf = new Shelf((draft) => this.openDraft(draft));
  private readonly start = startBox((place, begun, zoom) => {
    this.stage.fly(place, zoom);
    this.begin(begun);
  });
  private readonly panel = new Panel(
    { bar: this.bar.element, faults: this.faults.element, start: this.start, shelf: this.shelf.element, form: this.form.element },
    { add: () => this.await(!this.awaiting), save: () => void this.store(), leave: () => this.discard(), drop: () => this.draft && void this.change("/api/drop", { key: this.draft.key }) },
  );
  private case: Case | null = null;
  private told: Told | null = null;
  private draft: Draft | null = null;
  private editing = false;
  private awaiting = false;
  private shown = 0;
  private busy = false;
  private changing: Promise<void> = Promise.resolve();

  async open(): Promise<void> {
    document.body.append(make("main", { class: "table" }, this.stage.element, this.handle.element, this.panel.opener), this.panel.element);
    this.stage.onPick = (id) => void this.pick(id);
    this.stage.onSpot = ({ lon, lat }, zoom) => {
      const pointed = pointedAt(lat, zoom);
      this.begin({ lon: wrapLongitude(lon), lat: roundDegrees(lat), ...pointed });
      this.panel.say(sayPrecision(pointed.precision, pointed.radius_m));
    };
    this.stage.onView = () => this.handle.place();
    addEventListener("resize", () => this.handle.place());
    addEventListener("beforeunload", (event) => this.unsaved && event.preventDefault());
    hearKeys({
      end: () => this.awaiting && this.await(false),
      save: () => this.panel.ready && void this.store(),
      step: (way) => void this.step(way),
    });
    this.follow();
    const answer = await read<Case>("/api/case");
    if (answer.value) await this.take(answer.value);
    else this.complain(answer.faults);
    hearNews((news) => this.hear(news), (well) => (well ? this.panel.unsay(SILENT) : this.panel.say(SILENT)));
  }

  private get unsaved(): boolean {
    return this.editing && this.form.dirty;
  }

  /** Take in a new map; news without one only changes what the panel says. */
  private hear(news: News): void {
    if (news.version !== this.shown || !same(news.faults, this.case?.faults) || news.trouble !== this.case?.trouble) void this.refresh();
    else if (this.case) this.show({ ...this.case, ...news });
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
    const { date_reason: date, place_reason: place } = draft.reasons;
    this.panel.name("A draft", [date, place].filter(Boolean).map(String).join(" "));
    this.panel.showArticle(this.shelf.article(draft));
    this.follow();
    this.panel.startReading();
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
      this.panel.say(`${id} is no longer in the files.`);
      if (!this.unsaved) this.close();
      return;
    }
    const fresh = answer.value;
    if (fresh.digest === this.told.digest) return;
    const rivals = findRivals(this.form.base, this.form.changes(), fresh.table);
    this.told = fresh;
    this.form.rebase(fresh);
    this.tellOrigin();
    if (rivals.length > 0) this.settle(rivals);
    else this.panel.say("The event was changed in its file; the form shows it as it is now.");
    this.follow();
  }

  /** Show both versions of what two people changed. */
  private settle(rivals: readonly Rival[]): void {
    const takeTheirs = (name: string): void => {
      const [key = ""] = name.split(".");
      this.form.set(key, this.form.base[key]);
    };
    const box = rivalBox(rivals, takeTheirs, () => this.panel.focusSave());
    this.panel.showDispute(box);
    this.panel.toggle(true);
    box.focus();
  }

  private async pick(id: string | null): Promise<void> {
    if (id === null || id === this.told?.id) return;
    if (this.unsaved) return this.panel.say("Save or discard your changes first; then choose another event.");
    const answer = await read<Told>("/api/event", { id });
    if (answer.value) this.edit(answer.value);
    else this.complain(answer.faults);
  }

  private edit(told: Told): void {
    this.told = told;
    this.editing = true;
    this.draft = null;
    this.panel.showArticle(null);
    this.await(false);
    this.panel.showDispute(null);
    this.form.show(told, this.case?.layers ?? []);
    this.tellOrigin();
    this.panel.say("");
    this.panel.scrollUp();
    this.follow();
  }

  private begin(start: Table): void {
    if (this.unsaved && this.told) return this.panel.say("Save or discard your changes first; then add an event.");
    const kept = this.editing && !this.told && !this.draft ? this.form.read().table : {};
    this.told = null;
    this.draft = null;
    this.panel.showArticle(null);
    this.editing = true;
    this.await(false);
    this.panel.showDispute(null);
    this.form.show(null, this.case?.layers ?? [], { ...kept, ...start });
    this.panel.name("A new event", "");
    this.panel.say("");
    this.panel.toggle(true);
    this.follow();
    this.form.focus();
  }

  private discard(): void {
    const { told } = this;
    this.panel.showDispute(null);
    this.panel.say(told ? "Your changes are discarded." : "");
    if (told) this.form.show(told, this.case?.layers ?? []);
    else this.close();
    this.follow();
  }

  private tellOrigin(): void {
    const { told } = this;
    if (told) this.panel.name(String(told.table["title"] ?? told.id), `${told.file}, line ${told.line}`);
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
    // Whoever presses twice takes back two steps: the second waits for the first.
    while (this.busy) await this.changing;
    if (this.unsaved) return this.panel.say("Save or discard your changes first.");
    await this.change(`/api/${way}`, {});
  }

  /** Have the server write, and show what came of it. */
  private async change(path: string, body: unknown): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.changing = this.perform(path, body);
    await this.changing;
  }

  private async perform(path: string, body: unknown): Promise<void> {
    this.panel.say("Saving …");
    this.follow();
    const answer: Answer<Saved> = await write<Saved>(path, body);
    if (answer.value) {
      const { event, told: fresh, case: now } = answer.value;
      this.panel.showDispute(null);
      if (fresh) this.edit(fresh);
      else if (event || path === "/api/drop") this.close();
      await this.take(now, fresh ? event : null);
      if (!event && this.told) await this.compare(this.told.id);
      this.panel.say(saySaved(path, answer.value));
    } else if (answer.rivals.length > 0 && this.told) {
      const fresh = (await read<Told>("/api/event", { id: this.told.id })).value;
      if (fresh) {
        this.told = fresh;
        this.form.rebase(fresh);
        this.tellOrigin();
      }
      this.settle(answer.rivals);
      this.panel.say("Not saved: somebody else has changed this event.");
    } else this.complain(answer.faults ?? []);
    this.busy = false;
    this.follow();
    await this.refresh();
  }

  private close(): void {
    this.told = null;
    this.draft = null;
    this.panel.showArticle(null);
    this.editing = false;
    this.follow();
  }

  private complain(faults: readonly Fault[]): void {
    const rest = this.form.mark(faults);
    this.panel.say(`Not saved. ${rest.length > 0 ? rest.map(sayFault).join(" ") : "Look at the marked fields."}`);
  }

  /** Bring panel and handle in step with what is edited. */
  private follow(): void {
    const { editing, busy } = this;
    const from = this.told ? "file" : this.draft ? "draft" : null;
    this.panel.follow({ editing, from, dirty: this.unsaved, busy, waiting: this.shelf.filled });
    const spot = this.form.spot ?? (this.told && placedSpot(this.told));
    this.handle.show(editing ? spot : null);
  }

  private await(awaiting: boolean): void {
    this.awaiting = awaiting;
    this.panel.press(awaiting);
    this.stage.awaitSpot(awaiting);
    if (!awaiting) return;
    this.panel.toggle(false);
    this.panel.say("Click on the map where it came about, or press Escape. Without a place: search below.");
  }
}

void new Editor().open();
