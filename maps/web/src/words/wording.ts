// What is said of an event, put together from its values. Pure: no DOM.

import type { ClaimText, ConflictSide, ConflictText, EventText, Interval, Occurrence, Precision, Source, Status } from "../common/model";
import { say } from "./messages";

export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);

/** The second line of a card: how well it is known. */
export function statusLine(occurrence: Occurrence, status: Status, text: EventText): string {
  if (status === "retracted") return say.retractedOn(text.retracted, text.retractedReason);
  const known = status === "confirmed"
    ? [say.confirmedBy(text.confirmedBy), text.method]
    : [say.status[status], say.notConfirmed];
  if (occurrence === "occurred") return known.filter(Boolean).join(" · ");
  const rest = status === "confirmed" ? known.filter(Boolean).join(" · ") : known.join(say.listComma);
  return `${say.occurrence[occurrence]} · ${rest.charAt(0).toLocaleLowerCase()}${rest.slice(1)}`;
}

/** The one word of a list row. */
export function statusWord(occurrence: Occurrence, status: Status): string {
  if (status === "retracted" || occurrence === "occurred") return say.status[status];
  return say.occurrence[occurrence];
}

/** "settlement, within about 2 km": how exactly the place is known. */
export function precisionWords(precision: Precision, text: EventText, area: boolean): string {
  if (area) {
    return `${say.precision[precision]}${say.listComma}${text.areaExact ? say.shownAsArea : say.shownAsApproximate}`;
  }
  return text.radius > 0 ? `${say.precision[precision]}${say.listComma}${say.within(text.radius)}` : say.precision[precision];
}

/** The intervals that were taken; all of them when none is marked so. */
export function chosenIntervals(intervals: readonly Interval[]): readonly Interval[] {
  const chosen = intervals.filter((interval) => interval.chosen);
  return chosen.length > 0 ? chosen : intervals;
}

/** First and last possible day of the date we show; null when undated. */
export function chosenSpan(intervals: readonly Interval[]): readonly [number, number] | null {
  const chosen = chosenIntervals(intervals);
  if (chosen.length === 0) return null;
  return [Math.min(...chosen.map((i) => i.earliest)), Math.max(...chosen.map((i) => i.latest))];
}

/** "by November 2025", "in October 2024", "on 18 May 2025". */
export function whenWords(words: string, intervals: readonly Interval[]): string {
  if (say.leadsWithPreposition.test(words)) return words.charAt(0).toLocaleLowerCase() + words.slice(1);
  const span = chosenSpan(intervals);
  return span && span[0] === span[1] ? say.onDay(words) : say.inTime(words);
}

/** The sentence for a forecast whose time has passed; empty for anything else. */
export function lapsedWords(
  occurrence: Occurrence, text: EventText, intervals: readonly Interval[], asOf: number | null,
): string {
  const span = chosenSpan(intervals);
  if (occurrence !== "expected" || asOf === null || !span || !(span[1] < asOf)) return "";
  return say.lapsed(whenWords(text.dateWords, intervals));
}

/** What the sources of an event differ on: "date", "announced by". */
export function conflictNames(conflicts: readonly ConflictText[]): string {
  return [...new Set(conflicts.map((c) => (c.field === "value" ? c.key : say.conflictName[c.field])))].join(say.listComma);
}

function voice(claim: ClaimText, at: number, conflict: ConflictText, sources: readonly Source[]): string {
  const publisher = sources[claim.source]?.publisher ?? "";
  const relay = conflict.relays?.find((one) => one.claim === at);
  if (relay) return say.relayDiffers(publisher, relay.cites);
  const cites = claim.citing?.[0];
  return cites ? say.whichCites(publisher, cites) : publisher;
}

/** Who says one side of a conflict, each once. */
export function voices(side: ConflictSide, conflict: ConflictText, claims: readonly ClaimText[], sources: readonly Source[]): string {
  const said = side.claims.flatMap((at) => {
    const claim = claims[at];
    return claim ? [voice(claim, at, conflict, sources)] : [];
  });
  const once = [...new Set(said)];
  // A voice with its own comma would blur in a list of voices.
  return once.some((one) => one.includes(",")) ? once.join("; ") : say.and(once);
}

/** The bold lead of a conflict. */
export function conflictLead(conflict: ConflictText, first: boolean): string {
  return conflict.field === "value" ? say.differKey(conflict.key, first) : say.differField(conflict.field, first);
}

/** Our choice with its reason, or that there is none. */
export function conflictChoice(conflict: ConflictText): string {
  if (!conflict.reason) return say.unresolved;
  const chosen = conflict.sides.find((side) => side.chosen);
  return chosen ? say.weUse(chosen.words, conflict.reason) : conflict.reason;
}

/** Why an event stands in a fold: each reason as a sentence of its own. */
export function trayReason(text: EventText, undated: boolean): string {
  if (!undated) return text.unplaced || say.noPlaceGiven;
  const parts = [text.dateReason || say.noDateGiven];
  if (text.unplaced && text.unplaced !== parts[0]) parts.push(text.unplaced);
  return parts.join(" ");
}

/** Who stands on one side of a conflict, each once; nobody where only we do. */
export function publishersOf(side: ConflictSide, claims: readonly ClaimText[], sources: readonly Source[]): readonly string[] {
  return [...new Set(side.claims.map((at) => sources[claims[at]?.source ?? -1]?.publisher ?? "").filter(Boolean))];
}

/** "on 3 July 2025", "about 3 July 2025", "in July 2025": when a report was written, from its day in words. */
export function writtenWhen(published: string): string {
  if (!published) return "";
  if (say.leadsWithPreposition.test(published)) return published.charAt(0).toLocaleLowerCase() + published.slice(1);
  return /^\d{1,2} /.test(published) ? say.onDay(published) : say.inTime(published);
}
