// The article that a draft was read in, with the words that it rests on marked.

import { given, make } from "../common/dom";

export interface Article {
  readonly source: string;
  readonly name: string;
  readonly title: string;
  readonly text: string;
}

/** The text in a box of its own, code points from `start` to `end` marked; no number marks nothing. */
export function articleBox(article: Article, start: number, end: number): HTMLElement {
  const points = [...article.text]; // offsets count code points, a string's own count halves of some
  const marked = Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start < end && end <= points.length;
  const part = (from: number, to?: number): string => points.slice(from, to).join("");
  const text = marked
    ? make("p", { dir: "auto" }, part(0, start), given("mark", part(start, end)), part(end))
    : make("p", { dir: "auto" }, article.text);
  return make("section", { class: "article", tabindex: 0, "aria-label": "Article" }, make("h3", {}, article.title || article.name), text);
}
