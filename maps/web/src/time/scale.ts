// The time axis: days to pixels, and ticks that suit the span, from days to millennia. Pure.

import { addMonths, calendarDay, dayNumber, formatDay, formatMonth } from "../words/dates";
import { say } from "../words/messages";

export interface TimeScale {
  /** First and last day of the axis, both inclusive; with fractions when it shows parts of days. */
  readonly from: number;
  readonly to: number;
  readonly left: number;
  readonly right: number;
}

const MONTHS_BELOW_DAYS = 3660;
const DAYS_BELOW = 46;
const ERA_ROOM = 26; // px

/** The days an axis spans: the dated days with some air, rounded to whole months or years when the span is long. */
export function roundExtent(first: number, last: number): readonly [number, number] {
  const from = first - 1;
  const to = last + 1;
  const span = to - from;
  if (span < DAYS_BELOW) return [from, to];
  const a = calendarDay(from);
  const b = calendarDay(to);
  if (span < MONTHS_BELOW_DAYS) return [dayNumber(a.year, a.month, 1), dayNumber(b.year, b.month + 1, 0)];
  return [dayNumber(a.year, 0, 1), dayNumber(b.year + 1, 0, 0)];
}

/** The pixel at which a day begins; its end is where the next one begins. */
export function pixelOf(scale: TimeScale, day: number): number {
  return scale.left + ((day - scale.from) / (scale.to + 1 - scale.from)) * (scale.right - scale.left);
}

/** The day that lies under a pixel, within the axis. */
export function dayAt(scale: TimeScale, pixel: number): number {
  const share = (pixel - scale.left) / Math.max(1, scale.right - scale.left);
  const day = Math.floor(scale.from + share * (scale.to + 1 - scale.from));
  return Math.max(Math.floor(scale.from), Math.min(Math.ceil(scale.to), day));
}

/** A step of the axis: so many hours, days or months. */
interface Step {
  readonly unit: "hour" | "day" | "month";
  readonly n: number;
}

const STEPS: readonly Step[] = [
  { unit: "hour", n: 1 },
  { unit: "hour", n: 3 },
  { unit: "hour", n: 6 },
  { unit: "day", n: 1 },
  { unit: "day", n: 7 },
  ...[1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12_000].map((n) => ({ unit: "month", n }) as const),
];

const stepDays = ({ unit, n }: Step): number => (unit === "hour" ? n / 24 : unit === "day" ? n : n * 30.44);

/** Where the step containing `day` begins; weeks begin on Monday, months and years on round numbers. */
function floorTo({ unit, n }: Step, day: number): number {
  if (unit === "hour") return (Math.floor((day * 24) / n + 1e-6) * n) / 24;
  const whole = Math.floor(day);
  if (unit === "day") return n === 1 ? whole : whole - ((((whole + 3) % 7) + 7) % 7);
  const { year, month } = calendarDay(whole);
  const months = Math.floor((year * 12 + month) / n) * n;
  return dayNumber(Math.floor(months / 12), ((months % 12) + 12) % 12, 1);
}

const after = ({ unit, n }: Step, day: number): number => unit === "hour" ? (Math.round(day * 24) + n) / 24 : unit === "day" ? day + n : addMonths(day, n);

/** Beginnings of the steps that touch the axis; the first may lie before it. */
function beginnings(scale: TimeScale, step: Step): number[] {
  const days: number[] = [];
  for (let day = floorTo(step, scale.from); day < scale.to + 1; day = after(step, day)) days.push(day);
  return days;
}

export interface AxisLabel {
  readonly x: number;
  readonly words: string;
  readonly anchor: "middle" | "start";
}

export interface Axis {
  readonly ticks: readonly number[];
  readonly labels: readonly AxisLabel[];
  /** The second line: years below months, months below days. */
  readonly majors: readonly AxisLabel[];
}

function finest(scale: TimeScale, room: (step: Step) => number): Step {
  const perDay = (scale.right - scale.left) / (scale.to + 1 - scale.from);
  const last = STEPS[STEPS.length - 1] as Step;
  return STEPS.find((step) => stepDays(step) * perDay >= room(step)) ?? last;
}

const labelRoom = ({ unit, n }: Step): number =>
  unit === "hour" ? 37 : unit === "day" ? (n === 1 ? 24 : 40) : n === 1 ? say.monthRoom : say.monthRoom + 9;

