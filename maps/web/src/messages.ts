// Every word the page says by itself; another language is a second table of the same type.

import type { Occurrence, Precision, Status } from "./model";

const plural = (n: number, one: string, many: string): string => `${group(n)} ${n === 1 ? one : many}`;

/** 12345 as "12,345"; years never pass through here. */
const group = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ",");

const english = {
  months: [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
  ] as readonly string[],
  monthsShort: [
    "Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sep", "Oct", "Nov", "Dec",
  ] as readonly string[],
  monthsAxis: [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ] as readonly string[],
  year: (year: number) => (year > 0 ? String(year) : `${1 - year} BC`),
  onward: (start: string) => `${start} onward`,
  onwardWord: "onward",
  until: (end: string) => `until ${end}`,
  by: (end: string) => `by ${end}`,
  anyDate: "any date",
  number: group,

  brand: "Dateline",
  aboutThisMap: "About this map",
  asOf: (day: string) => `As of ${day}`,
  eventsOnMap: (all: number, placed: number) => `${plural(all, "event", "events")}, ${group(placed)} on the map`,
  placedOfAll: (all: number, placed: number) => `${group(placed)} of ${plural(all, "event", "events")} on the map`,
  shownOfAll: (shown: number, all: number) => `${group(shown)} of ${plural(all, "event", "events")}`,
  shownOfAllShort: (shown: number, all: number) => `${group(shown)} of ${group(all)}`,
  eventCount: (n: number) => plural(n, "event", "events"),
  layers: "Layers",
  events: "Events",
  eventList: "Events in order of date",
  byDate: "By date",
  byLayer: "By layer",
  arrange: "Arrange the events",
  filters: "Filters",
  filterEvents: "Filter the events",
  sourcesDisagree: "Sources disagree",
  disagree: "sources disagree",
  differsOn: (what: string) => `sources differ on ${what}`,
  counted: (n: number, occurrence: Occurrence) => `${group(n)} ${occurrence}`,
  noEvents: "no events",
  showMore: (n: number) => `Show ${group(n)} more`,
  dateUnknown: (n: number) => `Date unknown (${group(n)})`,
  notOnMap: (n: number) => `Not on the map (${group(n)})`,
  eachWithReason: "each with its reason",
  noneMatch: "No event passes the filters.",
  clearFilters: "Show all events",
  skipped: (n: number) => `${plural(n, "event is", "events are")} left out of this map because of faults`,
  noDateGiven: "No report gives a date.",
  noPlaceGiven: "No report gives a place that could be shown.",
  undated: "date unknown",
  search: "Search",
  searchEvents: "Search the events",
  found: (n: number) => plural(n, "event found", "events found"),
  foundMany: (n: number) => `the first ${group(n)} events found`,
  noneFound: "No event shown tells of these words.",

  occurrence: { occurred: "Occurred", expected: "Expected", denied: "Denied" } as Readonly<Record<Occurrence, string>>,
  status: {
    reported: "Reported", claimed: "Claimed", disputed: "Disputed", confirmed: "Confirmed", retracted: "Retracted",
  } as Readonly<Record<Status, string>>,
  notConfirmed: "not confirmed by us",
  confirmedBy: (who: string) => (who ? `Confirmed by ${who}` : "Confirmed"),
  retractedOn: (day: string, reason: string) =>
    `Retracted${day ? ` on ${day}` : ""}${reason ? `: ${reason}` : ""}`,
  sources: (n: number) => plural(n, "source", "sources"),
  reportsAndOrigins: (reports: number, origins: number) =>
    `Sources: ${plural(reports, "report", "reports")}` +
    (origins > 0 ? `, ${plural(origins, "known origin", "known origins")}` : ""),

  precision: {
    exact: "exact place", site: "site", settlement: "settlement", district: "district", region: "region", country: "country",
  } as Readonly<Record<Precision, string>>,
  within: (radius: number) =>
    radius < 1000
      ? `within about ${Math.round(radius / 10) * 10 || Math.round(radius)} m`
      : `within about ${radius < 10_000 ? Math.round(radius / 100) / 10 : Math.round(radius / 1000)} km`,
  shownAsArea: "shown as an area",
  shownAsApproximate: "shown as an approximate area",
  offMap: "not on the map",
  movement: (origin: string, destination: string) =>
    origin && destination ? `From ${origin} to ${destination}` : origin ? `From ${origin}` : `To ${destination}`,
  routeUnknown: "connects places; route unknown",
  noEnd: "no end given",
  noStart: "no beginning given",
  onDay: (words: string) => `on ${words}`,
  inTime: (words: string) => `in ${words}`,
  leadsWithPreposition: /^(by|from|about|before|after|between|until|in|on|since|to|early|late)\b/i,
  lapsed: (when: string) => `Expected ${when}. This map has no report of the outcome.`,
  expectedWhen: (when: string) => `Expected ${when}`,

  differField: (field: "date" | "place", first: boolean) =>
    first ? `Sources differ on the ${field}.` : `And on the ${field}.`,
  differKey: (key: string, first: boolean) => {
    const who = /^(\S+) by$/.exec(key);
    const what = who ? `who ${who[1] ?? ""} it` : key;
    return first ? `Sources differ on ${what}.` : `And on ${what}.`;
  },
  conflictName: { date: "date", place: "place" } as Readonly<Record<"date" | "place", string>>,
  whichCites: (publisher: string, cites: string) => `${publisher}, which cites ${cites}`,
  relayDiffers: (publisher: string, cites: string) => `${publisher}, which cites ${cites} but says otherwise`,
  and: (parts: readonly string[]) =>
    parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1] ?? ""}`,
  // A reason that says "we …" states the choice itself.
  weUse: (words: string, reason: string) =>
    /^we\b/i.test(reason) ? reason : /^because\b/i.test(reason) ? `We use ${words} ${reason}` : `We use ${words}: ${reason}`,
  quoted: (text: string) => `“${text}”`,
  unresolved: "Unresolved.",
  denies: "contradicts it:",
  cites: (whom: string) => `cites ${whom}.`,
  givesDate: (words: string) => `gives ${words}`,
  report: "Report",
  archive: "Archive",
  reportBy: (publisher: string) => `Report by ${publisher}, opens in a new tab`,
  archiveOf: (publisher: string) => `Archived copy of the report by ${publisher}, opens in a new tab`,
  noSources: "No source is given.",
  howDated: "How we dated it",
  howPlaced: "How we placed it",
  wrote: (publisher: string, published: string) => (published ? `${publisher}, ${published}` : publisher),
  takenAs: (words: string) => `Shown as ${words}.`,
  dateUsed: (words: string) => `Date shown: ${words}.`,
  noPlaceWords: "No report’s own wording of the place is kept.",
  noDateWords: "No report’s own wording of the date is kept.",
  counts: "As reported",
  copyLink: "Copy link",
  copied: "Link copied",
  copyByHand: "Copy this address:",
  reportError: "Report an error",
  errorSubject: (title: string, caseTitle: string) => `Error in “${title}” (${caseTitle})`,
  atThisPlace: (at: number, of: number) => `${at} of ${of} at this place`,
  previous: "Previous event at this place",
  next: "Next event at this place",
  close: "Close",
  sheetTaller: "Make the sheet taller",
  sheetShorter: "Make the sheet shorter",

  timeline: "Timeline",
  timelineOf: (range: string) => `Timeline, ${range}. Every event of it stands in the list.`,
  allDates: "all dates",
  allDatesChip: "All dates",
  showAllDates: "Show all dates",
  hideTimeline: "Fold the timeline",
  showTimeline: "Unfold the timeline",
  expectedAfter: "expected after this day",
  expectedShort: "expected",
  firstDay: "First day shown",
  lastDay: "Last day shown",
  perBin: { day: "events a day", week: "events a week", month: "events a month", year: "events a year" },
  morePlus: (n: number) => `+ ${group(n)}`,
  nothingDated: "No event has a date.",

  legend: "How to read the marks",
  foldLegend: "Fold the explanation of the marks",
  markExact: "Occurred, exact place",
  markTown: "Occurred, town or village",
  markExpected: "Expected",
  markExpectedRegion: "Expected, whole region",
  markRegion: "Occurred, whole region",
  markDisagree: "Sources disagree",
  markSeveral: "Several events, by layer",
  markRetracted: "Retracted, off the map",
  markDenied: "Denied by the sources",

  mapControls: "Map",
  mapLabel: "Map of the events. Arrow keys go from event to event, with Shift they move the map.",
  embedded: "Built in",
  embeddedCredit: "in this file; asks no other computer",
  tilesRefused: (name: string) =>
    `${name} does not answer, or refuses a page that was opened from a file. Choose the built-in background again.`,
  noSuchEvent: (id: string) => `There is no event “${id}” on this map.`,
  cannotOpen: (why: string) => `This map could not be opened: ${why}`,
  oldBrowser: "This map needs a browser of 2023 or later, one that can inflate streams.",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  wholeCase: "Show all events on the map",
  background: "Background",
  kilometres: (n: number) => `${group(n)} km`,
  metres: (n: number) => `${group(n)} m`,
  openList: "Open the list of events",
  closeList: "Close the list of events",
  showOnMap: "Show on map",

  whatItShows: "What it shows",
  whatItShowsText: (n: number) =>
    `${plural(n, "event", "events")} that reports describe, each with its sources. ` +
    "A mark says what was reported, not what we have confirmed.",
  asOfTerm: "As of",
  asOfText: (day: string) => `${day}. Nothing later has been read. “Expected” means expected on that day.`,
  scopeTerm: "Scope",
  methodTerm: "Method",
  datesTerm: "Dates",
  datesText: "Shown as the sources give them. Where they differ, you see each date and our reason.",
  placesTerm: "Places",
  placesText:
    "A full dot is an exact site; a ring is a town and how far off we may be; a hatched area is a whole region. " +
    "What is known only by its country is listed, not drawn.",
  marksTerm: "Marks",
  sourcesTerm: "Sources",
  privacyTerm: "Privacy",
  privacyAlone: "This page is one file. It asks no other computer for anything.",
  privacyTiles: (hosts: string) =>
    `This page is one file. It asks another computer only when you choose an online background: ${hosts}.`,
  creditsTerm: "Credits",
  correctionsTerm: "Corrections",
  retractedCount: (n: number) => plural(n, "event retracted", "events retracted"),
  keyboardHelp: "Keyboard help",
  keys: [
    ["Tab, Shift + Tab", "to the next or previous control"],
    ["↑ ↓ in the list", "to the next or previous event"],
    ["Home, End in the list", "to the first or last event shown"],
    ["Enter", "opens the event"],
    ["Esc", "closes the card or a window"],
    ["← → on a time handle", "one day; Page Up and Page Down one month"],
    ["Home, End on a time handle", "as far as it goes"],
    ["+ and − on the map", "closer and farther"],
    ["← → on the map", "to the next or previous event; with Shift they move the map"],
  ] as readonly (readonly [string, string])[],
  usedBy: (n: number) => plural(n, "event", "events"),
  listSources: (n: number) => `Sources (${group(n)})`,
  loading: "…",

  // Filters, search and the tools of the timeline.
  filterLayer: "Layers",
  filterOccurrence: "Occurrence",
  filterStatus: "Status",
  filterPrecision: "Precision of the place",
  filterConflict: "Conflict",
  filterSource: "Source",
  filterTag: "Tag",
  filterTime: "Time",
  filterWords: "Search",
  moreFilters: "All filters",
  clearAll: "Clear all",
  activeFilters: "Filters in use",
  removeFilter: (name: string, choice: string) => `${name}: ${choice}. Remove this filter`,
  chosenOf: (name: string, choice: string) => `${name}: ${choice}`,
  allBut: (n: number, all: number) => `${group(n)} of ${group(all)}`,
  shownNow: (n: number) => `${group(n)} shown`,
  certainOnly: "Only what is certainly in the range",
  certainShort: "certainly in the range",
  words: "words searched",
};

export type Messages = typeof english;

export const say: Messages = english;
