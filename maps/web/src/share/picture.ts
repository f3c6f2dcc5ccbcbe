// The picture of what is in view: the map with numbers, its scale and credit, the marks explained, the events by number.

import type { Page } from "../case/page";
import { CONFLICT, type EventText } from "../common/model";
import { bold, FONT, onCanvas, plain, type Surface, write } from "../common/surface";
import type { Atlas } from "../map/atlas";
import type { View } from "../map/canvas";
import type { Box } from "../map/labels";
import { Overlay } from "../map/overlay";
import { type Palette, readPalette } from "../map/palette";
import { VectorContext } from "../map/vector";
import { VectorPath } from "../map/vectorpath";
import { creditWords } from "../panel/controls";
import { usedMarks } from "../panel/legend";
import { drawUsedMark } from "../panel/usedmark";
import { rangeWords } from "../time/range";
import { roundExtent } from "../time/scale";
import { say } from "../words/messages";
import { wrap } from "../words/numbers";
import { statusWord } from "../words/wording";
import { drawBlock, layKey } from "./picturekey";
import { drawScaleBar, SCALE_PIXELS } from "./scalebar";
import { drawTag, type Tag, tagHalf, tagsOf } from "./tags";

const MARGIN = 20;
const KEY_MOST = 100;
const SCALE_ZOOM = 4;
/** What browsers, phones' too, still make a canvas of. */
const SIDE_MOST = 16_000;
const AREA_MOST = 64_000_000;
/** Whether the page runs from right to left, and a picture of it too. */
const mirrored = (): boolean => document.documentElement.dir === "rtl";
const ANY_CONFLICT = CONFLICT.date | CONFLICT.place | CONFLICT.value;

interface Entry {
  readonly number: number;
  readonly event: number;
  readonly text: EventText;
}

/** Draws pictures of one page; keeps the texts that it has read. */
export class Picture {
  readonly #page: Page;
  readonly #atlas: Atlas;
  readonly #texts = new Map<number, EventText>();
  readonly #overlay: Overlay;
  readonly #ruler: CanvasRenderingContext2D;
  #arrived: () => void = () => undefined;

  constructor(page: Page, atlas: Atlas) {
    this.#page = page;
    this.#atlas = atlas;
    this.#overlay = new Overlay(() => this.#arrived());
    const ruler = document.createElement("canvas").getContext("2d");
    if (!ruler) throw new Error("this browser has no canvas");
    this.#ruler = ruler;
  }

