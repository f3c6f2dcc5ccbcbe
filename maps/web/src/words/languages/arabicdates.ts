// Dates in Arabic: the phrases that they are put into.

import { numbered, type Phrases } from "../phrases";

export const months = [
  "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
];
const seasons = ["ربيع", "صيف", "خريف", "شتاء"];

export const arabicPhrases: Phrases = {
  months,
  parts: numbered(
    [21, seasons.map((name) => `${name} {year}`)],
    [25, seasons.map((name) => `${name} {year} في النصف الشمالي`)],
    [29, seasons.map((name) => `${name} {year} في النصف الجنوبي`)],
    [33, ["الأول", "الثاني", "الثالث", "الرابع"].map((name) => `الربع ${name} من {year}`)],
    [37, ["الأول", "الثاني", "الأخير"].map((name) => `الثلث ${name} من {year}`)],
    [40, ["الأول", "الثاني"].map((name) => `النصف ${name} من {year}`)],
  ),
  day: "{day} {month} {year}",
  month: "{month} {year}",
  dayOfMonth: "{day} {month}",
  dayAlone: "{day}",
  plainYear: "{year}",
  beforeEra: "{year} ق.م",
  earlyYear: "{year} م",
  winterYear: "{year}–{next}",
  decade: "عقد {year}",
  inDecade: "{date} في {years}",
  inYears: "{date}، {years}",
  anyYear: "سنة غير معروفة",
  ofAnyYear: "{date} من سنة غير معروفة",
  anyMonth: "اليوم {day} من شهر غير معروف في {year}",
  estimate: "{years}، ربما {year}",
  about: "نحو {date}",
  possibly: "ربما {date}",
  possiblyAbout: "ربما نحو {date}",
  atTime: "{date}، {time}",
  utc: "{time} بالتوقيت العالمي",
  zone: "{time} (\u2066UTC{zone}\u2069)",
  until: "حتى {end}",
  untilFromUnknown: "حتى {end}، والبداية غير معروفة",
  since: "من {start}",
  sinceToUnknown: "من {start}، والنهاية غير معروفة",
  lasting: "{start} إلى {end}",
  during: "وقت ما خلال {start}",
  between: "بين {start} و{end}",
  by: "بحلول {end}",
  notBefore: "ليس قبل {start}",
  allOf: "كامل المدة {range}",
  comma: "، ",
  or: " أو ",
  and: " و",
  sameMonth: "{days} {month} {year}",
  sameYear: "{months} {year}",
};
