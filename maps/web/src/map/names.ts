// The names of the basemap: countries, capitals, some towns, each only where it covers nothing.

import type { World } from "../case/world";
import { copies } from "./basemap";
import type { View } from "./canvas";
import { countryPlaces, spansOf } from "./countryname";
import type { Box, Occupied } from "./labels";
import type { Ink, Pen } from "./pen";
import { type Scene, screenPoint } from "./scene";

const TOWNS_MOST = 25;
const CAPITALS_MOST = 50;
const MISSED_PX = 50; // round a town that found no room for its name
const SMALL_COUNTRY = 70; // px across: below it a name would say more than can be seen

/** A town in the frame, where it stands and what its name takes. */
interface Town {
  readonly x: number;
  readonly y: number;
  readonly label: string;
  readonly dot: Box;
  /** The name to the right of the dot, and to the left; null where the edge of the view would cut it. */
  readonly right: Box | null;
  readonly left: Box | null;
  /** Not only drawn for the next drag, beyond the edge. */
  readonly inside: boolean;
}

/** A country's name, and where it may stand: at its middle where that is whole in view, else in the part that is seen. */
interface CountryName {
  readonly label: string;
  readonly boxAt: (x: number, y: number) => Box;
  readonly middle: readonly [number, number];
  readonly whole: boolean;
  /** Whether the name at the middle is drawn for the next drag; one that the edge cuts is no name. */
  readonly beyond: boolean;
  /** In what is seen of the country, the nearest to the middle of it first. */
  readonly places: () => readonly (readonly [number, number])[];
}

interface Plan {
  readonly world: World;
  readonly view: string;
  readonly capitals: readonly Town[];
  readonly countries: readonly CountryName[];
  readonly towns: readonly Town[];
}

/** The names that a view may show; kept as long as it stays, since every filter draws them anew. */
export class Names {
  readonly #pen: Pen;
  #plan: Plan | null = null;

  constructor(pen: Pen) {
    this.#pen = pen;
  }

  draw(view: View, scene: Scene, occupied: Occupied): void {
    const { world, palette } = scene;
    const key = [view.left, view.top, view.world, view.width, view.height, view.insetX, view.insetY, palette.font].join();
    if (this.#plan?.world !== world || this.#plan.view !== key) this.#plan = this.#lay(key, view, scene);
    this.#writeTowns(view, scene, occupied, this.#plan.capitals, true);
    this.#writeCountries(view, scene, occupied, this.#plan.countries);
    this.#writeTowns(view, scene, occupied, this.#plan.towns, false);
  }

  #lay(key: string, view: View, scene: Scene): Plan {
    return {
      world: scene.world, view: key, capitals: this.#layTowns(view, scene, true), countries: this.#layCountries(view, scene),
      towns: this.#layTowns(view, scene, false),
    };
  }

