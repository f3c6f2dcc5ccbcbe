// The colours that the canvases draw with: read from the style sheet, so that light and dark stand in one place.

import type { ColorName } from "../common/model";
import { followChoice } from "../common/theme";

export interface Palette {
  readonly land: string;
  readonly sea: string;
  readonly coast: string;
  readonly border: string;
  readonly place: string;
  readonly panel: string;
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly halo: string;
  readonly edge: string;
  readonly color: (name: ColorName) => string;
  readonly font: string;
}

const VARIABLES: Readonly<Record<ColorName, string>> = {
  blue: "--blue",
  vermilion: "--ver",
  green: "--grn",
  purple: "--pur",
  orange: "--ora",
  sky: "--sky",
  black: "--blk",
};

export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const value = (name: string): string => style.getPropertyValue(name).trim();
  const colors = new Map(Object.entries(VARIABLES).map(([name, variable]) => [name, value(variable)]));
  return {
    land: value("--land"),
    sea: value("--sea"),
    coast: value("--coast"),
    border: value("--border"),
    place: value("--place"),
    panel: value("--panel"),
    ink: value("--ink"),
    ink2: value("--ink2"),
    ink3: value("--ink3"),
    halo: value("--halo"),
    edge: value("--edge"),
    color: (name) => colors.get(name) ?? value("--blk"),
    font: getComputedStyle(document.body).fontFamily,
  };
}

/** Call back when the reader, or the reader's system, changes between light, dark and high contrast. */
export function followTheme(listener: () => void): void {
  for (const query of ["(prefers-color-scheme: dark)", "(prefers-contrast: more)", "(forced-colors: active)"]) {
    matchMedia(query).addEventListener("change", listener);
  }
  followChoice(listener);
}
