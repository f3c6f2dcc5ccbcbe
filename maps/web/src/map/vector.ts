// A drawing surface with the calls of a canvas that writes SVG 1.1: what draws the map draws its picture.

import { runsLeft } from "../common/surface";
import { escapeXml, opaque, readFont, solid, wrapped } from "./svgtext";
import { FULL, type Matrix, pathData, short, STILL, VectorPath } from "./vectorpath";

interface Look {
  fillStyle: string;
  strokeStyle: string;
  lineWidth: number;
  lineCap: string;
  lineJoin: string;
  font: string;
  textAlign: string;
  textBaseline: string;
  letterSpacing: string;
  globalAlpha: number;
  dash: readonly number[];
  matrix: Matrix;
  clip: string;
}

/** Width of a text in pixels. */
export type Measure = (text: string, font: string, letterSpacing: string) => number;

/** The calls of CanvasRenderingContext2D that the map draws with; any other is a fault that says so. */
export class VectorContext {
  fillStyle = "#000000";
  strokeStyle = "#000000";
  lineWidth = 1;
  lineCap = "butt";
  lineJoin = "miter";
  font = "10px sans-serif";
  textAlign = "left";
  textBaseline = "alphabetic";
  letterSpacing = "0px";
  globalAlpha = 1;
  #dash: readonly number[] = [];
  #matrix: Matrix = STILL;
  #clip = "";
  #path = new VectorPath();
  readonly #kept: Look[] = [];
  readonly #definitions: string[] = [];
  readonly #groups: { readonly name: string; readonly clip: string; readonly elements: string[] }[] = [];
  #frame = "";
  /** Elements of the group entered last. */
  #current: string[] = [];
  readonly #measure: Measure;

  constructor(measure: Measure) {
    this.#measure = measure;
  }

  /** This context where a canvas's own is wanted. */
  get canvas2d(): CanvasRenderingContext2D {
    return this as unknown as CanvasRenderingContext2D;
  }

  /** What is drawn from now on belongs to this group; groups stand in the order of their first mention. */
  enter(name: string): void {
    let group = this.#groups.find((one) => one.name === name);
    if (!group) this.#groups.push((group = { name, clip: this.#frame, elements: [] }));
    this.#current = group.elements;
  }

  /** Groups that are new from now on are seen within a frame only, which keeps their elements free of it. */
  frame(x: number, y: number, width: number, height: number): void {
    this.#frame = ` clip-path="url(#frame)"`;
    const path = new VectorPath();
    path.rect(x, y, width, height);
    this.#definitions.push(`<clipPath id="frame"><path d="${pathData(path.commands, this.#matrix)}"/></clipPath>`);
  }

  unframe(): void {
    this.#frame = "";
  }

