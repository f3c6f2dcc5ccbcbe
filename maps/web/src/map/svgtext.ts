// How SVG 1.1 writes what a canvas is told: texts, colours, fonts.

import { short } from "./vectorpath";

/** Text as XML holds it: signs that XML 1.0 cannot carry are left out. */
export function escapeXml(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "")
    .replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? "");
}

/** A colour of CSS as SVG 1.1 knows it: `#rrggbb` or a name, and its opacity apart. */
export function solid(color: string): readonly [string, number] {
  const long = /^#([0-9a-f]{6})([0-9a-f]{2})$/i.exec(color);
  if (long) return [`#${long[1] ?? ""}`, parseInt(long[2] ?? "ff", 16) / 255];
  const parts = /^rgba?\(([^)]*)\)$/i.exec(color)?.[1]?.split(/[\s,/]+/).filter(Boolean) ?? [];
  if (parts.length >= 3) {
    const hex = parts.slice(0, 3).map((part) => Math.max(0, Math.min(255, Math.round(Number(part)))).toString(16).padStart(2, "0"));
    return [`#${hex.join("")}`, parts[3] === undefined ? 1 : parts[3].endsWith("%") ? Number(parts[3].slice(0, -1)) / 100 : Number(parts[3])];
  }
  return color === "transparent" ? ["#000000", 0] : [color, 1];
}

/** An element that holds a text alone. */
export const wrapped = (name: string, text: string): string => `<${name}>${escapeXml(text)}</${name}>`;

/** An attribute for an opacity; none where it is whole. */
export const opaque = (name: string, value: number): string => (value >= 0.999 ? "" : ` ${name}="${short(value)}"`);

/** The parts of a font as a canvas has it, `700 12px Arial`. */
export function readFont(font: string): { readonly weight: string; readonly size: number; readonly family: string } {
  const [, before, size, family] = /^(.*?)([\d.]+)px(?:\/\S+)?\s+(.*)$/.exec(font) ?? [];
  const weight = /\b(bold|[1-9]00)\b/.exec(before ?? "")?.[1] ?? "400";
  return { weight: weight === "bold" ? "700" : weight, size: Number(size ?? 10), family: (family ?? "sans-serif").replaceAll('"', "'") };
}
