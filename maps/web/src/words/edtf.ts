// One EDTF date without interval or set: the days it may name. The texts were checked when the page was built.

/** Year 0 is 1 BCE; months 1 … 12. */
export type CivilDay = readonly [year: number, month: number, day: number];

export interface Unit {
  /** First and last possible day, since 1970-01-01. */
  readonly earliest: number;
  readonly latest: number;
  /** As written, without qualifiers; X where a digit is open, empty where the date does not reach so far. */
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly approximate: boolean;
  readonly uncertain: boolean;
  readonly time: string;
  /** Digits of the year that are known, when written so (1950S2). */
  readonly significant: number;
}

const PLAIN = /^(-?\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([?~%])?$/;
const TIMED = /^(-?\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}(?::?\d{2})?)?)$/;
const PARTIAL = /^[?~%]?(-?[\dX]{4})[?~%]?(?:-[?~%]?([\dX]{2})[?~%]?(?:-[?~%]?([\dX]{2})[?~%]?)?)?$/;
const LONG = /^(?:Y(-?[1-9]\d*)(?:E(\d+))?|(-?\d{4})(?=S))(?:S(\d+))?([?~%]?)$/;
const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

// The meteorological seasons as [first, last] month, as in layers/dates/unit.py; a winter bears the year of its December.
const NORTH = [[3, 5], [6, 8], [9, 11], [12, 14]] as const;
const SOUTH = [[9, 11], [12, 14], [3, 5], [6, 8]] as const;
const GROUPS: readonly (readonly [number, number])[] = [
  ...NORTH, ...NORTH, ...SOUTH,
  [1, 3], [4, 6], [7, 9], [10, 12],
  [1, 4], [5, 8], [9, 12],
  [1, 6], [7, 12],
];
const FIRST_GROUP = 21;

/** Any year: Date ends 270,000 years from now, EDTF does not. */
export function countDays(year: number, month: number, day: number): number {
  // Years are counted from March, so that a leap day is the last of its year.
  const [y, m] = month <= 2 ? [year - 1, month + 12] : [year, month];
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + Math.floor((153 * m - 457) / 5) + day - 719469;
}

export function civilDay(day: number): CivilDay {
  const era = Math.floor((day + 719468) / 146097);
  const ofEra = day + 719468 - era * 146097;
  const year = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36524) - Math.floor(ofEra / 146096)) / 365,
  );
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const month = Math.floor((5 * ofYear + 2) / 153);
  return [era * 400 + year + (month >= 10 ? 1 : 0), month < 10 ? month + 3 : month - 9, ofYear - Math.floor((153 * month + 2) / 5) + 1];
}

function monthLength(year: number, month: number): number {
  return month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : (LENGTHS[month - 1] ?? 31);
}

/** Read one date; null when the text is none. */
export function readUnit(text: string): Unit | null {
  const plain = PLAIN.exec(text);
  if (plain) return plainUnit(plain);
  const timed = TIMED.exec(text);
  if (timed) {
    const unit = readUnit(timed[1] ?? "");
    return unit && { ...unit, time: timed[2] ?? "" };
  }
  const partial = PARTIAL.exec(text);
  if (partial) return partialUnit(text, partial);
  const long = LONG.exec(text);
  return long ? longYear(long) : null;
}

function doubt(qualifiers: string): { approximate: boolean; uncertain: boolean } {
  return { approximate: /[~%]/.test(qualifiers), uncertain: /[?%]/.test(qualifiers) };
}

function plainUnit([, year = "", month = "", day = "", qualifier = ""]: RegExpExecArray): Unit {
  const y = Number(year);
  const [first, last] = day ? daysOf(y, Number(month), Number(day)) : month ? monthDays(y, Number(month)) : yearDays(y, y);
  return { earliest: first, latest: last, year, month, day, ...doubt(qualifier), time: "", significant: 0 };
}

type Days = readonly [number, number];
const daysOf = (year: number, month: number, day: number): Days => [countDays(year, month, day), countDays(year, month, day)];
const yearDays = (first: number, last: number): Days => [countDays(first, 1, 1), countDays(last, 12, 31)];

/** First and last day of a month, a season or another part of a year. */
function monthDays(year: number, month: number): Days {
  const [begin, end] = month <= 12 ? [month, month] : (GROUPS[month - FIRST_GROUP] ?? [1, 12]);
  const [endYear, endMonth] = end > 12 ? [year + 1, end - 12] : [year, end];
  return [countDays(year, begin, 1), countDays(endYear, endMonth, monthLength(endYear, endMonth))];
}

function partialUnit(text: string, [, year = "", month = "", day = ""]: RegExpExecArray): Unit | null {
  let days: Days | null;
  if (/^\d+$/.test(month) && Number(month) > 12 && !day) days = year.includes("X") ? null : monthDays(Number(year), Number(month));
  else {
    const [months, inMonth] = [fitting(month || "XX", 12), fitting(day || "XX", 31)];
    const first = firstDay(year, months, inMonth, false);
    const last = firstDay(year, months, inMonth, true);
    days = first === null || last === null ? null : [first, last];
  }
  return days && { earliest: days[0], latest: days[1], year, month, day, ...doubt(text), time: "", significant: 0 };
}

/** The numbers from 1 to `limit` that a two-digit pattern with X fits, in order. */
function fitting(pattern: string, limit: number): readonly number[] {
  const fits = new RegExp(`^${pattern.replace(/X/g, "\\d")}$`);
  return Array.from({ length: limit }, (_, at) => at + 1).filter((n) => fits.test(String(n).padStart(2, "0")));
}

/** The first (or last) day that exists among the years, months and days allowed. */
function firstDay(year: string, months: readonly number[], days: readonly number[], backward: boolean): number | null {
  const turn = (list: readonly number[]): readonly number[] => (backward ? [...list].reverse() : list);
  for (const y of years(year, backward)) {
    for (const month of turn(months)) {
      for (const day of turn(days)) if (day <= monthLength(y, month)) return countDays(y, month, day);
    }
    if (!days.includes(29) || months.length !== 1 || months[0] !== 2) return null; // only 29 February depends on the year
  }
  return null;
}

function* years(pattern: string, backward: boolean): Generator<number> {
  const sign = pattern.startsWith("-") ? -1 : 1;
  const digits = pattern.replace("-", "");
  const places = [...digits].flatMap((digit, at) => (digit === "X" ? [10 ** (digits.length - 1 - at)] : [])).reverse();
  const base = Number(digits.replace(/X/g, "0"));
  const falling = backward === sign > 0;
  const all = 10 ** places.length;
  for (let count = 0; count < all; count++) {
    let filled = falling ? all - 1 - count : count;
    let year = base;
    for (const place of places) {
      year += (filled % 10) * place;
      filled = Math.floor(filled / 10);
    }
    if (year !== 0 || sign > 0) yield sign * year;
  }
}

function longYear([, long, exponent, short, known, qualifier = ""]: RegExpExecArray): Unit {
  const year = Number(long ?? short) * 10 ** Number(exponent ?? 0);
  let [first, last] = [year, year];
  const significant = Number(known ?? 0);
  if (significant > 0) {
    const block = 10 ** ((long ? String(Math.abs(year)).length : 4) - significant);
    const low = Math.floor(Math.abs(year) / block) * block;
    [first, last] = year >= 0 ? [low, low + block - 1] : [-low - block + 1, -low];
  }
  const [earliest, latest] = yearDays(first, last);
  return {
    earliest, latest, year: long ? String(year) : (short ?? ""), month: "", day: "", ...doubt(qualifier), time: "", significant,
  };
}