/** The axis; `compact` keeps all labels on one line, with the year in January's stead. */
export function layAxis(scale: TimeScale, compact: boolean): Axis {
  const tickStep = finest(scale, ({ unit }) => (unit === "month" ? 8 : 14));
  // An era beside the year takes its room.
  const era = calendarDay(Math.floor(scale.from)).year < 1000 ? ERA_ROOM : 0;
  const step = finest(scale, (one) => labelRoom(one) + (one.unit === "month" && one.n >= 12 ? era : 0));
  const inside = (day: number): boolean => day >= scale.from && day <= scale.to + 1;
  const ticks = [...beginnings(scale, tickStep), scale.to + 1].filter(inside).map((day) => pixelOf(scale, day));
  const centred = step.unit === tickStep.unit && step.n === tickStep.n && step.n === 1;
  const labels: AxisLabel[] = [];
  for (const day of beginnings(scale, step)) {
    const { year: begun, month, day: of } = calendarDay(Math.floor(day + 1e-6));
    const yearly = step.unit === "month" && (step.n >= 12 || (compact && month === 0));
    // There is no year 0: round years before our era are each one year later than the calendar counts.
    const turned = yearly && step.n > 12 && begun <= 0;
    const year = turned ? begun + 1 : begun;
    const words = yearly ? say.year(year)
      : step.unit === "hour" ? `${String(Math.round((((day % 1) + 1) % 1) * 24) % 24).padStart(2, "0")}:00`
      : step.unit === "month" ? (say.monthsAxis[month] ?? "")
      : compact && step.n > 1 ? say.dayInMonth(of, say.monthsAxis[month] ?? "")
      : String(of);
    const x = pixelOf(scale, turned ? dayNumber(year, 0, 1) : day);
    if (centred && step.unit !== "hour") {
      const middle = (Math.max(x, scale.left) + Math.min(pixelOf(scale, after(step, day)), scale.right)) / 2;
      labels.push({ x: middle, words, anchor: "middle" });
    } else if (x >= scale.left && x <= scale.right - 20) labels.push({ x, words, anchor: "start" });
  }
  return { ticks, labels, majors: compact || (step.unit === "month" && step.n >= 12) ? [] : layMajors(scale, step) };
}

function layMajors(scale: TimeScale, step: Step): AxisLabel[] {
  if (step.unit === "hour") {
    return beginnings(scale, { unit: "day", n: 1 }).map((day) => ({
      x: Math.max(scale.left, pixelOf(scale, day)), words: formatDay(day), anchor: "start" as const,
    })).filter(({ x }, at, all) => x <= scale.right - 60 && ((all[at + 1]?.x ?? Infinity) - x >= 110));
  }
  const major: Step = step.unit === "day" ? { unit: "month", n: 1 } : { unit: "month", n: 12 };
  const width = step.unit === "day" ? 100 : 40;
  const all = beginnings(scale, major).map((day) => ({
    x: Math.max(scale.left, pixelOf(scale, day)),
    words: step.unit === "day" ? formatMonth(day) : say.year(calendarDay(day).year),
    anchor: "start" as const,
  }));
  // The first one gives way when the next begins too soon after it.
  return all.filter((label, at) => {
    const next = all[at + 1];
    // Beyond the axis there is a little room.
    return (!next || next.x - label.x >= width) && label.x <= Math.max(scale.left, scale.right + 16 - width);
  });
}

/** The width of a histogram's bins that keeps them apart: a day, a week, a month or a year. */
export function binUnit(scale: TimeScale): "day" | "week" | "month" | "year" {
  const perDay = (scale.right - scale.left) / (scale.to + 1 - scale.from);
  if (perDay >= 3) return "day";
  if (perDay * 7 >= 3) return "week";
  return perDay * 30.44 >= 3 ? "month" : "year";
}

const BIN_STEPS: ReadonlyMap<string, Step> = new Map([
  ["day", { unit: "day", n: 1 }],
  ["week", { unit: "day", n: 7 }],
  ["month", { unit: "month", n: 1 }],
  ["year", { unit: "month", n: 12 }],
]);

/** First days of the bins over the axis, and the day after the last. */
export function binEdges(scale: TimeScale, unit: "day" | "week" | "month" | "year"): readonly number[] {
  const step = BIN_STEPS.get(unit) as Step;
  const edges = beginnings(scale, step);
  edges.push(after(step, edges[edges.length - 1] ?? scale.from));
  return edges;
}

