// The point of the event under edit, over the map: dragged with a pointer, moved with the arrow keys.

import { make } from "../common/dom";
import type { Spot, Stage } from "./stage";
import { roundDegrees, wrapLongitude } from "./table";

export class Handle {
  readonly element = make("button", {
    type: "button", class: "handle", hidden: true,
    "aria-label": "Point of the event. Drag it, or move it with the arrow keys and press Enter",
  });
  private spot: Spot | null = null;
  private moved = false;
  private gripped = false;

  /** `settle` is told where the point was put down. */
  constructor(private readonly stage: Stage, private readonly settle: (spot: Spot) => void) {
    let grip: { readonly x: number; readonly y: number } | null = null;
    this.element.addEventListener("pointerdown", (event) => {
      const at = this.spot && this.stage.locate(this.spot);
      if (!at || event.button !== 0) return;
      grip = { x: event.clientX - at.x, y: event.clientY - at.y };
      this.gripped = true;
      this.element.setPointerCapture(event.pointerId);
      event.preventDefault();
      this.element.focus();
    });
    this.element.addEventListener("pointermove", (event) => {
      if (!grip) return;
      this.to(this.stage.spotAt(event.clientX - grip.x, event.clientY - grip.y));
    });
    const drop = (): void => {
      if (grip && this.moved) this.put();
      grip = null;
      this.gripped = false;
    };
    this.element.addEventListener("pointerup", drop);
    this.element.addEventListener("pointercancel", drop);
    this.element.addEventListener("keydown", (event) => {
      const step = event.shiftKey ? 20 : 2;
      const way = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
      const at = this.spot && this.stage.locate(this.spot);
      if (way && at) {
        event.preventDefault();
        this.to(this.stage.spotAt(at.x + (way[0] ?? 0), at.y + (way[1] ?? 0)));
      } else if (event.key === "Enter" && this.moved) {
        event.preventDefault();
        this.put();
      }
    });
    this.element.addEventListener("blur", () => {
      if (this.moved && !grip) this.put();
    });
  }

  /** Stand on a spot; null takes it away. */
  show(spot: Spot | null): void {
    this.spot = spot;
    this.moved = false;
    this.place();
  }

  /** Follow the map. */
  place(): void {
    const at = this.spot && this.stage.locate(this.spot);
    this.element.hidden = !at || (!this.gripped && this.stage.covers(at.x, at.y));
    if (!at) return;
    this.element.style.left = `${at.x}px`;
    this.element.style.top = `${at.y}px`;
  }

  private to(spot: Spot | null): void {
    if (!spot) return;
    this.spot = spot;
    this.moved = true;
    this.place();
  }

  private put(): void {
    if (!this.spot) return;
    this.moved = false;
    this.settle({ lon: wrapLongitude(this.spot.lon), lat: roundDegrees(this.spot.lat) });
  }
}
