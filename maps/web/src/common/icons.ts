// The few drawn signs of the controls, as strokes in the current colour.

import { draw } from "./dom";

const PATHS = {
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  whole: "M9 4H4v5M15 4h5v5M9 20H4v-5M15 20h5v-5",
  close: "M6 6l12 12M18 6L6 18",
  menu: "M4 6h16M4 12h16M4 18h16",
  search: "M15.5 15.5L21 21M17 10.5a6.5 6.5 0 1 1-13 0a6.5 6.5 0 0 1 13 0",
  arrow: "M4 12h15M13 6l6 6l-6 6",
  next: "M9 5l7 7l-7 7",
  previous: "M15 5l-7 7l7 7",
  down: "M5 9l7 7l7-7",
  up: "M5 15l7-7l7 7",
  check: "M5 12.5l4.5 4.5L19 7.5",
  map: "M3 6l6-2.5l6 2.5l6-2.5V18l-6 2.5L9 18l-6 2.5zM9 3.5V18M15 6v14.5",
  play: "M8 5v14l11-7z",
  pause: "M8 5v14M16 5v14",
  filter: "M4 6h16M7 12h10M10 18h4",
  sliders: "M4 7h6M16 7h4M4 17h4M14 17h6M13 4v6M11 14v6",
  share: "M12 15V4M7.5 8.5L12 4l4.5 4.5M5 13v6h14v-6",
} as const;

export type IconName = keyof typeof PATHS;

export function icon(name: IconName, size = 24): SVGSVGElement {
  return draw(
    "svg",
    { class: `icon icon-${name}`, width: size, height: size, viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" },
    draw("path", { d: PATHS[name] }),
  );
}
