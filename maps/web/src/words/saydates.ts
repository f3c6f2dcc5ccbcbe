// Dates of the case in the page's language: the file carries them in English words and in EDTF.

import type { EventText, Head, Source } from "../common/model";
import { dateWords } from "./datewords";
import { spokenLanguage } from "./language";

export const speaksEnglish = (): boolean => spokenLanguage().code === "en";

const inWords = (edtf: string | undefined, english: string): string =>
  edtf ? dateWords(edtf, spokenLanguage().phrases) : english;

export function sayDates(text: EventText): EventText {
  return {
    ...text,
    dateWords: inWords(text.date, text.dateWords),
    retracted: inWords(text.retractedEdtf, text.retracted),
    claims: text.claims.map((claim) => (claim.date ? { ...claim, date: inWords(claim.dateEdtf, claim.date) } : claim)),
    conflicts: text.conflicts.map((conflict) => ({
      ...conflict,
      sides: conflict.sides.map((side) => ({ ...side, words: inWords(side.edtf, side.words) })),
    })),
  };
}

export function saySource(source: Source): Source {
  return { ...source, published: inWords(source.publishedEdtf, source.published) };
}

export function sayHead(head: Head): Head {
  return {
    ...head,
    case: { ...head.case, asOfWords: inWords(head.case.asOfEdtf, head.case.asOfWords) },
    ...(head.corrections ? { corrections: head.corrections.map((one) => ({ ...one, date: inWords(one.dateEdtf, one.date) })) } : {}),
  };
}
