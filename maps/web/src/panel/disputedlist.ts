// The lines that are drawn as disputed, each with its reason, to unfold in "About this map".

import { make } from "../common/dom";
import { DISPUTED, DRAWN_AS } from "../map/disputed";
import { say } from "../words/messages";

export function disputedList(): HTMLElement {
  const reasons = new Map<string, string>();
  for (const { names, reason } of DISPUTED) {
    const known = reasons.get(reason);
    reasons.set(reason, known ? `${known}; ${names}` : names);
  }
  return make(
    "details", { class: "disputed" },
    make("summary", {}, say.linesDisputed(reasons.size)),
    make("ul", {}, ...[...reasons].map(([reason, names]) => make("li", {}, make("b", {}, `${names}: `), reason)), ...DRAWN_AS.map((text) => make("li", {}, text))),
  );
}
