// The map on paper: its picture, then every event shown, numbered as on the map.

import type { Page } from "../case/page";
import { given, make } from "../common/dom";
import { safeAddress } from "../common/links";
import { CONFLICT, type EventText } from "../common/model";
import { isolate } from "../common/surface";
import { say } from "../words/messages";
import { capital, statusLine, trayReason } from "../words/wording";
import type { Picture } from "./picture";

const PRINT_MOST = 2000;
const WARM_MS = 800;
const WARM_MOST = 500; // events: reading more in case somebody prints would cost everybody

type Told = readonly [event: number, text: EventText];

/** Keeps a sheet ready for the printer; returns what prints it. */
export function mountPrint(page: Page, picture: Picture): () => Promise<void> {
  const sheet = make("div", { class: "sheet", hidden: true });
  document.body.append(sheet);
  const known = new Map<number, EventText>();
  let published: readonly { readonly publisher: string; readonly published: string; readonly url: string }[] = [];

  const prepare = async (): Promise<void> => {
    await picture.prepare();
    const indices = [...page.shown().indices].slice(0, PRINT_MOST);
    const read = await Promise.all(indices.map((event) => page.events.text(event)));
    indices.forEach((event, at) => known.set(event, read[at] as EventText));
    published = await page.events.sources();
  };

  const entry = (event: number, text: EventText, number: number | undefined): HTMLElement => {
    const { events } = page;
    const sources = [...new Set(text.claims.map(({ source }) => source))].flatMap((at) => {
      const source = published[at];
      if (!source) return [];
      const address = safeAddress(source.url)?.href ?? "";
      return [given("bdi", [source.publisher, isolate(source.published), address].filter(Boolean).join(say.listComma))];
    });
    const [before, after] = say.citeSources("|").split("|");
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
        sources.length > 0 ? make("p", { class: "meta" }, before, ...sources.flatMap((one, at) => (at > 0 ? [say.listSemicolon, one] : [one])), after) : null,
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
    const { events } = page;
    const texts = [...page.shown().indices].slice(0, PRINT_MOST).flatMap((event) => {
      const text = known.get(event);
      return text ? [[event, text] as const] : [];
    });
    const [placed, unplaced] = [true, false].map((wanted) =>
      texts.filter(([event]) => (events.point(event) !== null || events.area(event) >= 0) === wanted)) as [Told[], Told[]];
    // What the map numbers comes first, as it is looked up from there; what is out of view comes after it.
    placed.sort(([a], [b]) => (numbers.get(a) ?? Infinity) - (numbers.get(b) ?? Infinity) || 0);
    const list = (name: string, all: readonly Told[]): HTMLElement[] =>
      all.length === 0 ? [] : [
        make("h2", {}, name), make("ol", { class: "sheet-list" }, ...all.map(([event, text]) => entry(event, text, numbers.get(event)))),
      ];
    const left = page.shown().indices.length - texts.length;
    sheet.replaceChildren(
      drawn, ...list(say.events, placed), ...list(capital(say.offMap), unplaced), ...(left > 0 ? [make("p", {}, say.notPrinted(left))] : []),
      // The path of a file on this computer is nobody else's concern.
      ...(/^https?:/.test(location.protocol) ? [given("p", page.share(), { class: "meta" })] : []),
    );
    sheet.hidden = false;
  };

  addEventListener("beforeprint", () => {
    fill(); // with the texts that have come, and how many have not
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
