// An EDTF date in words, in any language that has a table of phrases; English equals layers/dates/words.py.

import { civilDay, readUnit, type Unit } from "./edtf";
import { ENGLISH, type Phrases } from "./phrases";

/** A template with its parts put in. */
function put(template: string, parts: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => parts[name] ?? "");
}

/** An EDTF text in words; a text that is none comes back as it is. */
export function dateWords(text: string, phrases: Phrases = ENGLISH): string {
  try {
    return new Speaker(phrases).date(text);
  } catch (error) {
    if (error instanceof NoDate) return text;
    throw error;
  }
}

class NoDate extends Error {}

function unitOf(text: string): Unit {
  const unit = readUnit(text);
  if (!unit) throw new NoDate(text);
  return unit;
}

class Speaker {
  readonly #p: Phrases;

  constructor(phrases: Phrases) {
    this.#p = phrases;
  }

  date(text: string): string {
    if (text.startsWith("[") || text.startsWith("{")) return this.#set(text);
    if (text.includes("/")) return this.#span(text);
    return this.#unit(unitOf(text));
  }

  #span(text: string): string {
    const p = this.#p;
    const [start = "", end = ""] = text.split("/");
    if (start === "" || start === "..") return put(start ? p.until : p.untilFromUnknown, { end: this.date(end) });
    if (end === "" || end === "..") return put(end ? p.since : p.sinceToUnknown, { start: this.date(start) });
    const [first, last] = [unitOf(start), unitOf(end)];
    if (first.time && last.time && first.earliest === last.earliest) {
      const time = put(p.lasting, { start: this.#time(first.time), end: this.#time(last.time) });
      return put(p.atTime, { date: this.#unit({ ...first, time: "" }), time });
    }
    if (same(first, last)) return put(/^\d+$/.test(first.day) ? "{start}" : p.during, { start: this.#unit(first) });
    return this.#range(p.lasting, first, last);
  }

  /** Two dates; the month and year that they share are named only once. */
  #range(template: string, first: Unit, last: Unit): string {
    const p = this.#p;
    if (isPlain(first) && isPlain(last) && first.year === last.year && Boolean(first.day) === Boolean(last.day)) {
      const year = this.#year(first);
      const alike = first.approximate === last.approximate && first.uncertain === last.uncertain;
      if (first.day && first.month === last.month && alike) {
        const days = put(template, { start: this.#dayAlone(first), end: this.#dayAlone(last) });
        return this.#qualified(put(p.sameMonth, { days, month: this.#monthName(first), year }), first);
      }
      if (first.month && alike) {
        const months = put(template, { start: this.#month(first), end: this.#month(last) });
        return this.#qualified(put(p.sameYear, { months, year }), first);
      }
    }
    return put(template, { start: this.#unit(first), end: this.#unit(last) });
  }

  #set(text: string): string {
    const p = this.#p;
    const members = text.slice(1, -1).split(",").map((member) => member.replace(/^ +| +$/g, ""));
    const allOf = text.startsWith("{");
    const joint = allOf ? p.and : p.or;
    const units = members.some((member) => member.includes("..")) ? [] : members.map(unitOf);
    const [first] = units;
    if (first && units.length > 1 && units.every((unit) => isPlain(unit) && !unit.approximate && !unit.uncertain)) {
      const year = this.#year(first);
      if (first.day && units.every((unit) => unit.day && unit.year === first.year && unit.month === first.month)) {
        const days = this.#listed(units.map((unit) => this.#dayAlone(unit)), joint);
        return put(p.sameMonth, { days, month: this.#monthName(first), year });
      }
      if (first.month && units.every((unit) => unit.month && unit.year === first.year && Boolean(unit.day) === Boolean(first.day))) {
        return put(p.sameYear, { months: this.#listed(units.map((unit) => this.#month(unit)), joint), year });
      }
    }
    return this.#listed(members.map((member) => this.#member(member, allOf)), joint);
  }

  #member(member: string, allOf: boolean): string {
    const p = this.#p;
    if (!member.includes("..")) return this.#unit(unitOf(member));
    const [start = "", end = ""] = member.split("..");
    if (!start) return put(allOf ? p.until : p.by, { end: this.date(end) });
    if (!end) return put(allOf ? p.since : p.notBefore, { start: this.date(start) });
    const [first, last] = [unitOf(start), unitOf(end)];
    if (allOf) return put(p.allOf, { range: this.#range(p.lasting, first, last) });
    return this.#range(first.latest + 1 === last.earliest ? `{start}${p.or}{end}` : p.between, first, last);
  }

  #listed(parts: readonly string[], joint: string): string {
    if (parts.length < 2) return parts.join("");
    return parts.slice(0, -1).join(this.#p.comma) + joint + (parts[parts.length - 1] ?? "");
  }

  #unit(unit: Unit): string {
    const words = this.#qualified(this.#bare(unit), unit);
    return unit.time ? put(this.#p.atTime, { date: words, time: this.#time(unit.time) }) : words;
  }

  #qualified(date: string, { approximate, uncertain }: Unit): string {
    const p = this.#p;
    if (!approximate && !uncertain) return date;
    return put(approximate && uncertain ? p.possiblyAbout : approximate ? p.about : p.possibly, { date });
  }

  #time(time: string): string {
    if (time.endsWith("Z")) return put(this.#p.utc, { time: time.slice(0, -1) });
    const at = time.search(/[+-]/);
    return at < 0 ? time : put(this.#p.zone, { time: time.slice(0, at), zone: time.slice(at).replace("-", "−") });
  }

  /** One date without its qualifiers and time. */
  #bare(unit: Unit): string {
    const p = this.#p;
    const day = unit.day === "XX" ? "" : unit.day;
    const month = unit.month === "XX" && !day ? "" : unit.month;
    if (day.includes("X") || (month.includes("X") && month !== "XX")) return this.#hull(unit);
    if (!month) return this.#year(unit);
    if (month === "XX") return put(p.anyMonth, { day: String(Number(day)), year: this.#year(unit) });
    if (Number(month) > 12) return put(p.parts.get(Number(month)) ?? "{year}", { year: this.#partYear(unit) });
    const date = this.#month({ ...unit, day });
    if (unit.year === "XXXX") return put(p.ofAnyYear, { date });
    const years = this.#year(unit);
    if (unit.year.includes("X")) return put(isDecade(unit) ? p.inDecade : p.inYears, { date, years });
    if (day) return put(p.day, { day: String(Number(day)), month: this.#monthName(unit), year: years });
    return put(p.month, { month: date, year: years });
  }

  #dayAlone(unit: Unit): string {
    return put(this.#p.dayAlone, { day: String(Number(unit.day)) });
  }

  #monthName(unit: Unit): string {
    return this.#p.months[Number(unit.month) - 1] ?? "";
  }

  /** The month of a date, with the day where it has one, without the year. */
  #month(unit: Unit): string {
    const month = this.#monthName(unit);
    return unit.day ? put(this.#p.dayOfMonth, { day: String(Number(unit.day)), month }) : month;
  }

  /** The year of a date, or the years that its open digits allow. */
  #year(unit: Unit): string {
    const p = this.#p;
    if (unit.significant > 0) return put(p.estimate, { years: this.#hullYears(unit), year: this.#number(Number(unit.year)) });
    if (!unit.year.includes("X")) return this.#number(Number(unit.year));
    if (unit.year === "XXXX") return p.anyYear;
    return isDecade(unit) ? put(p.decade, { year: `${unit.year.slice(0, 3)}0` }) : this.#hullYears(unit);
  }

  #hullYears(unit: Unit): string {
    const [first, last] = [civilDay(unit.earliest)[0], civilDay(unit.latest)[0]];
    return put(this.#p.between, { start: this.#number(first), end: this.#number(last) });
  }

  #number(year: number): string {
    const p = this.#p;
    if (year <= 0) return put(p.beforeEra, { year: digits(1 - year) }); // year 0 of the calendar is 1 BCE
    return put(year < 1000 ? p.earlyYear : p.plainYear, { year: digits(year) });
  }

  /** The year of a season, as two where it runs into the next. */
  #partYear(unit: Unit): string {
    const [first, last] = [civilDay(unit.earliest)[0], civilDay(unit.latest)[0]];
    if (first === last || first < 1000) return this.#number(first);
    return put(this.#p.winterYear, { year: String(first), next: String(last % 100).padStart(2, "0") });
  }

  /** A date that no phrase fits: by its first and last possible day. */
  #hull(unit: Unit): string {
    return this.#range(this.#p.between, dayUnit(unit.earliest), dayUnit(unit.latest));
  }
}

/** Whether a date has a month in words, no open digits and no time. */
function isPlain({ year, month, day, time }: Unit): boolean {
  return /^\d+$/.test(month) && Number(month) <= 12 && !`${year}${day}`.includes("X") && !time;
}

const isDecade = ({ year }: Unit): boolean => /^\d{3}X$/.test(year) && Number(year.slice(0, 3)) >= 100;

const digits = (year: number): string => (year <= 9999 ? String(year) : String(year).replace(/\B(?=(\d{3})+$)/g, ","));

const same = (a: Unit, b: Unit): boolean =>
  (Object.keys(a) as (keyof Unit)[]).every((name) => a[name] === b[name]);

function dayUnit(number: number): Unit {
  const [year, month, day] = civilDay(number);
  const two = (n: number): string => String(n).padStart(2, "0");
  return {
    earliest: number, latest: number,
    year: `${year < 0 ? "-" : ""}${String(Math.abs(year)).padStart(4, "0")}`, month: two(month), day: two(day),
    approximate: false, uncertain: false, time: "", significant: 0,
  };
}
