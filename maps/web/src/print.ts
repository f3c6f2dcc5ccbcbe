// The map on paper: its picture, then every event shown, numbered as on the map.

import { given, make } from "./dom";
import { say } from "./messages";
import { CONFLICT, type EventText } from "./model";
import type { Page } from "./page";
import type { Picture } from "./picture";
import { safeAddress } from "./links";
import { statusLine, trayReason } from "./wording";

const PRINT_MOST = 2000;
const WARM_MS = 800;
const WARM_MOST = 500; // events: reading more in case somebody prints would cost everybody

/** Keeps a sheet ready for the printer; returns what prints it. */
export function mountPrint(page: Page, picture: Picture): () => Promise<void> {
  const sheet = make("div", { class: "sheet", hidden: true });
  document.body.append(sheet);
  let texts: ReadonlyMap<number, EventText> = new Map();
  let published: readonly { readonly publisher: string; readonly published: string; readonly url: string }[] = [];

  const prepare = async (): Promise<void> => {
    await picture.prepare();
    const indices = [...page.shown().indices].slice(0, PRINT_MOST);
    const read = await Promise.all(indices.map((event) => page.events.text(event)));
    texts = new Map(indices.map((event, at) => [event, read[at] as EventText]));
    published = await page.events.sources();
  };

  const entry = (event: number, text: EventText, number: number | undefined): HTMLElement => {
    const { events } = page;
    const sources = [...new Set(text.claims.map(({ source }) => source))].flatMap((at) => {
      const source = published[at];
      if (!source) return [];
      const address = safeAddress(source.url)?.href ?? "";
      return [[source.publisher, source.published, address].filter(Boolean).join(say.listComma)];
    });
    const undated = events.intervals(event).length === 0;
    const unplaced = !events.placed(event);
    const conflict = events.conflict(event) & (CONFLICT.date | CONFLICT.place | CONFLICT.value);
    const where = text.origin || text.destination ? say.movement(text.origin, text.destination) : text.place;
    return make(
      "li", {},
      make("b", { class: "sheet-number" }, number === undefined ? "–" : String(number)),
      make(
        "div", {}, given("b", text.title),
        given("p", [text.dateWords || say.undated, where, conflict ? say.disagree : ""].filter(Boolean).join(" · ")),
        given("p", statusLine(events.occurrence(event), events.status(event), text)),
        undated || unplaced ? given("p", trayReason(text, undated)) : null,
        sources.length > 0 ? given("p", say.citeSources(sources.join("; ")), { class: "meta" }) : null,
      ),
    );
  };

  const fill = (): void => {
    const parsed = new DOMParser().parseFromString(picture.svg(true), "image/svg+xml").documentElement;
    const drawn = document.importNode(parsed, true);
    drawn.removeAttribute("width");
    drawn.removeAttribute("height");
    drawn.setAttribute("role", "img");
    const numbers = picture.numbers();
    const list = make("ol", { class: "sheet-list" });
    for (const [event, text] of texts) list.append(entry(event, text, numbers.get(event)));
    const left = page.shown().indices.length - texts.size;
    sheet.replaceChildren(
      drawn, make("h2", {}, say.events), list, ...(left > 0 ? [make("p", {}, say.notPrinted(left))] : []),
      // The path of a file on this computer is nobody else's concern.
      ...(/^https?:/.test(location.protocol) ? [given("p", page.share(), { class: "meta" })] : []),
    );
    sheet.hidden = false;
  };

  addEventListener("beforeprint", () => {
    // The texts may not have come yet: then the page itself is printed.
    if (texts.size === 0 && page.shown().indices.length > 0) return;
    fill();
    document.documentElement.dataset["printing"] = "";
  });
  addEventListener("afterprint", () => {
    delete document.documentElement.dataset["printing"];
    sheet.hidden = true;
    sheet.replaceChildren();
  });

  // A browser asks for paper without waiting: what it needs is kept ready.
  let timer = 0;
  const warm = (): void => {
    clearTimeout(timer);
    texts = new Map();
    if (page.shown().indices.length > WARM_MOST) return;
    timer = window.setTimeout(() => void prepare(), WARM_MS);
  };
  page.followShown(warm);
  page.map.on("moveend", warm);
  warm();
  return async () => {
    clearTimeout(timer);
    await prepare();
    window.print();
  };
}