  save(): void {
    const { fillStyle, strokeStyle, lineWidth, lineCap, lineJoin, font, textAlign, textBaseline, letterSpacing, globalAlpha } = this;
    this.#kept.push({
      fillStyle, strokeStyle, lineWidth, lineCap, lineJoin, font, textAlign, textBaseline, letterSpacing, globalAlpha,
      dash: this.#dash, matrix: this.#matrix, clip: this.#clip,
    });
  }

  restore(): void {
    const look = this.#kept.pop();
    if (!look) return;
    const { dash, matrix, clip, ...rest } = look;
    Object.assign(this, rest);
    [this.#dash, this.#matrix, this.#clip] = [dash, matrix, clip];
  }

  translate(x: number, y: number): void {
    this.transform(1, 0, 0, 1, x, y);
  }

  scale(x: number, y: number): void {
    this.transform(x, 0, 0, y, 0, 0);
  }

  rotate(angle: number): void {
    this.transform(Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0);
  }

  transform(a: number, b: number, c: number, d: number, e: number, f: number): void {
    const [A, B, C, D, E, F] = this.#matrix;
    this.#matrix = [A * a + C * b, B * a + D * b, A * c + C * d, B * c + D * d, A * e + C * f + E, B * e + D * f + F];
  }

  setTransform(a: number, b: number, c: number, d: number, e: number, f: number): void {
    this.#matrix = [a, b, c, d, e, f];
  }

  getTransform(): { readonly a: number; readonly b: number; readonly c: number; readonly d: number; readonly e: number; readonly f: number } {
    const [a, b, c, d, e, f] = this.#matrix;
    return { a, b, c, d, e, f };
  }

  setLineDash(dash: readonly number[]): void {
    this.#dash = [...dash];
  }

  getLineDash(): number[] {
    return [...this.#dash];
  }

  beginPath(): void {
    this.#path = new VectorPath();
  }

  moveTo(x: number, y: number): void {
    this.#path.moveTo(x, y);
  }

  lineTo(x: number, y: number): void {
    this.#path.lineTo(x, y);
  }

  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void {
    this.#path.quadraticCurveTo(cx, cy, x, y);
  }

  bezierCurveTo(ax: number, ay: number, bx: number, by: number, x: number, y: number): void {
    this.#path.bezierCurveTo(ax, ay, bx, by, x, y);
  }

  arc(x: number, y: number, r: number, from: number, to: number, backwards = false): void {
    this.#path.arc(x, y, r, from, to, backwards);
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.#path.rect(x, y, width, height);
  }

  closePath(): void {
    this.#path.closePath();
  }

  clearRect(): void {
    // A picture starts empty.
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    const path = new VectorPath();
    path.rect(x, y, width, height);
    this.#shape(path, this.#fill());
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    const path = new VectorPath();
    path.rect(x, y, width, height);
    this.#shape(path, this.#stroke());
  }

  fill(...given: readonly (Path2D | VectorPath | string | undefined)[]): void {
    const [path, rule] = this.#taken(given);
    this.#shape(path, this.#fill() + (rule === "evenodd" ? ' fill-rule="evenodd"' : ""));
  }

  stroke(given?: Path2D | VectorPath): void {
    this.#shape(this.#taken([given])[0], this.#stroke());
  }

  clip(...given: readonly (Path2D | VectorPath | string | undefined)[]): void {
    const [path, rule] = this.#taken(given);
    const name = `clip-${this.#definitions.length + 1}`;
    const data = pathData(path.commands, this.#matrix) || "M0 0Z";
    this.#definitions.push(
      `<clipPath id="${name}"${this.#within()}><path d="${data}"${rule === "evenodd" ? ' clip-rule="evenodd"' : ""}/></clipPath>`,
    );
    this.#clip = name;
  }

  measureText(text: string): { readonly width: number } {
    return { width: this.#measure(text, this.font, this.letterSpacing) };
  }

  fillText(text: string, x: number, y: number): void {
    this.#text(text, x, y, this.#fill());
  }

  strokeText(text: string, x: number, y: number): void {
    this.#text(text, x, y, this.#stroke());
  }

  /** The picture so far, `width` by `height` pixels. */
  write(width: number, height: number, title: string, description: string): string {
    const [wide, high] = [short(width), short(height)];
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="${wide}" height="${high}" viewBox="0 0 ${wide} ${high}">`,
      wrapped("title", title),
      wrapped("desc", description),
      ...(this.#definitions.length > 0 ? [`<defs>${this.#definitions.join("\n")}</defs>`] : []),
      ...this.#groups
        .filter(({ elements }) => elements.length > 0)
        .map(({ name, clip, elements }) => `<g id="${escapeXml(name)}"${clip}>\n${elements.join("\n")}\n</g>`),
      "</svg>\n",
    ].join("\n");
  }

  #taken(given: readonly (Path2D | VectorPath | string | undefined)[]): readonly [VectorPath, string] {
    const path = given.find((one) => typeof one === "object");
    if (path && !(path instanceof VectorPath)) throw new TypeError("a path for a picture is made by newPath(view), since the browser's own cannot be read");
    return [path ?? this.#path, String(given.find((one) => typeof one === "string") ?? "nonzero")];
  }

  #shape(path: VectorPath, look: string): void {
    if (path.commands.length === 0) return;
    const [only, ...more] = path.commands;
    const [a, b, c, d, e, f] = this.#matrix;
    if (more.length === 0 && only?.[0] === "A" && Math.abs((only[5] as number) - (only[4] as number)) >= FULL) {
      const [x, y, r] = [only[1] as number, only[2] as number, only[3] as number];
      const [cx, cy] = [short(a * x + c * y + e), short(b * x + d * y + f)];
      this.#current.push(`<circle cx="${cx}" cy="${cy}" r="${short(r * Math.hypot(a, b))}"${look}${this.#within()}/>`);
      return;
    }
    this.#current.push(`<path d="${pathData(path.commands, this.#matrix)}"${look}${this.#within()}/>`);
  }

  #within(): string {
    return this.#clip ? ` clip-path="url(#${this.#clip})"` : "";
  }

  #fill(): string {
    const [color, opacity] = solid(this.fillStyle);
    return ` fill="${escapeXml(color)}"${opaque("fill-opacity", opacity * this.globalAlpha)}`;
  }

  #stroke(): string {
    const [color, opacity] = solid(this.strokeStyle);
    const scale = Math.hypot(this.#matrix[0], this.#matrix[1]);
    return (
      ` fill="none" stroke="${escapeXml(color)}"${opaque("stroke-opacity", opacity * this.globalAlpha)}` +
      ` stroke-width="${short(this.lineWidth * scale)}"` +
      (this.lineJoin === "miter" ? "" : ` stroke-linejoin="${this.lineJoin}"`) +
      (this.lineCap === "butt" ? "" : ` stroke-linecap="${this.lineCap}"`) +
      (this.#dash.length > 0 ? ` stroke-dasharray="${this.#dash.map((step) => short(step * scale)).join(" ")}"` : "")
    );
  }

  #text(text: string, x: number, y: number, look: string): void {
    const { weight, size, family } = readFont(this.font);
    const [a, b, c, d, e, f] = this.#matrix;
    // Programs differ on baselines other than the letters' own.
    const down = this.textBaseline === "middle" ? y + size * 0.35 : this.textBaseline === "top" ? y + size * 0.8 : y;
    const line = /^\u2068([^\u2066-\u2069]*)\u2069$/.exec(text)?.[1] ?? text;
    // Said by an attribute too: not every program reads the signs that stand for it, and an anchor turns with it.
    const turned = runsLeft(line);
    const side = { center: "middle", right: "end", end: "end" }[this.textAlign as string] ?? "start";
    const anchor = !turned || side === "middle" ? side : side === "end" ? "start" : "end";
    const still = a === 1 && b === 0 && c === 0 && d === 1;
    const [px, py] = still ? [x + e, down + f] : [x, down];
    const spacing = parseFloat(this.letterSpacing);
    this.#current.push(
      `<text x="${short(px)}" y="${short(py)}"` +
        (still ? "" : ` transform="matrix(${[a, b, c, d, e, f].map((one) => String(Math.round(one * 1e5) / 1e5)).join(" ")})"`) +
        ` font-family="${escapeXml(family)}" font-size="${short(size)}"${weight === "400" ? "" : ` font-weight="${weight}"`}` +
        (turned ? ' direction="rtl"' : "") + (anchor === "start" ? "" : ` text-anchor="${anchor}"`) + (spacing > 0 ? ` letter-spacing="${short(spacing)}"` : "") +
        `${look}${this.#within()}>${escapeXml(turned ? line : text)}</text>`,
    );
  }
}
