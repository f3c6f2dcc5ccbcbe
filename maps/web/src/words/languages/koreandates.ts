// Dates in Korean: the phrases that they are put into.

import { numbered, type Phrases } from "../phrases";

export const months = Array.from({ length: 12 }, (_, at) => `${at + 1}월`);
const seasons = ["봄", "여름", "가을", "겨울"];

export const koreanPhrases: Phrases = {
  months,
  parts: numbered(
    [21, seasons.map((name) => `{year} ${name}`)],
    [25, seasons.map((name) => `{year} 북반구 ${name}`)],
    [29, seasons.map((name) => `{year} 남반구 ${name}`)],
    [33, [1, 2, 3, 4].map((n) => `{year} ${n}분기`)],
    [37, ["첫", "둘째", "마지막"].map((name) => `{year} ${name} 넉 달`)],
    [40, ["상반기", "하반기"].map((name) => `{year} ${name}`)],
  ),
  day: "{year} {month} {day}일",
  month: "{year} {month}",
  dayOfMonth: "{month} {day}일",
  dayAlone: "{day}일",
  plainYear: "{year}년",
  beforeEra: "기원전 {year}년",
  earlyYear: "서기 {year}년",
  winterYear: "{year}~{next}년",
  decade: "{year}년대",
  inDecade: "{years} 어느 해 {date}",
  inYears: "{years} 어느 해 {date}",
  anyYear: "연도 미상",
  ofAnyYear: "연도 미상 {date}",
  anyMonth: "{year} 월 미상 {day}일",
  estimate: "{years}, 아마 {year}",
  about: "{date}경",
  possibly: "{date}(불확실)",
  possiblyAbout: "{date}경(불확실)",
  atTime: "{date} {time}",
  utc: "{time} UTC",
  zone: "{time} UTC{zone}",
  until: "{end}까지",
  untilFromUnknown: "{end}까지, 시작일 미상",
  since: "{start}부터",
  sinceToUnknown: "{start}부터, 종료일 미상",
  lasting: "{start}~{end}",
  during: "{start} 중 어느 때",
  between: "{start}에서 {end} 사이",
  by: "늦어도 {end}까지",
  notBefore: "{start} 이후",
  allOf: "{range} 내내",
  comma: ", ",
  or: " 또는 ",
  and: " 및 ",
  sameMonth: "{year} {month} {days}",
  sameYear: "{year} {months}",
};
