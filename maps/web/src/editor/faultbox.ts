// The faults of the files, while the last good map stays.

import { given, make } from "../common/dom";
import type { Fault } from "./ask";

const SHOWN_MOST = 50;

/** File and line of a fault, as far as they are known. */
const whereabouts = ({ file, line }: Fault): string => (file ? `${file}${line ? `:${line}` : ""}` : "");

/** A fault in a line: where it is, and what is wrong. */
export const sayFault = (fault: Fault): string => [whereabouts(fault), fault.field, fault.message].filter(Boolean).join(": ");

export class FaultBox {
  readonly element = make("section", { class: "faults", role: "alert", "aria-label": "Faults", hidden: true });

  /** Show the faults of the case, and `trouble` where it could not be built at all; nothing hides the box. */
  show(faults: readonly Fault[], trouble: string): void {
    const all = trouble ? [{ file: "", line: 0, field: "", message: trouble }, ...faults] : faults;
    this.element.hidden = all.length === 0;
    this.element.replaceChildren(
      make("h3", {}, "The map is the last good one"),
      make("p", {}, "The files of the case have faults; mend them, and the map is drawn anew."),
      make("ul", {}, ...all.slice(0, SHOWN_MOST).map((fault) =>
        make("li", {}, make("code", {}, whereabouts(fault)), " ", given("span", [fault.field, fault.message].filter(Boolean).join(": "))))),
      all.length > SHOWN_MOST ? make("p", {}, `and ${all.length - SHOWN_MOST} more`) : "",
    );
  }
}
