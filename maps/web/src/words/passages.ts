// What an article's passages say of the events of the map. Pure: no DOM.

import type { ArticleText } from "../common/model";

/** Events of the article that are on the map, numbered in the order of their first passage. */
export function numberPassages(article: ArticleText, onMap: (event: number) => boolean): ReadonlyMap<number, number> {
  const numbers = new Map<number, number>();
  for (const [event] of article.passages) {
    if (!numbers.has(event) && onMap(event)) numbers.set(event, numbers.size + 1);
  }
  return numbers;
}

/** How many passages are marked, and how many of their events are on the map and off it. */
export function countPassages(
  article: ArticleText, numbers: ReadonlyMap<number, number>,
): { readonly all: number; readonly placed: number; readonly off: number } {
  const placed = article.passages.filter(([event]) => numbers.has(event)).length;
  return { all: article.passages.length, placed, off: article.passages.length - placed };
}

/** For each passage the paragraph and run where it ends: there its number stands. */
export function lastRuns(article: ArticleText): ReadonlyMap<number, readonly [paragraph: number, run: number]> {
  const last = new Map<number, readonly [number, number]>();
  article.paragraphs.forEach((runs, paragraph) =>
    runs.forEach(([, passages], run) => passages.forEach((passage) => last.set(passage, [paragraph, run]))),
  );
  return last;
}

/** Numbers before a name: "3, 5 Pyongyang"; a name that begins with a digit is set apart from them. */
export function numbered(numbers: readonly number[], name: string): string {
  const told = [...numbers].sort((a, b) => a - b).join(", ");
  return `${told}${/^\p{N}/u.test(name) ? " · " : " "}${name}`;
}
