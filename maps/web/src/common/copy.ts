// Hand a text to the clipboard, or over to the reader where the page has no leave to write there.

import { button, make } from "./dom";

async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

export interface CopyWords {
  readonly name: string;
  readonly done: string;
  /** Label of the field shown where copying is refused. */
  readonly byHand: string;
}

/** A button that copies what `text` returns; says so, or shows a field to copy from. */
export function copyControl(text: () => string, words: CopyWords, look = "link"): HTMLElement {
  const box = make("span", { class: "copy" });
  const control = button({ class: look }, () => {
    const copied = text();
    void copyText(copied).then((done) => {
      if (done) control.textContent = words.done;
      else {
        const field = make("input", { class: "address", readonly: true, value: copied, "aria-label": words.byHand });
        box.replaceChildren(field);
        field.focus();
        field.select();
      }
    });
  }, words.name);
  control.setAttribute("aria-live", "polite");
  box.append(control);
  return box;
}

/** Let the browser save a file that the page has made. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = make("a", { href: address, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** A title as the name of a file, in any script. */
export function fileName(title: string, ending: string): string {
  const words = title.normalize("NFC").toLocaleLowerCase("und").match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return `${[...words.join("-")].slice(0, 60).join("").replace(/-$/, "") || "map"}.${ending}`;
}
