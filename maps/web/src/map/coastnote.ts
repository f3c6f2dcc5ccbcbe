// "Generalised coast": said where the coast that is seen is drawn from afar, and no finer one covers it.

import type * as L from "leaflet";
import type { FineWindow } from "../case/context";
import type { World } from "../case/world";
import { make } from "../common/dom";
import { say } from "../words/messages";

/** From this zoom on the 50m coast is off by a mark's width or more. */
export const ROUGH_ZOOM = 7;

/** What of the world is seen, in shares of the world; west may lie before 0 and east beyond 1. */
export interface Seen {
  readonly west: number;
  readonly east: number;
  readonly north: number;
  readonly south: number;
  readonly zoom: number;
}

/** Whether some coast is seen that no window of finer coast covers. */
export function coastIsRough(world: World, fine: readonly FineWindow[], seen: Seen): boolean {
  if (seen.zoom < ROUGH_ZOOM) return false;
  for (const arc of world.arcs) {
    if (arc.owners.length > 1 || arc.south < seen.north || arc.north > seen.south) continue;
    for (const shift of [-1, 0, 1]) {
      if (arc.east + shift < seen.west || arc.west + shift > seen.east) continue;
      for (let i = 0; i < arc.x.length; i++) {
        const [x, y] = [arc.x[i] as number, arc.y[i] as number];
        if (x + shift < seen.west || x + shift > seen.east || y < seen.north || y > seen.south) continue;
        if (!fine.some(({ west, east, north, south }) => x >= west && x <= east && y >= north && y <= south)) return true;
      }
    }
  }
  return false;
}

/** The note above the credit, which follows the map; returns how to look again without a move. */
export function mountCoastNote(map: L.Map, isRough: (seen: Seen) => boolean): () => void {
  const note = make("p", { class: "coast-note", hidden: true }, say.generalisedCoast);
  (map.getContainer().parentElement ?? document.body).append(note);
  const show = (): void => {
    const { min, max } = map.getPixelBounds();
    if (!min || !max) return;
    const zoom = map.getZoom();
    const size = 256 * 2 ** zoom;
    note.hidden = !isRough({ west: min.x / size, east: max.x / size, north: min.y / size, south: max.y / size, zoom });
  };
  map.on("moveend", show);
  return show;
}
