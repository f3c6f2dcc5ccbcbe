// The phone's bottom sheet: three stops, by dragging the grip, or by its button and the arrow keys.

import { make } from "../common/dom";
import { say } from "../words/messages";
import { nearestStop, stepStop, stopHeight, type Stop } from "./cardplace";

export interface Sheet {
  readonly grip: HTMLButtonElement;
  stop(): Stop;
  set(stop: Stop): void;
  /** Take the sheet's height off the element, when the screen is wide again. */
  release(): void;
}

export function makeSheet(card: HTMLElement, moved: () => void): Sheet {
  const grip = make("button", { type: "button", class: "grip" }, make("span", { class: "grip-bar" }));
  let stop: Stop = "half";
  let dragged = false;

  const set = (next: Stop): void => {
    stop = next;
    card.style.height = `${stopHeight(stop, innerHeight)}px`;
    card.dataset["stop"] = stop;
    grip.setAttribute("aria-label", stop === "full" ? say.sheetShorter : say.sheetTaller);
    moved();
  };

  grip.addEventListener("click", () => {
    if (dragged) return;
    set(stop === "full" ? "half" : stepStop(stop, 1));
  });
  grip.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    set(stepStop(stop, event.key === "ArrowUp" ? 1 : -1));
  });
  grip.addEventListener("pointerdown", (down) => {
    if (down.button !== 0) return;
    dragged = false;
    grip.setPointerCapture(down.pointerId);
    const height = card.getBoundingClientRect().height;
    let last = { y: down.clientY, time: down.timeStamp };
    let speed = 0;
    const move = (event: PointerEvent): void => {
      const by = down.clientY - event.clientY;
      if (Math.abs(by) > 4) dragged = true;
      if (!dragged) return;
      if (event.timeStamp > last.time) speed = (last.y - event.clientY) / (event.timeStamp - last.time);
      last = { y: event.clientY, time: event.timeStamp };
      card.classList.add("dragged");
      const top = stopHeight("full", innerHeight);
      card.style.height = `${Math.max(stopHeight("low", innerHeight), Math.min(top, height + by))}px`;
    };
    const end = (): void => {
      grip.removeEventListener("pointermove", move);
      grip.removeEventListener("pointerup", end);
      grip.removeEventListener("pointercancel", end);
      card.classList.remove("dragged");
      if (dragged) set(nearestStop(card.getBoundingClientRect().height, innerHeight, speed));
    };
    grip.addEventListener("pointermove", move);
    grip.addEventListener("pointerup", end);
    grip.addEventListener("pointercancel", end);
  });

  return {
    grip,
    stop: () => stop,
    set,
    release: () => {
      card.style.height = "";
      delete card.dataset["stop"];
    },
  };
}