  /** The largest first. */
  #layCountries(view: View, scene: Scene): CountryName[] {
    const { world, head } = scene;
    const { insetX, insetY, width, height } = view;
    const ink = countryInk(scene);
    const seen: Box = [insetX, insetY, width - insetX, height - insetY];
    const large = world.countries.filter((country) => Math.sqrt(country.size) * view.world >= SMALL_COUNTRY);
    return large.sort((a, b) => b.size - a.size).flatMap((country) => {
      const label = (head.names[country.name] ?? country.name).toUpperCase();
      if (!label) return []; // a case may leave a country without a name
      const across = this.#pen.width(view.ctx, label, ink);
      const boxAt = (x: number, y: number): Box => [x - across / 2 - 3, y - 8, x + across / 2 + 3, y + 8];
      return copies(view).map((shift) => {
        const [x, y] = screenPoint(country.x, country.y, view, shift);
        const box = boxAt(x, y);
        let places: readonly (readonly [number, number])[] | null = null;
        return {
          label, boxAt, middle: [x, y] as const,
          whole: box[0] >= seen[0] && box[1] >= seen[1] && box[2] <= seen[2] && box[3] <= seen[3],
          beyond: y >= 0 && y <= height && box[2] >= 0 && box[0] <= width && !cut(box, seen),
          places: () => (places ??= countryPlaces(spansOf(world, country, view, shift, seen), across, seen)),
        };
      });
    });
  }

  #layTowns(view: View, scene: Scene, capitals: boolean): Town[] {
    const { ctx, zoom, insetX, insetY, width, height } = view;
    const { context, head } = scene;
    const ink = townInk(scene, capitals);
    const least = capitals ? (zoom < 3.5 ? 1_500_000 : 0) : townFloor(zoom);
    const shifts = copies(view);
    const seen: Box = [insetX, insetY, width - insetX, height - insetY];
    const towns: Town[] = [];
    for (const town of context.towns) {
      if (town.capital !== capitals || town.population < least) continue;
      const label = head.names[town.name] ?? town.name;
      if (!label) continue;
      for (const shift of shifts) {
        const [x, y] = screenPoint(town.x, town.y, view, shift);
        if (x < 0 || y < 0 || x > width || y > height) continue;
        const across = this.#pen.width(ctx, label, ink);
        const whole = (box: Box): Box | null => (box[2] < 0 || box[0] > width || cut(box, seen) ? null : box);
        towns.push({
          x, y, label, dot: [x - 4, y - 4, x + 4, y + 4],
          right: whole([x + 4, y - 8, x + 10 + across, y + 8]), left: whole([x - 10 - across, y - 8, x - 4, y + 8]),
          inside: x > insetX && y > insetY && x < width - insetX && y < height - insetY,
        });
      }
    }
    return towns;
  }

  /** At its middle, or where that is taken or out of sight, in the part of the country that is seen. */
  #writeCountries(view: View, scene: Scene, occupied: Occupied, countries: readonly CountryName[]): void {
    const ink = countryInk(scene);
    for (const { label, boxAt, middle, whole, beyond, places } of countries) {
      const free = !occupied.hits(boxAt(...middle));
      const place = whole && free ? middle : (places().find(([x, y]) => !occupied.hits(boxAt(x, y))) ?? (free && beyond ? middle : null));
      if (!place) continue;
      occupied.add(boxAt(...place));
      this.#pen.write(view.ctx, label, ...place, "center", ink);
    }
  }

  #writeTowns(view: View, scene: Scene, occupied: Occupied, towns: readonly Town[], capitals: boolean): void {
    const { ctx } = view;
    const ink = townInk(scene, capitals);
    let room = capitals ? CAPITALS_MOST : TOWNS_MOST;
    // A lesser town in the place of one that found no room would mislead: Bursa for Istanbul.
    const missed: Town[] = [];
    for (const town of towns) {
      const { x, y, label, dot, right, left, inside } = town;
      if (room === 0) break;
      if (missed.some((other) => Math.hypot(other.x - x, other.y - y) < MISSED_PX)) continue;
      const box = occupied.hits(dot) ? null : right && !occupied.hits(right) ? right : left && !occupied.hits(left) ? left : null;
      if (!box) {
        if (!capitals) missed.push(town);
        continue;
      }
      occupied.add(box);
      occupied.add(dot);
      if (inside) room -= 1;
      if (box === right) this.#pen.write(ctx, label, x + 7, y, "left", ink);
      else this.#pen.write(ctx, label, x - 7, y, "right", ink);
      ctx.fillStyle = scene.palette.place;
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

function countryInk({ palette }: Scene): Ink {
  return { font: `700 12px ${palette.font}`, color: palette.ink3, halo: palette.land, haloWidth: 3, spacing: "1.7px" };
}

function townInk({ palette }: Scene, capitals: boolean): Ink {
  return { font: `${capitals ? 700 : 400} 12px ${palette.font}`, color: palette.place, halo: palette.land, haloWidth: 3 };
}

/** Towns below this population are not named at this zoom. */
function townFloor(zoom: number): number {
  if (zoom < 4) return 3_000_000;
  if (zoom < 5) return 1_000_000;
  if (zoom < 6) return 400_000;
  if (zoom < 7) return 150_000;
  return zoom < 8 ? 50_000 : 5_000;
}
