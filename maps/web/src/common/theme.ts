// The colours a reader chose over those of the device: light, dark or high contrast.

import type { Theme } from "./model";

export const THEMES = ["light", "dark", "contrast"] as const;

const followers: (() => void)[] = [];

/** The theme of this name; null for anything else, which leaves the device's own. */
export function asTheme(text: string | null): Theme | null {
  return THEMES.find((theme) => theme === text) ?? null;
}

/** Show the page in these colours, or in the device's with null. */
export function applyTheme(theme: Theme | null): void {
  const root = document.documentElement;
  if ((root.dataset["theme"] ?? null) === theme) return;
  if (theme) root.dataset["theme"] = theme;
  else delete root.dataset["theme"];
  for (const follow of followers) follow();
}

/** Call back when the reader has chosen other colours. */
export function followChoice(listener: () => void): void {
  followers.push(listener);
}
