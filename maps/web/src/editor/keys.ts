// The editor's keys: Escape, save, undo and redo.

export interface Keys {
  /** What Escape ends. */
  readonly end: () => void;
  readonly save: () => void;
  readonly step: (way: "undo" | "redo") => void;
}

/** Hear the keys; within a text undo and redo remain the browser's own. */
export function hearKeys({ end, save, step }: Keys): void {
  addEventListener("keydown", (event) => {
    const inText = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
    const command = event.ctrlKey || event.metaKey;
    if (event.key === "Escape") end();
    else if (command && event.key === "s") {
      event.preventDefault();
      save();
    } else if (command && !inText && event.key.toLowerCase() === "z") {
      event.preventDefault();
      step(event.shiftKey ? "redo" : "undo");
    }
  });
}
