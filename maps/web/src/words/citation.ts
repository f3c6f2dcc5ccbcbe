// How to cite one event: what, when, where, how well it is known, in which map, by which sources. Pure: no DOM.

import type { CaseHead, EventText, Occurrence, Source, Status } from "../common/model";
import { isolate } from "../common/surface";
import { say } from "./messages";
import { statusLine } from "./wording";

const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

/** Plain text; `address` is left out when it leads nowhere for others. */
export function citeEvent(
  text: EventText, known: { readonly occurrence: Occurrence; readonly status: Status }, sources: readonly Source[], from: CaseHead, address: string,
): string {
  const where = text.origin || text.destination ? say.movement(text.origin, text.destination) : text.place;
  const head = [say.quoted(text.title), isolate(text.dateWords || say.undated), where].filter(Boolean).join(say.listComma);
  const reports = [...new Set(text.claims.map((claim) => claim.source))].flatMap((number) => {
    const source = sources[number];
    if (!source) return [];
    return [[isolate(source.publisher), source.title ? say.quoted(source.title) : "", isolate(source.published), source.url].filter(Boolean).join(say.listComma)];
  });
  return [
    sentence(head), sentence(statusLine(known.occurrence, known.status, text)), say.citeIn(from.title, from.asOfWords),
    reports.length > 0 ? say.citeSources(reports.join(say.listSemicolon)) : "", /^https?:/.test(address) ? address : "",
  ].filter(Boolean).join(" ");
}
