// The page in a frame of another page: the code that puts it there, and what it looks like then.

import type { Page } from "../case/page";
import { given, make, oncePerFrame } from "../common/dom";
import { outLink } from "../common/links";
import { say } from "../words/messages";

/** The code that shows an address in a frame of another page. */
export function frameCode(address: string, title: string): string {
  const quoted = (text: string): string =>
    text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? "");
  return (
    `<iframe src="${quoted(address)}" title="${quoted(title)}" width="100%" height="480" loading="lazy" ` +
    'allow="clipboard-write; fullscreen" frameborder="0"></iframe>'
  );
}

/** In a frame: the title, the way to the whole map, and no wheel that the page around it wants for itself. */
export function mountFrame(root: HTMLElement, page: Page): void {
  const { title } = page.events.head.case;
  const link = outLink(page.share(), say.wholeMap) ?? make("a", { href: page.share(), target: "_blank", rel: "noopener" }, say.wholeMap);
  root.append(make("p", { class: "frame-bar" }, given("b", title), link));
  const follow = oncePerFrame(() => (link.href = page.share()));
  page.store.follow(follow);
  page.map.on("moveend", follow);
  const { map } = page;
  map.scrollWheelZoom.disable();
  map.getContainer().addEventListener("focusin", () => map.scrollWheelZoom.enable());
  map.getContainer().addEventListener("focusout", () => map.scrollWheelZoom.disable());
}
