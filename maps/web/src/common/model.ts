// The values of the page: what the built file carries, typed.

export type ColorName = "blue" | "vermilion" | "green" | "purple" | "orange" | "sky" | "black";
export type Theme = "light" | "dark" | "contrast";

export const OCCURRENCES = ["occurred", "expected", "denied"] as const;
export const STATUSES = ["reported", "claimed", "disputed", "confirmed", "retracted"] as const;
export const PRECISIONS = ["exact", "site", "settlement", "district", "region", "country"] as const;
export type Occurrence = (typeof OCCURRENCES)[number];
export type Status = (typeof STATUSES)[number];
export type Precision = (typeof PRECISIONS)[number];

/** Their numbers in the columns. */
export const EXPECTED = OCCURRENCES.indexOf("expected");
export const DENIED = OCCURRENCES.indexOf("denied");
export const RETRACTED = STATUSES.indexOf("retracted");
export const SETTLEMENT = PRECISIONS.indexOf("settlement");

/** Bits of the conflict column: what the sources of an event differ on. */
export const CONFLICT = { date: 1, place: 2, value: 4, unexplained: 8 } as const;

export interface LayerHead {
  readonly name: string;
  readonly title: string;
  /** Short title for the timeline's lane and for chips. */
  readonly label: string;
  readonly color: ColorName;
}

export interface Tiles {
  readonly name: string;
  /** Plain text, as the provider asks to be credited. */
  readonly attribution: string;
  readonly host: string;
}

export interface CaseHead {
  readonly title: string;
  readonly shortTitle: string;
  readonly summary: string;
  readonly scope: string;
  readonly method: string;
  /** `mailto:` or http(s) address, or empty. */
  readonly contact: string;
  readonly language: string;
  readonly asOf: number | null;
  readonly asOfWords: string;
  /** EDTF, empty when none is given. */
  readonly asOfEdtf?: string;
  /** Whether it is a preview with drafts in it, which nobody may publish. */
  readonly draft?: boolean;
}

export interface SkippedEvent {
  readonly title: string;
  readonly reason: string;
}

/** The first block of the page: everything but columns and texts. */
export interface Head {
  readonly version: string;
  readonly case: CaseHead;
  readonly layers: readonly LayerHead[];
  readonly count: number;
  /** Events `0 … sorted` have one date of kind "day" and stand in its order. */
  readonly sorted: number;
  /** Day number (days since 1970-01-01) of the first entry of `start`. */
  readonly firstDay: number;
  readonly days: number;
  readonly intervals: number;
  /** Events per chunk of texts. */
  readonly chunk: number;
  readonly tiles: readonly Tiles[];
  readonly names: Readonly<Record<string, string>>;
  readonly view: readonly [number, number, number, number] | null;
  readonly skipped: readonly SkippedEvent[];
  readonly credits: readonly string[];
  /** The articles that the case publishes; their texts stand in blocks of their own. */
  readonly articles: readonly ArticleHead[];
  /** What was put right after publication, newest first; absent where nothing was. */
  readonly corrections?: readonly Correction[];
}

/** One correction of an event, or its retraction. */
export interface Correction {
  /** Index of the event. */
  readonly event: number;
  readonly title: string;
  readonly date: string;
  readonly dateEdtf: string;
  readonly text: string;
  readonly retracted?: true;
}

export interface ArticleHead {
  /** As links name it. */
  readonly name: string;
  readonly kind: "text" | "digest";
  readonly title: string;
  /** Index into the sources, or -1. */
  readonly source: number;
}

/** A piece of an article's paragraph, with the numbers of the passages that it belongs to. */
export type Run = readonly [text: string, passages: readonly number[]];

export interface ArticleText extends ArticleHead {
  readonly language: string;
  readonly license: string;
  /** Index of the event and number of its claim, in the order of the text. */
  readonly passages: readonly (readonly [event: number, claim: number])[];
  readonly paragraphs: readonly (readonly Run[])[];
}

export interface Source {
  readonly id: string;
  readonly publisher: string;
  readonly title: string;
  readonly url: string;
  readonly archive: string;
  readonly author: string;
  readonly language: string;
  /** In words, empty when unknown: "2 July 2025". */
  readonly published: string;
  /** The same in EDTF. */
  readonly publishedEdtf?: string;
}

export interface ClaimText {
  /** Index into the sources. */
  readonly source: number;
  readonly text?: string;
  readonly quote?: string;
  /** The source's own date in words, where it gives one. */
  readonly date?: string;
  /** The same in EDTF. */
  readonly dateEdtf?: string;
  readonly dateAsWritten?: string;
  readonly placeAsWritten?: string;
  readonly citing?: readonly string[];
  readonly denies?: boolean;
  /** Number of the article in which its passage is marked. */
  readonly article?: number;
}

export interface ConflictSide {
  /** The value in words: "18 May 2025", "several", "Dunai, Primorsky Krai". */
  readonly words: string;
  /** Indices into the event's claims. */
  readonly claims: readonly number[];
  readonly chosen: boolean;
  /** A date in EDTF; absent for other values. */
  readonly edtf?: string;
}

export interface ConflictText {
  readonly field: "date" | "place" | "value";
  /** For a value: its key in plain words ("ships", "announced by"); else empty. */
  readonly key: string;
  readonly sides: readonly ConflictSide[];
  /** The editor's sentence; empty means unresolved. */
  readonly reason: string;
  /** Index of a claim that contradicts the very source it cites, with that source's publisher. */
  readonly relays?: readonly { readonly claim: number; readonly cites: string }[];
}

/** What stands in the chunks of texts: opened for a card, the list, a label, search. */
export interface EventText {
  readonly id: string;
  readonly title: string;
  /** Shorter title for the map; empty means the title. */
  readonly label: string;
  readonly summary: string;
  /** "Dunai, Primorsky Krai": the place as a reader knows it; empty when none is given. */
  readonly place: string;
  readonly radius: number;
  /** For an area: whether its outline is exact (false: approximate extent). */
  readonly areaExact: boolean;
  readonly country: string;
  /** EDTF, empty when undated. */
  readonly date: string;
  readonly dateWords: string;
  readonly conflicts: readonly ConflictText[];
  readonly claims: readonly ClaimText[];
  readonly reports: number;
  readonly origins: number;
  readonly tags: readonly string[];
  readonly confirmedBy: string;
  readonly method: string;
  readonly dateReason: string;
  readonly placeReason: string;
  /** How the program chose the place. */
  readonly placeChoice: string;
  /** Why the event is not on the map; empty when it is. */
  readonly unplaced: string;
  readonly origin: string;
  readonly destination: string;
  readonly retracted: string;
  /** The same in EDTF. */
  readonly retractedEdtf?: string;
  readonly retractedReason: string;
  readonly values: readonly (readonly [string, string])[];
}

/** One claimed interval of an event; days since 1970-01-01, infinite where open. */
export interface Interval {
  readonly earliest: number;
  readonly beginLatest: number;
  readonly endEarliest: number;
  readonly latest: number;
  /** False for a rival date that we did not take. */
  readonly chosen: boolean;
  /** True when the event lasts over the interval, false for one unknown day in it. */
  readonly lasts: boolean;
  /** Written as uncertain or approximate. */
  readonly vague?: boolean;
}