  /** Read what the next picture needs; resolves when it can be drawn whole. */
  async prepare(): Promise<void> {
    do {
      const come = new Promise<void>((resolve) => (this.#arrived = resolve));
      this.#drawMap(onCanvas(this.#ruler), this.#palette(false));
      if (this.#overlay.settled) break;
      await come;
    } while (!this.#overlay.settled);
    const wanted = this.inView().slice(0, KEY_MOST).filter((event) => !this.#texts.has(event));
    const texts = await Promise.all(wanted.map((event) => this.#page.events.text(event)));
    wanted.forEach((event, at) => this.#texts.set(event, texts[at] as EventText));
  }

  /** Events in view by the last drawing, in order of date. */
  inView(): readonly number[] {
    const size = this.#page.map.getSize();
    const { spots, areas } = this.#overlay.drawn;
    const seen = new Set<number>();
    for (const { x, y, members } of spots) if (x >= 0 && y >= 0 && x <= size.x && y <= size.y) members.forEach((event) => seen.add(event));
    for (const { box, events } of areas) {
      if (box[0] < size.x && box[2] > 0 && box[1] < size.y && box[3] > 0) events.forEach((event) => seen.add(event));
    }
    return [...this.#page.shown().indices].filter((event) => seen.has(event));
  }

  /** Number of each event in view. */
  numbers(): ReadonlyMap<number, number> {
    return new Map(this.inView().map((event, at) => [event, at + 1]));
  }

  /** The picture as SVG 1.1; `paper` is one in the light colours, whose key stands elsewhere. */
  svg(paper = false): string {
    const vector = new VectorContext((text, font, spacing) => {
      this.#ruler.font = font;
      this.#ruler.letterSpacing = spacing;
      return this.#ruler.measureText(text).width;
    });
    const [width, height] = this.#draw({
      ctx: vector.canvas2d, enter: (group) => vector.enter(group), frame: (...box) => vector.frame(...box),
      unframe: () => vector.unframe(), makePath: () => new VectorPath() as unknown as Path2D,
    }, { key: !paper, dry: false });
    return vector.write(width, height, this.#page.events.head.case.title, creditWords(this.#page));
  }

  /** The same picture as PNG, `finest` pixels of it for each of the screen's, or as many as a browser can make. */
  async png(finest = 2): Promise<Blob> {
    const [width, height] = this.#draw(onCanvas(this.#ruler), { key: true, dry: true });
    const scale = Math.min(finest, SIDE_MOST / Math.max(width, height), Math.sqrt(AREA_MOST / (width * height)));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    const ctx = canvas.getContext("2d");
    if (!ctx) throw new Error("this browser has no canvas");
    ctx.scale(scale, scale);
    this.#draw(onCanvas(ctx), { key: true, dry: false });
    return new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("this browser makes no PNG of that size"))), "image/png");
    });
  }

  #palette(paper: boolean): Palette {
    const root = document.documentElement;
    const theme = root.getAttribute("data-theme");
    // Nobody wants a dark sea on paper.
    if (paper) root.setAttribute("data-theme", "light");
    const own = readPalette();
    if (paper && theme === null) root.removeAttribute("data-theme");
    else if (paper && theme !== null) root.setAttribute("data-theme", theme);
    // A canvas gives every colour back as #rrggbb or rgba(), the system's own names too.
    const plain = (color: string): string => {
      this.#ruler.fillStyle = color;
      return String(this.#ruler.fillStyle);
    };
    const { land, sea, coast, border, place, panel, ink, ink2, ink3, halo, edge } = own;
    const colors = { land, sea, coast, border, place, panel, ink, ink2, ink3, halo, edge };
    return {
      ...own,
      ...(Object.fromEntries(Object.entries(colors).map(([name, color]) => [name, plain(color)])) as typeof colors),
      color: (name) => plain(own.color(name)),
      font: FONT,
    };
  }

  /** The map itself, its upper left corner at the surface's. */
  #drawMap(surface: Surface, palette: Palette): void {
    const { map } = this.#page;
    const size = map.getSize();
    const corner = map.getPixelBounds().min ?? { x: 0, y: 0 };
    const view: View = {
      ctx: surface.ctx, left: corner.x, top: corner.y, world: 256 * 2 ** map.getZoom(), width: size.x, height: size.y,
      zoom: map.getZoom(), insetX: 0, insetY: 0, enter: (part) => surface.enter(part),
      ...(surface.makePath ? { makePath: surface.makePath } : {}),
    };
    const strip = this.#credit().length * 16 + 8;
    const corner0 = mirrored() ? 0 : size.x - SCALE_PIXELS - 24;
    const boxes = this.#tags().map(({ x, y, words }): Box => {
      const half = tagHalf(this.#ruler, words) + 2;
      return [x - half, y - 10, x + half, y + 10];
    });
    this.#atlas.drawOn(view, this.#overlay, palette, [...boxes, [0, size.y - strip, size.x, size.y], [corner0, size.y - strip - 36, corner0 + SCALE_PIXELS + 24, size.y]]);
  }

  #lines(text: string, most: number, font: string): readonly string[] {
    this.#ruler.letterSpacing = "0px";
    this.#ruler.font = font;
    return wrap(text, most, (part) => this.#ruler.measureText(part).width);
  }

  /** Draw all, from top to bottom; returns width and height. With `dry`, only measure. */
  #draw(surface: Surface, { key, dry }: { readonly key: boolean; readonly dry: boolean }): readonly [number, number] {
    const { map, events } = this.#page;
    const { head } = events;
    const palette = this.#palette(!key);
    const { ctx } = surface;
    const size = map.getSize();
    const width = size.x;
    const inner = width - 2 * MARGIN;

    const title = this.#lines(head.case.title, inner, bold(22));
    const under = this.#lines(this.#subtitle(), inner, plain(13));
    const top = 16 + title.length * 28 + under.length * 18 + 12;
    const shown = this.inView();
    const entries: readonly Entry[] = shown.slice(0, KEY_MOST).flatMap((event, at) => {
      const text = this.#texts.get(event);
      return text ? [{ number: at + 1, event, text }] : [];
    });
    const laid = layKey(entries.map((entry) => ({ ...entry, more: this.#meta(entry) })), inner, (text, most, font) => this.#lines(text, most, font));
    const elsewhere = this.#page.shown().indices.length - shown.length;
    const notes = [
      ...(shown.length === 0 ? [say.noneInView] : []),
      ...(shown.length > entries.length ? [say.keyMore(shown.length - entries.length)] : []),
      ...(elsewhere > 0 ? [say.keyElsewhere(elsewhere)] : []),
    ];
    const explained = usedMarks(this.#page);
    const across = Math.max(1, Math.min(3, Math.floor(inner / 240)));
    const rows = Math.ceil(explained.length / across);
    const squares = head.layers.map((layer) => ({ layer, lines: this.#lines(layer.title, inner - 24, plain(13)) }));
    const legendTop = top + size.y + 16;
    const layersHigh = squares.reduce((sum, { lines }) => sum + lines.length * 18 + 4, 0);
    const keyTop = legendTop + layersHigh + 8 + rows * 28 + 14;
    const keyHigh = key ? 30 + laid.height + notes.length * 20 : 0;
    const address = /^https?:/.test(location.protocol) ? this.#lines(this.#page.share(), inner, plain(12)) : [];
    const height = keyTop + keyHigh + address.length * 16 + 12;
    if (dry) return [width, height];

    // In a page from right to left all but the map itself stands on the other side.
    const turned = mirrored();
    const side = (x: number): number => (turned ? width - x : x);
    const line = (text: string, x: number, y: number, font: string, color: string): void =>
      write(ctx, text, side(x), y, font, color, turned ? "right" : "left");

    surface.enter("background");
    ctx.fillStyle = palette.panel;
    ctx.fillRect(0, 0, width, height);
    surface.enter("title");
    title.forEach((words, i) => line(words, MARGIN, 30 + i * 28, bold(22), palette.ink));
    under.forEach((words, i) => line(words, MARGIN, 16 + title.length * 28 + 10 + i * 18, plain(13), palette.ink2));

    ctx.save();
    ctx.translate(0, top);
    surface.frame(0, 0, width, size.y);
    this.#drawMap(surface, palette);
    surface.enter("numbers");
    for (const tag of this.#tags()) drawTag(ctx, this.#ruler, tag, palette);
    this.#drawStrip(surface, palette);
    surface.unframe();
    ctx.restore();

    surface.enter("legend");
    let at = legendTop;
    for (const { layer, lines } of squares) {
      ctx.fillStyle = palette.color(layer.color);
      ctx.fillRect(side(MARGIN + 7) - 7, at + 2, 14, 14);
      lines.forEach((words, i) => line(words, MARGIN + 24, at + 9 + i * 18, plain(13), palette.ink));
      at += lines.length * 18 + 4;
    }
    explained.forEach(({ shape, words }, i) => {
      const [x, middle] = [MARGIN + (i % across) * (inner / across), at + 8 + Math.floor(i / across) * 28 + 14];
      drawUsedMark(ctx, shape, side(x + 12), middle, palette, head.layers.map(({ color }) => color));
      line(words, x + 32, middle, plain(13), palette.ink);
    });

    if (key) {
      surface.enter("key");
      line(say.key, MARGIN, keyTop + 10, bold(14), palette.ink);
      for (const block of laid.blocks) {
        const [x, from] = [MARGIN + block.x, keyTop + 30 + block.y];
        drawTag(ctx, this.#ruler, { x: side(x + 14), y: from + 9, words: String(block.number) }, palette);
        drawBlock(ctx, block, { x, y: from, side, line }, palette.color(head.layers[events.layer(block.event)]?.color ?? "black"), palette);
      }
      notes.forEach((words, i) => line(words, MARGIN, keyTop + 30 + laid.height + 10 + i * 20, plain(13), palette.ink2));
    }
    surface.enter("address");
    address.forEach((words, i) => line(words, MARGIN, keyTop + keyHigh + 8 + i * 16, plain(12), palette.ink2));
    return [width, height];
  }

  #subtitle(): string {
    const { head, extent } = this.#page.events;
    const range = extent ? rangeWords(this.#page.store.state, roundExtent(extent[0], extent[1])) : "";
    return [
      head.case.asOfWords ? say.asOf(head.case.asOfWords) : "", range,
      say.shownOfAll(this.#page.shown().indices.length, head.count), say.marksSay,
    ].filter(Boolean).join(" · ");
  }

  #meta({ event, text }: Entry): string {
    const { events } = this.#page;
    return [
      text.dateWords || say.undated,
      text.origin || text.destination ? say.movement(text.origin, text.destination) : text.place,
      statusWord(events.occurrence(event), events.status(event)),
      events.conflict(event) & ANY_CONFLICT ? say.disagree : "",
      text.reports > 0 ? say.sources(text.reports) : "",
    ].filter(Boolean).map((part) => (part.length < 20 ? part.replaceAll(" ", "\u00a0") : part)).join(" · ");
  }

  #tags(): readonly Tag[] {
    return tagsOf(this.#overlay.drawn, this.numbers(), this.#page.map.getSize());
  }

  #credit(): readonly string[] {
    return this.#lines(creditWords(this.#page), this.#page.map.getSize().x - 20, plain(12));
  }

  /** Credit and scale lie on the map itself, so that a crop keeps them. */
  #drawStrip(surface: Surface, palette: Palette): void {
    const { map } = this.#page;
    const { ctx } = surface;
    const size = map.getSize();
    const font = plain(12);
    const lines = this.#credit();
    const wide = lines.length > 1 ? size.x : Math.min(size.x, this.#ruler.measureText(lines[0] ?? "").width + 20);
    const high = lines.length * 16 + 8;
    surface.enter("credit");
    ctx.save();
    ctx.globalAlpha = 0.9;
    ctx.fillStyle = palette.panel;
    const turned = mirrored();
    const left = turned ? 0 : size.x - wide;
    ctx.fillRect(left, size.y - high, wide, high);
    ctx.restore();
    lines.forEach((line, i) =>
      write(ctx, line, turned ? wide - 10 : left + 10, size.y - high + 12 + i * 16, font, palette.ink2, turned ? "right" : "left"));
    if (map.getZoom() < SCALE_ZOOM) return;
    surface.enter("scale");
    drawScaleBar(ctx, map, turned ? SCALE_PIXELS + 16 : size.x - 16, size.y - high - 10, palette);
  }
}
