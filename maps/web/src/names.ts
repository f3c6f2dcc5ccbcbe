// The names of the basemap: countries, capitals, some towns, each only where it covers nothing.

import { copies } from "./basemap";
import type { View } from "./canvas";
import type { Box, Occupied } from "./labels";
import type { Ink, Pen } from "./pen";
import { type Scene, screenPoint } from "./scene";

const TOWNS_MOST = 25;
const CAPITALS_MOST = 50;
const LARGE_COUNTRY = 170; // px across: named before the capitals
const SMALL_COUNTRY = 70;

export function drawNames(view: View, scene: Scene, occupied: Occupied, pen: Pen): void {
  nameCountries(view, scene, occupied, pen, LARGE_COUNTRY, Infinity);
  nameTowns(view, scene, occupied, pen, true);
  nameCountries(view, scene, occupied, pen, SMALL_COUNTRY, LARGE_COUNTRY);
  nameTowns(view, scene, occupied, pen, false);
}

function nameCountries(view: View, scene: Scene, occupied: Occupied, pen: Pen, least: number, most: number): void {
  const { world, head, palette } = scene;
  const ink: Ink = {
    font: `700 12px ${palette.font}`, color: palette.ink3, halo: palette.land, haloWidth: 3, spacing: "1.7px",
  };
  for (const country of world.countries) {
    const across = Math.sqrt(country.size) * view.world;
    if (across < least || across >= most) continue;
    const label = (head.names[country.name] ?? country.name).toUpperCase();
    for (const shift of copies(view)) {
      const [x, y] = screenPoint(country.x, country.y, view, shift);
      if (y < 0 || y > view.height) continue;
      const half = pen.width(view.ctx, label, ink) / 2;
      if (take([x - half - 3, y - 8, x + half + 3, y + 8], view, occupied)) pen.write(view.ctx, label, x, y, "center", ink);
    }
  }
}

function nameTowns(view: View, scene: Scene, occupied: Occupied, pen: Pen, capitals: boolean): void {
  const { ctx, zoom } = view;
  const { context, head, palette } = scene;
  const ink: Ink = {
    font: `${capitals ? 700 : 400} 12px ${palette.font}`, color: palette.place, halo: palette.land, haloWidth: 3,
  };
  const least = capitals ? (zoom < 3.5 ? 1_500_000 : 0) : townFloor(zoom);
  let left = capitals ? CAPITALS_MOST : TOWNS_MOST;
  for (const town of context.towns) {
    if (town.capital !== capitals || town.population < least) continue;
    for (const shift of copies(view)) {
      const [x, y] = screenPoint(town.x, town.y, view, shift);
      if (left === 0 || x < 0 || y < 0 || x > view.width || y > view.height) continue;
      const dot: Box = [x - 4, y - 4, x + 4, y + 4];
      if (occupied.hits(dot)) continue;
      const label = head.names[town.name] ?? town.name;
      const width = pen.width(ctx, label, ink);
      if (!take([x + 4, y - 8, x + 10 + width, y + 8], view, occupied)) continue;
      occupied.add(dot);
      left -= 1;
      pen.write(ctx, label, x + 7, y, "left", ink);
      ctx.fillStyle = palette.place;
      ctx.beginPath();
      if (capitals) ctx.rect(x - 2.5, y - 2.5, 5, 5);
      else ctx.arc(x, y, 2, 0, 7);
      ctx.fill();
    }
  }
}

/** Take a box when it is free and in the view. */
function take(box: Box, view: View, occupied: Occupied): boolean {
  if (box[2] < 0 || box[0] > view.width || occupied.hits(box)) return false;
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
