// The names of the basemap: countries, capitals, some towns, each only where it covers nothing.

import { copies } from "./basemap";
import type { View } from "./canvas";
import { placeCountryName, type Span, spansOf } from "./countryname";
import type { Box, Occupied } from "./labels";
import type { Ink, Pen } from "./pen";
import { type Scene, screenPoint } from "./scene";
import type { Country, World } from "./world";

const TOWNS_MOST = 25;
const CAPITALS_MOST = 50;
const MISSED_PX = 50; // round a town that found no room for its name
const SMALL_COUNTRY = 70; // px across: below it a name would say more than can be seen

export function drawNames(view: View, scene: Scene, occupied: Occupied, pen: Pen): void {
  nameTowns(view, scene, occupied, pen, true);
  nameCountries(view, scene, occupied, pen);
  nameTowns(view, scene, occupied, pen, false);
}

/** At its middle, or where that is taken or out of sight, in the part of the country that is seen. The largest first. */
function nameCountries(view: View, scene: Scene, occupied: Occupied, pen: Pen): void {
  const { world, head, palette } = scene;
  const { ctx, insetX, insetY, width, height } = view;
  const ink: Ink = {
    font: `700 12px ${palette.font}`, color: palette.ink3, halo: palette.land, haloWidth: 3, spacing: "1.7px",
  };
  const seen: Box = [insetX, insetY, width - insetX, height - insetY];
  const large = world.countries.filter((country) => Math.sqrt(country.size) * view.world >= SMALL_COUNTRY);
  for (const country of large.sort((a, b) => b.size - a.size)) {
    const label = (head.names[country.name] ?? country.name).toUpperCase();
    if (!label) continue; // a case may leave a country without a name
    const across = pen.width(ctx, label, ink);
    const boxAt = (x: number, y: number): Box => [x - across / 2 - 3, y - 8, x + across / 2 + 3, y + 8];
    const write = (x: number, y: number): void => {
      occupied.add(boxAt(x, y));
      pen.write(ctx, label, x, y, "center", ink);
    };
    for (const shift of copies(view)) {
      const [x, y] = screenPoint(country.x, country.y, view, shift);
      const box = boxAt(x, y);
      const whole = box[0] >= seen[0] && box[1] >= seen[1] && box[2] <= seen[2] && box[3] <= seen[3];
      const free = !occupied.hits(box);
      if (whole && free) {
        write(x, y);
        continue;
      }
      const place = placeCountryName(spansIn(scene, country, view, shift, seen), across, seen, (wanted) => !occupied.hits(wanted));
      if (place) write(...place);
      // For the next drag; one that the edge cuts is no name.
      else if (free && y >= 0 && y <= height && box[2] >= 0 && box[0] <= width && !cut(box, seen)) write(x, y);
    }
  }
}

let measured: { readonly world: World; readonly view: string; readonly spans: Map<string, readonly (readonly Span[])[]> } | null = null;

/** The stretches of a country in view; kept while the view stays, since every filter draws the names anew. */
function spansIn({ world }: Scene, country: Country, view: View, shift: number, seen: Box): readonly (readonly Span[])[] {
  const key = [view.left, view.top, view.world, ...seen].join();
  if (measured?.world !== world || measured.view !== key) measured = { world, view: key, spans: new Map() };
  const name = `${country.code} ${shift}`;
  let spans = measured.spans.get(name);
  if (!spans) measured.spans.set(name, (spans = spansOf(world, country, view, shift, seen)));
  return spans;
}

function nameTowns(view: View, scene: Scene, occupied: Occupied, pen: Pen, capitals: boolean): void {
  const { ctx, zoom } = view;
  const { context, head, palette } = scene;
  const ink: Ink = {
    font: `${capitals ? 700 : 400} 12px ${palette.font}`, color: palette.place, halo: palette.land, haloWidth: 3,
  };
  const least = capitals ? (zoom < 3.5 ? 1_500_000 : 0) : townFloor(zoom);
  let left = capitals ? CAPITALS_MOST : TOWNS_MOST;
  // A lesser town in the place of one that found no room would mislead: Bursa for Istanbul.
  const missed: (readonly [number, number])[] = [];
  for (const town of context.towns) {
    if (town.capital !== capitals || town.population < least) continue;
    for (const shift of copies(view)) {
      const [x, y] = screenPoint(town.x, town.y, view, shift);
      if (left === 0 || x < 0 || y < 0 || x > view.width || y > view.height) continue;
      const dot: Box = [x - 4, y - 4, x + 4, y + 4];
      const label = head.names[town.name] ?? town.name;
      if (!label || missed.some(([left, top]) => Math.hypot(left - x, top - y) < MISSED_PX)) continue;
      const width = pen.width(ctx, label, ink);
      const right = !occupied.hits(dot) && take([x + 4, y - 8, x + 10 + width, y + 8], view, occupied);
      if (!right && (occupied.hits(dot) || !take([x - 10 - width, y - 8, x - 4, y + 8], view, occupied))) {
        if (!capitals) missed.push([x, y]);
        continue;
      }
      occupied.add(dot);
      // What lies beyond the edge, drawn for the next drag, is not counted.
      if (x > view.insetX && y > view.insetY && x < view.width - view.insetX && y < view.height - view.insetY) left -= 1;
      if (right) pen.write(ctx, label, x + 7, y, "left", ink);
      else pen.write(ctx, label, x - 7, y, "right", ink);
      ctx.fillStyle = palette.place;
      ctx.beginPath();
      if (capitals) ctx.rect(x - 2.5, y - 2.5, 5, 5);
      else ctx.arc(x, y, 2, 0, 7);
      ctx.fill();
    }
  }
}

/** Whether the edge of what is seen cuts a box. */
function cut(box: Box, [left, top, right, bottom]: Box): boolean {
  const touches = box[0] < right && box[2] > left && box[1] < bottom && box[3] > top;
  return touches && (box[0] < left || box[2] > right || box[1] < top || box[3] > bottom);
}

/** Take a box when it is free and in the view, whole. */
function take(box: Box, view: View, occupied: Occupied): boolean {
  if (box[2] < 0 || box[0] > view.width || occupied.hits(box)) return false;
  if (cut(box, [view.insetX, view.insetY, view.width - view.insetX, view.height - view.insetY])) return false;
  occupied.add(box);
  return true;
}

/** Towns below this population are not named at this zoom. */
function townFloor(zoom: number): number {
  if (zoom < 4) return 3_000_000;
  if (zoom < 5) return 1_000_000;
  if (zoom < 6) return 400_000;
  if (zoom < 7) return 150_000;
  return zoom < 8 ? 50_000 : 5_000;
}
