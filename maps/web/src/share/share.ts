// "Share and export": the address, the code for a frame, the picture, the events as files, and paper.

import type { Page } from "../case/page";
import { copyControl, fileName, saveFile } from "../common/copy";
import { button, type Child, dim, make } from "../common/dom";
import { icon } from "../common/icons";
import type { EventText } from "../common/model";
import type { Atlas } from "../map/atlas";
import { openDialog } from "../panel/about";
import { say } from "../words/messages";
import { frameCode, mountFrame } from "./frame";
import { Picture } from "./picture";
import { mountPrint } from "./print";
import { type Row, writeCsv, writeGeoJson } from "./table";

async function rowsShown(page: Page): Promise<readonly Row[]> {
  const indices = [...page.shown().indices];
  const texts = await Promise.all(indices.map((event) => page.events.text(event)));
  return indices.map((event, at) => ({ event, text: texts[at] as EventText }));
}

/** Mount the button and what it opens; `say` of the parts is told what was saved. */
export function mountShare(root: HTMLElement, page: Page, atlas: Atlas): void {
  const picture = new Picture(page, atlas);
  const print = mountPrint(page, picture);
  const control = button(
    { class: "icon-button raised share", "aria-label": say.share, title: say.share, "aria-haspopup": "dialog" },
    () => openShare(page, atlas, picture, print), icon("share"),
  );
  root.querySelector(".zoom")?.append(control);
  if ("embed" in document.documentElement.dataset) mountFrame(root, page);
}

function openShare(page: Page, atlas: Atlas, picture: Picture, print: () => Promise<void>): void {
  const { head } = page.events;
  const { title } = head.case;
  const told = make("p", { class: "meta told", role: "status" });
  const act = (words: string, name: string, content: () => Promise<Blob>): HTMLElement => {
    const control: HTMLButtonElement = button({ class: "button" }, () => {
      dim(control, true);
      const file = fileName(title, name);
      void content()
        .then((blob) => {
          saveFile(file, blob);
          told.textContent = say.saved(file);
        })
        .catch((error: unknown) => (told.textContent = say.saveFailed(error instanceof Error ? error.message : String(error))))
        .finally(() => dim(control, false));
    }, words);
    return control;
  };
  const svg = async (): Promise<Blob> => {
    await picture.prepare();
    return new Blob([picture.svg()], { type: "image/svg+xml" });
  };
  const png = async (): Promise<Blob> => {
    await picture.prepare();
    return picture.png();
  };
  const csv = async (): Promise<Blob> =>
    new Blob([writeCsv(await rowsShown(page), page.events, await page.events.sources())], { type: "text/csv;charset=utf-8" });
  const geojson = async (): Promise<Blob> => {
    const text = writeGeoJson(await rowsShown(page), page.events, await page.events.sources(), (event) => atlas.outline(event));
    return new Blob([text], { type: "application/geo+json" });
  };
  const link = page.share();
  const code = frameCode(page.share({ embed: true, open: null, ...(page.asOpened() ? { view: null } : {}) }), title);
  const local = !/^https?:/.test(location.protocol);
  const field = (text: string, label: string): HTMLElement =>
    make("textarea", { class: "address", readonly: true, rows: 2, "aria-label": label, dir: "ltr" }, text);
  const part = (name: string, ...content: readonly Child[]): HTMLElement => make("section", { class: "share-part" }, make("h3", {}, name), ...content);
  const buttons = (...content: readonly Child[]): HTMLElement => make("div", { class: "share-buttons" }, ...content);
  openDialog(say.share, [
    part(
      say.shareLink, make("p", { class: "meta" }, say.shareLinkText), field(link, say.shareLink),
      buttons(copyControl(() => link, { name: say.copyLink, done: say.copied, byHand: say.copyByHand }, "button")),
    ),
    part(
      say.embed, make("p", { class: "meta" }, say.embedText), field(code, say.embed),
      buttons(copyControl(() => code, { name: say.copyCode, done: say.codeCopied, byHand: say.copyCodeByHand }, "button")),
    ),
    local ? make("p", { class: "meta strong" }, say.fromFile) : null,
    part(
      say.picture, make("p", { class: "meta" }, say.pictureText),
      head.tiles.length > 0 ? make("p", { class: "meta" }, say.pictureBuiltIn) : null,
      buttons(act(say.saveSvg, "svg", svg), act(say.savePng, "png", png), button({ class: "button" }, () => void print(), say.print)),
    ),
    part(
      say.eventsShown(page.shown().indices.length), make("p", { class: "meta" }, say.eventsShownText),
      buttons(act(say.saveCsv, "csv", csv), act(say.saveGeoJson, "geojson", geojson)),
    ),
    told,
  ]);
}
