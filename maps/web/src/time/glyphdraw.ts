// A glyph of the timeline as SVG.

import { draw } from "../common/dom";
import type { Glyph, Part } from "./glyphs";

const BAR = 7;

function drawPart(part: Part, y: number, tick: number, color: string): SVGElement {
  const look = `${part.hollow ? " hollow" : ""}${part.dashed ? " dash" : ""}`;
  const width = part.x2 - part.x1;
  switch (part.shape) {
    case "tick":
      return draw("rect", { class: `tick${look}`, x: part.x1, y: y - tick / 2, width, height: tick, rx: 1.5 });
    case "bar":
      if (part.soft) return drawSoft(part, part.soft, y, color);
      if (part.hollow && part.vague) {
        return draw("rect", { class: `hollow-fade${look}`, stroke: `url(#fade-${color})`, x: part.x1, y: y - BAR / 2, width, height: BAR, rx: 1.5 });
      }
      return draw("rect", { class: `bar${look}`, x: part.x1, y: y - BAR / 2, width, height: BAR, rx: 1.5 });
    case "fade":
      return draw("rect", { class: "fade-bar", fill: `url(#fade-${color})`, x: part.x1, y: y - BAR / 2, width, height: BAR });
    case "right":
    case "left": {
      const [start, tip, back] = part.shape === "right" ? [part.x1 + 1, part.x2 - 2, -7] : [part.x2 - 1, part.x1 + 2, 7];
      return draw(
        "g", { class: `arrow${look}` },
        draw("path", { class: "shaft", d: `M${start} ${y}H${tip}` }),
        draw("path", { d: `M${start} ${y - 5}v10M${tip + back} ${y - 4.5}L${tip} ${y}L${tip + back} ${y + 4.5}` }),
      );
    }
  }
}

/** A bar that fades over the days on which it may have begun, and over those on which it may have ended. */
function drawSoft(part: Part, [rise, fall]: readonly [number, number], y: number, color: string): SVGElement {
  const stretch = (shape: string, x1: number, x2: number): SVGElement | null =>
    x2 - x1 <= 0 ? null : draw("rect", {
      class: shape ? "soft" : "bar", fill: shape ? `url(#${shape}-${color})` : null, x: x1, y: y - BAR / 2, width: x2 - x1, height: BAR,
    });
  return draw(
    "g", {},
    stretch("rise", part.x1, part.x1 + rise), stretch("", part.x1 + rise, part.x2 - fall), stretch("fall", part.x2 - fall, part.x2),
  );
}

/** One event's glyph round the height `y`; `tick` is the height of a day. */
export function drawGlyph(glyph: Glyph, y: number, color: string, tick: number): SVGGElement {
  return draw(
    "g", { class: `glyph mark c-${color}`, "data-event": glyph.event },
    ...glyph.joins.map((join) => draw("line", { class: "join", x1: join.x1, x2: join.x2, y1: y, y2: y })),
    ...glyph.parts.map((part) => drawPart(part, y, tick, color)),
  );
}
