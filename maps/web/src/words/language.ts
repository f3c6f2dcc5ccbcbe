// The languages of the page: which there are, which one is spoken, and what a text of the case is marked with.

import { arabic } from "./languages/arabic";
import { arabicPhrases } from "./languages/arabicdates";
import { korean } from "./languages/korean";
import { koreanPhrases } from "./languages/koreandates";
import { type Messages, speak } from "./messages";
import { ENGLISH, type Phrases } from "./phrases";

export interface Language {
  /** BCP 47 code without a region. */
  readonly code: string;
  /** As its speakers call it. */
  readonly name: string;
  readonly direction: "ltr" | "rtl";
  /** What is missing is said in English. */
  readonly messages: Partial<Messages>;
  readonly phrases: Phrases;
}

const PLAIN: Language = { code: "en", name: "English", direction: "ltr", messages: {}, phrases: ENGLISH };

export const LANGUAGES: readonly Language[] = [
  PLAIN,
  { code: "ko", name: "한국어", direction: "ltr", messages: korean, phrases: koreanPhrases },
  { code: "ar", name: "العربية", direction: "rtl", messages: arabic, phrases: arabicPhrases },
];

let spoken = PLAIN;
let written = "en";

/** The language of a tag such as `ko` or `ar-EG`; null when the page does not speak it. */
export function languageOf(tag: string): Language | null {
  const code = tag.toLowerCase().split("-")[0];
  return LANGUAGES.find((language) => language.code === code) ?? null;
}

/** The reader's choice first, then the case's own language, then English. */
export function chooseLanguage(chosen: string | null, ofCase: string): Language {
  return languageOf(chosen ?? "") ?? languageOf(ofCase) ?? PLAIN;
}

/** Speak a language from now on; the document says which it is and which way it runs. */
export function speakLanguage(language: Language, ofCase: string): void {
  spoken = language;
  written = ofCase;
  speak(language.messages);
  const root = document.documentElement;
  root.lang = language.code;
  root.dir = language.direction;
}

export function spokenLanguage(): Language {
  return spoken;
}

/** What to mark a text of the case with: its language, where the page speaks another; else null. */
export function caseLanguage(): string | null {
  return languageOf(written)?.code === spoken.code ? null : written;
}
