// Opens the blocks of the file: numbers at once, texts when they are asked for.

import { type ArticleText, type EventText, type Head, OCCURRENCES, PRECISIONS, type Source, STATUSES } from "../common/model";
import { sayDates, sayHead, saySource, speaksEnglish } from "../words/saydates";
import { chosenDay, type Columns, NONE, readColumns, readExtent, readIntervals } from "./columns";
import { type Context, type PackedContext, unpackContext } from "./context";
import { type Facets, type PackedFacets, readFacets } from "./facets";
import type { Events } from "./page";
import { blockText, fromBase64, inflate, unpackJson } from "./unpack";
import { readWorld, type World } from "./world";

export interface Loaded {
  readonly head: Head;
  readonly columns: Columns;
  readonly context: Context;
  /** Thinned for the first picture; `loadWorld` brings the rest. */
  readonly coarse: World;
}

export async function loadBlocks(): Promise<Loaded> {
  const head = JSON.parse(blockText("dl-head")) as Head;
  const [columns, coarse, context] = await Promise.all([
    inflate(fromBase64(blockText("dl-columns"))).then((bytes) => readColumns(head, bytes)),
    inflate(fromBase64(blockText("dl-coarse"))).then(readWorld),
    unpackJson<PackedContext>(blockText("dl-context")).then(unpackContext),
  ]);
  return { head, columns, context, coarse };
}

/** The world as finely as the file holds it. */
export function loadWorld(): Promise<World> {
  return wholeFile().then(() => inflate(fromBase64(blockText("dl-basemap")))).then(readWorld);
}

/** Which sources and tags each event has. */
export function loadFacets(): Promise<Facets> {
  return wholeFile().then(() => unpackJson<PackedFacets>(blockText("dl-facets"))).then(readFacets);
}

/** Resolves when the whole file has been read: the texts stand at its end. */
export function wholeFile(): Promise<void> {
  if (document.readyState !== "loading") return Promise.resolve();
  return new Promise((resolve) => document.addEventListener("DOMContentLoaded", () => resolve(), { once: true }));
}

/** Resolves with the name of a block when it is there: ids and texts of small cases stand before the first picture, others at the end. */
function whenThere(block: string): Promise<string> {
  return (document.getElementById(block) ? Promise.resolve() : wholeFile()).then(() => block);
}

/** Open the texts that came with the first blocks, so that the first picture has its labels. */
export async function openEarlyTexts(events: LoadedEvents): Promise<void> {
  if (events.count > 0 && document.getElementById("dl-text-0")) await events.text(0).catch(() => undefined); // said where it is asked for
}

export class LoadedEvents implements Events {
  readonly head: Head;
  readonly count: number;
  readonly extent: readonly [number, number] | null;
  readonly columns: Columns;
  readonly #chunks = new Map<number, Promise<readonly EventText[]>>();
  readonly #come = new Map<number, readonly EventText[]>();
  readonly #articles = new Map<number, Promise<ArticleText>>();
  #sources: Promise<readonly Source[]> | null = null;
  #ids: Promise<readonly string[]> | null = null;

  constructor(head: Head, columns: Columns) {
    this.head = speaksEnglish() ? head : sayHead(head);
    this.count = head.count;
    this.columns = columns;
    const extent = readExtent(columns);
    const asOf = head.case.asOf;
    this.extent = extent && asOf !== null ? [Math.min(extent[0], asOf), Math.max(extent[1], asOf)] : extent;
  }

  layer(index: number): number {
    return this.columns.layer[index] as number;
  }

  occurrence(index: number): (typeof OCCURRENCES)[number] {
    return OCCURRENCES[this.columns.occurrence[index] as number] ?? "occurred";
  }

  status(index: number): (typeof STATUSES)[number] {
    return STATUSES[this.columns.status[index] as number] ?? "reported";
  }

  precision(index: number): (typeof PRECISIONS)[number] {
    return PRECISIONS[this.columns.precision[index] as number] ?? "country";
  }

  conflict(index: number): number {
    return this.columns.conflict[index] as number;
  }

  point(index: number): readonly [number, number] | null {
    const { lon, lat } = this.columns;
    return lon[index] === NONE ? null : [(lon[index] as number) / 1e5, (lat[index] as number) / 1e5];
  }

  placed(index: number): boolean {
    return this.columns.lon[index] !== NONE || this.area(index) >= 0;
  }

  area(index: number): number {
    return this.columns.area[index] as number;
  }

  intervals(index: number): ReturnType<typeof readIntervals> {
    return readIntervals(this.columns, index);
  }

  day(index: number): number | null {
    return chosenDay(this.columns, index);
  }

  async text(index: number): Promise<EventText> {
    const number = Math.floor(index / this.head.chunk);
    let chunk = this.#chunks.get(number);
    if (!chunk) {
      chunk = whenThere(`dl-text-${number}`)
        .then((block) => unpackJson<readonly EventText[]>(blockText(block)))
        .then((texts) => (speaksEnglish() ? texts : texts.map(sayDates)));
      this.#chunks.set(number, chunk);
      void chunk.then((texts) => this.#come.set(number, texts), () => undefined);
    }
    const text = (await chunk)[index % this.head.chunk];
    if (!text) throw new Error(`this file is damaged: event ${index} has no text`);
    return text;
  }

  textNow(index: number): EventText | null {
    return this.#come.get(Math.floor(index / this.head.chunk))?.[index % this.head.chunk] ?? null;
  }

  sources(): Promise<readonly Source[]> {
    this.#sources ??= wholeFile()
      .then(() => unpackJson<readonly Source[]>(blockText("dl-sources")))
      .then((sources) => (speaksEnglish() ? sources : sources.map(saySource)));
    return this.#sources;
  }

  async find(id: string): Promise<number> {
    return (await this.ids()).indexOf(id);
  }

  article(number: number): Promise<ArticleText> {
    let article = this.#articles.get(number);
    if (!article) {
      article = wholeFile().then(() => unpackJson<ArticleText>(blockText(`dl-article-${number}`)));
      this.#articles.set(number, article);
    }
    return article;
  }

  ids(): Promise<readonly string[]> {
    return (this.#ids ??= whenThere("dl-ids").then((block) => unpackJson<readonly string[]>(blockText(block))));
  }
}
