// What the overlay draws from, and what it has drawn.

import type { Columns } from "../case/columns";
import type { Context } from "../case/context";
import type { Events } from "../case/page";
import type { World } from "../case/world";
import { DENIED, EXPECTED, type Head, RETRACTED } from "../common/model";
import type { View } from "./canvas";
import type { Box } from "./labels";
import type { MarkStyle } from "./marks";
import type { Palette } from "./palette";
import type { Spot } from "./spots";

export interface Scene {
  readonly columns: Columns;
  readonly events: Events;
  readonly head: Head;
  readonly context: Context;
  readonly world: World;
  /** Passing events in chronological order. */
  readonly indices: Uint32Array;
  readonly open: number | null;
  readonly hover: number | null;
  readonly palette: Palette;
  /** Whether the embedded world is shown (else online tiles bring their own names). */
  readonly names: boolean;
  /** What lies over the map, pixels of its container: no label goes there. */
  readonly covered: readonly Box[];
  /** Numbers of events in the article beside the map. */
  readonly numbers: ReadonlyMap<number, number>;
}

export interface DrawnSpot extends Spot {
  readonly r: number;
}

export interface DrawnArea {
  readonly area: number;
  readonly events: readonly number[];
  readonly path: Path2D;
  readonly box: Box;
  /** The middle of a movement's line; null for an area. */
  readonly line: readonly [number, number] | null;
  /** Where its ≠ badge stands; null when its sources agree. */
  readonly badge: readonly [number, number] | null;
}

export function styleOf(event: number, count: number, scene: Scene): MarkStyle {
  const { columns, head, palette } = scene;
  return {
    color: palette.color(head.layers[columns.layer[event] as number]?.color ?? "black"),
    expected: columns.occurrence[event] === EXPECTED,
    denied: columns.occurrence[event] === DENIED,
    retracted: columns.status[event] === RETRACTED,
    count,
  };
}

/** Retracted events are off the map, but for the one that is open. */
export function isHidden(event: number, scene: Scene): boolean {
  return scene.columns.status[event] === RETRACTED && event !== scene.open;
}

/** A place of the world, 0 … 1, in pixels of the canvas. */
export function screenPoint(x: number, y: number, view: View, shift: number): [number, number] {
  return [(x + shift) * view.world - view.left, y * view.world - view.top];
}
