// Days as numbers since 1970-01-01, and ranges of them in words. UTC only: a date never shifts.

import { say } from "./messages";

export interface CalendarDay {
  readonly year: number;
  /** 0 … 11. */
  readonly month: number;
  readonly day: number;
}

const DAY_MS = 86_400_000;

/** The day number of a calendar day; months past 11 run on into the next year. */
export function dayNumber(year: number, month: number, day: number): number {
  const date = new Date(0);
  // setUTCFullYear, since Date.UTC takes the years 0 to 99 for 1900 to 1999.
  date.setUTCFullYear(year, month, day);
  return Math.round(date.getTime() / DAY_MS);
}

export function calendarDay(day: number): CalendarDay {
  const date = new Date(day * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate() };
}

/** The same day of another month, or that month's last day when it is shorter. */
export function addMonths(day: number, months: number): number {
  const { year, month, day: of } = calendarDay(day);
  const last = dayNumber(year, month + months + 1, 0);
  return Math.min(dayNumber(year, month + months, of), last);
}

export function isMonthStart(day: number): boolean {
  return calendarDay(day).day === 1;
}

export function isMonthEnd(day: number): boolean {
  return calendarDay(day + 1).day === 1;
}

const names = (short: boolean): readonly string[] => (short ? say.monthsShort : say.months);

/** "18 May 2025". */
export function formatDay(day: number, short = false): string {
  const { year, month, day: of } = calendarDay(day);
  return say.withYear(say.dayInMonth(of, names(short)[month] ?? ""), say.year(year));
}

/** "May 2025". */
export function formatMonth(day: number, short = false): string {
  const { year, month } = calendarDay(day);
  return say.withYear(names(short)[month] ?? "", say.year(year));
}

/**
 * A range of days, both inclusive, infinite where open, as briefly as it can be said:
 * "17 – 30 June 2025", "May 2024 – December 2025", "Oct 2024 onward".
 * `coarse` says that the first day stands for its whole month.
 */
export function formatRange(from: number, to: number, short = false, coarse = false): string {
  if (!Number.isFinite(from)) return Number.isFinite(to) ? say.until(endWords(to, short)) : say.anyDate;
  if (!Number.isFinite(to)) {
    return say.onward(coarse && isMonthStart(from) ? formatMonth(from, short) : formatDay(from, short));
  }
  if (from === to) return formatDay(from, short);
  const a = calendarDay(from);
  const b = calendarDay(to);
  const month = names(short);
  if (isMonthStart(from) && isMonthEnd(to)) {
    if (a.month === 0 && b.month === 11) {
      return a.year === b.year ? say.year(a.year) : say.fromTo(say.year(a.year), say.year(b.year));
    }
    if (a.year !== b.year) return say.fromTo(formatMonth(from, short), formatMonth(to, short));
    if (a.month === b.month) return formatMonth(from, short);
    return say.withYear(say.fromTo(month[a.month] ?? "", month[b.month] ?? ""), say.year(a.year));
  }
  if (coarse && isMonthStart(from)) return say.fromTo(formatMonth(from, short), formatDay(to, short));
  if (a.year !== b.year) return say.fromTo(formatDay(from, short), formatDay(to, short));
  const days = a.month === b.month
    ? say.daysInMonth(a.day, b.day, month[a.month] ?? "")
    : say.fromTo(say.dayInMonth(a.day, month[a.month] ?? ""), say.dayInMonth(b.day, month[b.month] ?? ""));
  return say.withYear(days, say.year(a.year));
}

const endWords = (day: number, short: boolean): string => (isMonthEnd(day) ? formatMonth(day, short) : formatDay(day, short));

/** The lines of a list row's date: the first one is set bold. */
export function dateBlock(from: number, to: number): readonly string[] {
  const month = say.monthsShort;
  if (!Number.isFinite(from)) {
    if (!Number.isFinite(to)) return [say.anyDate];
    const b = calendarDay(to);
    const head = isMonthEnd(to) ? (month[b.month] ?? "") : say.dayInMonth(b.day, month[b.month] ?? "");
    return [say.by(head), say.year(b.year)];
  }
  const a = calendarDay(from);
  const start = say.dayInMonth(a.day, month[a.month] ?? "");
  if (!Number.isFinite(to)) return [start, say.year(a.year), say.onwardWord];
  if (from === to) return [start, say.year(a.year)];
  const b = calendarDay(to);
  if (isMonthStart(from) && isMonthEnd(to)) {
    if (a.month === 0 && b.month === 11) {
      return a.year === b.year ? [say.year(a.year)] : [`${say.year(a.year)} –`, say.year(b.year)];
    }
    const first = month[a.month] ?? "";
    if (a.year !== b.year) return [`${formatMonth(from, true)} –`, formatMonth(to, true)];
    return a.month === b.month ? [first, say.year(a.year)] : [say.fromTo(first, month[b.month] ?? ""), say.year(a.year)];
  }
  if (a.year !== b.year) return [`${formatDay(from, true)} –`, formatDay(to, true)];
  if (a.month !== b.month) return [`${start} –`, say.dayInMonth(b.day, month[b.month] ?? ""), say.year(b.year)];
  return [say.daysInMonth(a.day, b.day, month[b.month] ?? ""), say.year(b.year)];
}
