import { afterEach, describe, expect, it } from "vitest";
import type { CaseHead, EventText, Source } from "../src/common/model";
import { citeEvent } from "../src/words/citation";
import { dateBlock, dayNumber, formatRange } from "../src/words/dates";
import { dateWords } from "../src/words/datewords";
import { chooseLanguage, LANGUAGES, languageOf } from "../src/words/language";
import { arabic } from "../src/words/languages/arabic";
import { arabicPhrases } from "../src/words/languages/arabicdates";
import { korean } from "../src/words/languages/korean";
import { koreanPhrases } from "../src/words/languages/koreandates";
import { say, speak } from "../src/words/messages";
import { ENGLISH } from "../src/words/phrases";
import cases from "./datewords.json";

// Said alike in every language, or by a program rather than in words.
const SHARED = new Set(["number", "brand"]);
// Signs and units that these languages write as English does.
const SAME = {
  ko: new Set(["quoted", "listComma", "listSemicolon", "leadsTo", "wrote", "monthRoom", "saidBy", "chosenOf", "kilometres", "metres"]),
  ar: new Set(["dayInMonth", "daysInMonth", "withYear", "fromTo"]),
};

afterEach(() => speak({}));

describe("languages", () => {
  it.each([["ko", korean], ["ar", arabic]] as const)("says everything in %s", (code, table) => {
    const missing = Object.keys(say).filter((key) => !(key in table) && !SHARED.has(key) && !SAME[code].has(key));

    expect(missing).toEqual([]);
  });

  it.each([["ko", korean], ["ar", arabic]] as const)("has in %s no message that English lacks", (_, table) => {
    expect(Object.keys(table).filter((key) => !(key in say))).toEqual([]);
  });

  it.each([["ko", korean], ["ar", arabic]] as const)("helps with every key in %s", (_, table) => {
    expect(table.keys).toHaveLength(say.keys.length);
  });

  it("says in English what a table lacks", () => {
    speak({ close: "닫기" });

    expect(say.close).toBe("닫기");
    expect(say.zoomIn).toBe("Zoom in");
  });

  it("takes the reader's choice first, then the case's own language, then English", () => {
    expect(chooseLanguage("ar", "ko").code).toBe("ar");
    expect(chooseLanguage(null, "ko-KR").code).toBe("ko");
    expect(chooseLanguage("xx", "pt-BR").code).toBe("en");
    expect(languageOf("AR-eg")?.direction).toBe("rtl");
    expect(languageOf("")).toBeNull();
    expect(languageOf("constructor")).toBeNull();
  });

  it("fills every phrase of every language", () => {
    for (const { phrases } of LANGUAGES) {
      expect(Object.keys(phrases).sort()).toEqual(Object.keys(ENGLISH).sort());
      expect(phrases.months).toHaveLength(12);
      expect([...phrases.parts.keys()]).toEqual([...ENGLISH.parts.keys()]);
    }
  });

  it("keeps in each phrase the places that the English one has", () => {
    const places = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();
    for (const { phrases } of LANGUAGES) {
      for (const [name, text] of Object.entries(ENGLISH) as [keyof typeof ENGLISH, unknown][]) {
        const own = phrases[name];
        if (typeof text === "string" && typeof own === "string") expect([name, places(own)]).toEqual([name, places(text)]);
      }
    }
  });
});

describe("numbers in Arabic", () => {
  it("puts the dual into its case, and the pronoun after it into its number", () => {
    speak(arabic);
    expect(say.shownOfAll(1, 2)).toBe("1 من حدثين");
    expect(say.shownOfAll(3, 11)).toBe("3 من 11 حدثًا");
    expect(say.eventsOnMap(1, 1)).toBe("حدث واحد، على الخريطة");
    expect(say.eventsOnMap(2, 1)).toBe("حدثان، منهما 1 على الخريطة");
    expect(say.eventsOnMap(10, 5)).toBe("10 أحداث، منها 5 على الخريطة");
  });
});

describe("a citation in Arabic", () => {
  it("runs from right to left, whatever the title begins with", () => {
    speak(arabic);
    const source = { publisher: "CNN", title: "Troops", published: "2 يوليو 2025", url: "https://example.org/" };
    const text = { title: "First deployment", dateWords: "18 مايو 2025", place: "Russia", origin: "", destination: "", claims: [{ source: 0 }] };
    const cited = citeEvent(
      text as unknown as EventText, { occurrence: "occurred", status: "reported" }, [source as unknown as Source],
      { title: "A case", asOfWords: "4 يوليو 2025" } as unknown as CaseHead, "",
    );

    expect(cited).toMatch(/^\u200f«\u2068First deployment\u2069»، \u206818 مايو 2025\u2069، Russia\./);
    expect(cited).toContain("المصادر: CNN، \u200f«\u2068Troops\u2069»، \u20682 يوليو 2025\u2069، https://example.org/.");
  });
});

describe("dates in words", () => {
  it("says in English what Python says", () => {
    const differing = Object.entries(cases).flatMap(([text, words]) => {
      const own = dateWords(text);
      return own === words ? [] : [{ text, words, own }];
    });

    expect(differing).toEqual([]);
  });

  it.each([
    ["2025-05-18", "2025년 5월 18일", "18 مايو 2025"],
    ["2025-06-17/2025-06-30", "2025년 6월 17일~30일", "17 إلى 30 يونيو 2025"],
    ["[2025-07,2025-08]", "2025년 7월 또는 8월", "يوليو أو أغسطس 2025"],
    ["[..2025-11]", "늦어도 2025년 11월까지", "بحلول نوفمبر 2025"],
    ["2025-07-03~", "2025년 7월 3일경", "نحو 3 يوليو 2025"],
    ["2025-24", "2025~26년 겨울", "شتاء 2025–26"],
  ])("says %s in Korean and Arabic", (text, inKorean, inArabic) => {
    expect(dateWords(text, koreanPhrases)).toBe(inKorean);
    expect(dateWords(text, arabicPhrases)).toBe(inArabic);
  });

  it("leaves no place of a phrase open, whatever the date", () => {
    for (const { phrases } of LANGUAGES) {
      for (const text of Object.keys(cases)) expect(dateWords(text, phrases)).not.toMatch(/[{}]|undefined|NaN/);
    }
  });

  it("gives back what is no date", () => {
    for (const text of ["", "yesterday", "2025-6", "[2025,nonsense]", "2025-06-31T"]) expect(dateWords(text)).toBe(text);
  });

  it("puts ranges of days in the order of the language", () => {
    const [first, last] = [dayNumber(2025, 5, 17), dayNumber(2025, 5, 30)];
    speak(korean);
    expect(formatRange(first, last)).toBe("2025년 6월 17~30일");
    expect(dateBlock(first, first)).toEqual(["6월 17일", "2025년"]);
    speak(arabic);
    expect(formatRange(first, last)).toBe("17 – 30 يونيو 2025");
  });
});
