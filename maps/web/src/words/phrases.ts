// The phrases that dates are put into. English says what layers/dates/wording.py says; each language is a table of the same type.

/** Templates; `{name}` stands for what is put in. */
export interface Phrases {
  /** January to December. */
  readonly months: readonly string[];
  /** Seasons (21 to 32), quarters (33), thirds (37) and halves (40) of a year, by their number in EDTF. */
  readonly parts: ReadonlyMap<number, string>;
  readonly day: string;
  readonly month: string;
  /** A day whose year stands elsewhere. */
  readonly dayOfMonth: string;
  /** A day whose month stands elsewhere. */
  readonly dayAlone: string;
  readonly plainYear: string;
  readonly beforeEra: string;
  /** A year from 1 to 999. */
  readonly earlyYear: string;
  /** The year of a season that runs into the next one. */
  readonly winterYear: string;
  readonly decade: string;
  readonly inDecade: string;
  readonly inYears: string;
  readonly anyYear: string;
  readonly ofAnyYear: string;
  readonly anyMonth: string;
  readonly estimate: string;
  readonly about: string;
  readonly possibly: string;
  readonly possiblyAbout: string;
  readonly atTime: string;
  readonly utc: string;
  readonly zone: string;
  readonly until: string;
  readonly untilFromUnknown: string;
  readonly since: string;
  readonly sinceToUnknown: string;
  readonly lasting: string;
  readonly during: string;
  readonly between: string;
  readonly by: string;
  readonly notBefore: string;
  readonly allOf: string;
  readonly comma: string;
  readonly or: string;
  readonly and: string;
  readonly sameMonth: string;
  readonly sameYear: string;
}

/** Names from a number on: seasons from 21, and so on. */
export function numbered(...groups: readonly (readonly [number, readonly string[]])[]): ReadonlyMap<number, string> {
  return new Map(groups.flatMap(([first, names]) => names.map((name, at) => [first + at, name] as const)));
}

const seasons = ["spring", "summer", "autumn", "winter"];

export const ENGLISH: Phrases = {
  months: [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
  ],
  parts: numbered(
    [21, seasons.map((name) => `${name} {year}`)],
    [25, seasons.map((name) => `northern ${name} {year}`)],
    [29, seasons.map((name) => `southern ${name} {year}`)],
    [33, ["first", "second", "third", "fourth"].map((name) => `the ${name} quarter of {year}`)],
    [37, ["first", "second", "last"].map((name) => `the ${name} third of {year}`)],
    [40, ["first", "second"].map((name) => `the ${name} half of {year}`)],
  ),
  day: "{day} {month} {year}",
  month: "{month} {year}",
  dayOfMonth: "{day} {month}",
  dayAlone: "{day}",
  plainYear: "{year}",
  beforeEra: "{year} BCE",
  earlyYear: "{year} CE",
  winterYear: "{year}–{next}",
  decade: "the {year}s",
  inDecade: "{date} in {years}",
  inYears: "{date}, {years}",
  anyYear: "an unknown year",
  ofAnyYear: "{date} of an unknown year",
  anyMonth: "day {day} of an unknown month in {year}",
  estimate: "{years}, perhaps {year}",
  about: "about {date}",
  possibly: "possibly {date}",
  possiblyAbout: "possibly about {date}",
  atTime: "{date}, {time}",
  utc: "{time} UTC",
  zone: "{time} UTC{zone}",
  until: "until {end}",
  untilFromUnknown: "until {end}, beginning unknown",
  since: "from {start}",
  sinceToUnknown: "from {start}, end unknown",
  lasting: "{start} to {end}",
  during: "a time within {start}",
  between: "between {start} and {end}",
  by: "by {end}",
  notBefore: "not before {start}",
  allOf: "all of {range}",
  comma: ", ",
  or: " or ",
  and: " and ",
  sameMonth: "{days} {month} {year}",
  sameYear: "{months} {year}",
};
