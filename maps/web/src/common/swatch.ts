// Swatches in the shape of the marks: hue is the layer, dash is not yet, dot or ring or hatch how exactly the place is known.

import { draw, type Child } from "./dom";
import type { ColorName, Occurrence, Precision, Status } from "./model";

export type SwatchShape = "dot" | "town" | "area" | "move" | "off" | "retracted" | "denied";

export interface Swatch {
  readonly color: ColorName;
  readonly shape: SwatchShape;
  readonly expected: boolean;
}

/** What of an event decides its swatch. */
export interface Drawn {
  readonly color: ColorName;
  readonly occurrence: Occurrence;
  readonly status: Status;
  readonly precision: Precision;
  readonly placed: boolean;
  readonly area: boolean;
  /** A movement: from somewhere to somewhere, route unknown. */
  readonly moves: boolean;
}

export function swatchOf(event: Drawn): Swatch {
  const expected = event.occurrence === "expected";
  const shape: SwatchShape =
    event.status === "retracted" ? "retracted"
    : !event.placed ? "off"
    : event.moves ? "move"
    : event.area ? "area"
    : event.occurrence === "denied" ? "denied"
    : event.precision === "exact" || event.precision === "site" ? "dot"
    : "town";
  return { color: event.color, shape, expected };
}

/** Strokes at 45 degrees over the square from `low` to `high`, one every `step` along its edge. */
export function hatchPath(low: number, high: number, step: number): string {
  const size = high - low;
  const parts: string[] = [];
  for (let at = step / 2; at < 2 * size; at += step) {
    const x1 = low + Math.max(0, at - size);
    const y1 = low + Math.min(at, size);
    const x2 = low + Math.min(at, size);
    const y2 = low + Math.max(0, at - size);
    parts.push(`M${x1} ${y1}L${x2} ${y2}`);
  }
  return parts.join("");
}

const circle = (name: string, r: number): SVGElement => draw("circle", { class: name, cx: 11, cy: 11, r });

function body({ shape, expected }: Swatch): readonly Child[] {
  const dash = expected ? " dash" : "";
  switch (shape) {
    case "dot":
      return [circle(expected ? "open dash" : "fill", 7)];
    case "town":
      return [circle(`ring${dash}`, 9), circle(`open small${dash}`, 3.6)];
    case "area":
      return [
        draw("rect", { class: "tint", x: 2, y: 2, width: 18, height: 18, rx: 3 }),
        draw("path", { class: "hatch", d: hatchPath(3, 19, 7) }),
        draw("rect", { class: `outline${dash}`, x: 2, y: 2, width: 18, height: 18, rx: 3 }),
      ];
    case "move":
      return [
        draw("path", { class: `move${dash}`, d: "M3 6v10M3 11h12" }),
        draw("path", { class: "fill", d: "M13 6.5l7 4.5l-7 4.5z" }),
      ];
    case "off":
      return [
        expected
          ? draw("rect", { class: "open dash", x: 4, y: 4, width: 14, height: 14, rx: 3 })
          : draw("rect", { class: "fill", x: 3, y: 3, width: 16, height: 16, rx: 3 }),
      ];
    case "retracted":
    case "denied":
      return [circle("open", 7), draw("path", { class: "strike", d: "M4.5 17.5l13-13" })];
  }
}

/** A swatch of 22 by 22 pixels, with the halo that marks have on the map where asked. */
export function drawSwatch(swatch: Swatch, haloed = false): SVGSVGElement {
  const color = swatch.shape === "retracted" ? "c-none" : `c-${swatch.color}`;
  return draw(
    "svg",
    { class: `swatch mark ${color}`, width: 22, height: 22, viewBox: "0 0 22 22", "aria-hidden": "true" },
    ...(haloed && swatch.shape === "dot" ? [circle("edge", 10.5), circle("halo", 9.8)] : []),
    ...body(swatch),
  );
}

/** The square of a layer. */
export function drawSquare(color: ColorName, size = 14): SVGSVGElement {
  return draw(
    "svg",
    { class: `square mark c-${color}`, width: size, height: size, viewBox: "0 0 14 14", "aria-hidden": "true" },
    draw("rect", { class: "fill", width: 14, height: 14, rx: 3 }),
  );
}

/** The badge of a conflict round (x, y): drawn, since fonts draw the sign badly. */
export function badgeAt(x: number, y: number, r = 8): SVGGElement {
  return draw(
    "g",
    { class: "badge", transform: `translate(${x} ${y})` },
    draw("circle", { r }),
    draw("path", { d: "M-3.6 -1.7h7.2M-3.6 1.7h7.2M2.1 -4.2l-4.2 8.4" }),
  );
}

/** The badge as a picture of its own. */
export function drawBadge(size = 20): SVGSVGElement {
  return draw(
    "svg",
    { class: "swatch", width: size, height: size, viewBox: "0 0 20 20", "aria-hidden": "true" },
    badgeAt(10, 10),
  );
}

/** The cluster's ring of shares by layer, with its count. */
export function drawSeveral(colors: readonly ColorName[], count: number): SVGSVGElement {
  const length = 2 * Math.PI * 9;
  const share = length / Math.max(1, colors.length);
  return draw(
    "svg",
    { class: "swatch mark several", width: 22, height: 22, viewBox: "0 0 22 22", "aria-hidden": "true" },
    circle("disc", 11),
    ...colors.map((color, at) =>
      draw("circle", {
        class: `arc c-${color}`, cx: 11, cy: 11, r: 9, transform: "rotate(-90 11 11)",
        "stroke-dasharray": `${share - 1.5} ${length - share + 1.5}`, "stroke-dashoffset": -at * share,
      }),
    ),
    draw("text", { class: "count", x: 11, y: 14.8 }, String(count)),
  );
}
