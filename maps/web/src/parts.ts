// Mounts the parts of the page into the skeleton and tells the map what they cover.

import type * as L from "leaflet";
import type { Page } from "./case/page";
import { button, given, make } from "./common/dom";
import { icon } from "./common/icons";
import type { Atlas } from "./map/atlas";
import { openAbout, openKeys } from "./panel/about";
import { coveredBottom, mountCard } from "./panel/card";
import { mountCredit, mountScale, mountTilesChooser, mountZoom } from "./panel/controls";
import { mountEdgeChips } from "./panel/edgechips";
import { mountLegend } from "./panel/legend";
import { mountPanel } from "./panel/panel";
import { mountPhone } from "./panel/phone";
import { mountReading } from "./panel/reading";
import { mountShare } from "./share/share";
import { mountTimeline } from "./time/timeline";
import { say } from "./words/messages";

export interface PartsOptions {
  readonly tiles: readonly {
    readonly name: string;
    readonly attribution: string;
    readonly layer: L.TileLayer | undefined;
  }[];
  readonly showTiles: (layer: L.TileLayer | null) => void;
  readonly fitAll: () => void;
  readonly atlas: Atlas;
}

export interface Parts {
  /** Pixels of the map's container that something covers, from each side. */
  readonly free: () => { left: number; top: number; right: number; bottom: number };
  /** Boxes over the map, (left, top, right, bottom) in pixels of its container. */
  readonly covered: () => readonly (readonly [number, number, number, number])[];
  /** Whether a click on a mark must move the map: on a phone the sheet would cover it. */
  readonly panOnPick: () => boolean;
  /** A sentence for everyone, screen readers too. */
  readonly say: (text: string) => void;
  /** Whether the article beside the map has a passage of the event, so that its card may wait. */
  readonly reads: (index: number) => boolean;
}

const PHONE = "(max-width: 639.98px)";
const NARROW = "(max-width: 1023.98px)";

export function mountParts(page: Page, options: PartsOptions): Parts {
  const element = (id: string): HTMLElement => {
    const found = document.getElementById(id);
    if (!found) throw new Error(`this file is incomplete: #${id} is missing`);
    return found;
  };
  const [panel, frame, time] = [element("panel"), element("map-frame"), element("time")];
  const container = page.map.getContainer();
  container.tabIndex = 0;
  container.setAttribute("role", "application");
  container.setAttribute("aria-roledescription", say.mapControls);
  container.setAttribute("aria-label", say.mapLabel);
  const notice = make("p", { class: "notice", role: "status", hidden: true });
  frame.append(notice);

  mountPanel(panel, page);
  mountTimeline(time, page);
  mountZoom(frame, page, options.fitAll);
  mountShare(frame, page, options.atlas);
  mountScale(frame, page);
  mountLegend(frame, page);
  const credit = mountCredit(frame, page, () => openAbout(page));
  mountBackgrounds(frame, options, credit);
  mountCard(frame, page, () => options.atlas.request());
  const reading = mountReading(panel, page);
  mountEdgeChips(frame, page, reading.numbers, () => options.atlas.request());
  document.addEventListener("keydown", (event) => {
    if (event.key !== "?" || event.target instanceof HTMLInputElement || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    openKeys();
  });
  const app = panel.parentElement ?? document.body;
  mountPhone(app, panel, frame, page);
  app.addEventListener("dateline-page", () => options.atlas.request());
  /** The drawer of a tablet, where it will have come to rest. */
  const drawer = (): readonly (readonly [number, number, number, number])[] => {
    if (matchMedia(PHONE).matches || !matchMedia(NARROW).matches || app.dataset["page"] !== "list") return [];
    const { clientWidth: width, clientHeight: height } = frame;
    const left = document.documentElement.dir === "rtl" ? width - panel.offsetWidth : 0;
    return [[left, 0, left + panel.offsetWidth, height]];
  };

  return {
    free: () => {
      const controls = matchMedia(PHONE).matches ? 0 : 64;
      const mirrored = document.documentElement.dir === "rtl";
      return { left: mirrored ? controls : 0, top: 0, right: mirrored ? 0 : controls, bottom: coveredBottom() };
    },
    covered: () => {
      const origin = frame.getBoundingClientRect();
      return [...drawer(), ...[...frame.querySelectorAll<HTMLElement>(".card, .legend, .zoom, .backgrounds, .date-chip, .scale, .credit, .edge-chip, .coast-note, .frame-bar")]
        .map((part) => part.getBoundingClientRect())
        .filter(({ width, height }) => width > 0 && height > 0)
        .map(({ left, top, right, bottom }) => [left - origin.left, top - origin.top, right - origin.left, bottom - origin.top] as const)];
    },
    reads: reading.reads,
    panOnPick: () => matchMedia(PHONE).matches,
    say: (text) => {
      notice.hidden = text === "";
      if (notice.hidden) return;
      const close = button({ class: "icon-button flat", "aria-label": say.close }, () => {
        notice.hidden = true;
        container.focus({ preventScroll: true });
      }, icon("close", 18));
      notice.replaceChildren(given("span", text), close);
    },
  };
}

/** The embedded map first: online backgrounds are a choice, never the default. */
function mountBackgrounds(frame: HTMLElement, options: PartsOptions, credit: (background?: string) => void): void {
  if (options.tiles.length === 0) return;
  const notice = frame.querySelector<HTMLElement>(".notice");
  let failed = 0;
  for (const { name, layer } of options.tiles) {
    layer?.on("tileerror", () => {
      failed += 1;
      if (failed < 3 || !notice) return;
      // A page opened from a file sends no address of its own, which some hosts refuse.
      notice.textContent = say.tilesRefused(name);
      notice.hidden = false;
    });
  }
  const choices = [{ name: say.embedded, attribution: say.embeddedCredit }, ...options.tiles];
  mountTilesChooser(frame, choices, (index) => {
    failed = 0;
    if (notice) notice.hidden = true;
    options.showTiles(index === 0 ? null : (options.tiles[index - 1]?.layer ?? null));
    credit(options.tiles[index - 1]?.attribution);
  });
}
