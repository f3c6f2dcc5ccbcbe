// Lines that are disputed or only hold a ceasefire: drawn in their own dash, by segment, each with its reason.

export interface DisputedLine {
  /** Codes of the two countries in the basemap, in alphabetical order. */
  readonly between: readonly [string, string];
  /** As a reader knows them. */
  readonly names: string;
  /** (west, south, east, north) in degrees where only part of the line is disputed. */
  readonly within?: readonly [number, number, number, number];
  readonly reason: string;
}

export const DISPUTED: readonly DisputedLine[] = [
  { between: ["KOR", "PRK"], names: "South Korea – North Korea", reason: "Military demarcation line of the 1953 armistice; no peace treaty." },
  { between: ["ESH", "MAR"], names: "Western Sahara – Morocco", reason: "Western Sahara is a non-self-governing territory; Morocco claims it." },
  { between: ["IND", "PAK"], names: "India – Pakistan", within: [72.5, 32.2, 81, 37.5], reason: "Line of Control in Kashmir (1972)." },
  { between: ["CHN", "PAK"], names: "China – Pakistan", within: [72.5, 34, 77.9, 37.5], reason: "Agreement of 1963 that India does not accept." },
  { between: ["IND", "KAS"], names: "India – Siachen", reason: "Siachen: beyond the agreed part of the Line of Control." },
  { between: ["KAS", "PAK"], names: "Siachen – Pakistan", reason: "Siachen: beyond the agreed part of the Line of Control." },
  { between: ["CHN", "KAS"], names: "China – Siachen", reason: "Siachen: beyond the agreed part of the Line of Control." },
  { between: ["CHN", "IND"], names: "China – India", within: [77, 31, 80.5, 36], reason: "Line of Actual Control in Ladakh and Aksai Chin." },
  { between: ["CHN", "IND"], names: "China – India", within: [91.4, 26.4, 97.6, 29.6], reason: "McMahon Line, which China does not accept." },
  { between: ["ISR", "PSE"], names: "Israel – Palestine", reason: "Armistice line of 1949." },
  { between: ["ISR", "SYR"], names: "Israel – Syria", reason: "Ceasefire line of 1974; Israel holds the Golan west of it, which the UN counts as Syria's." },
  { between: ["CYN", "CYP"], names: "Northern Cyprus – Cyprus", reason: "Ceasefire line of 1974." },
  { between: ["SOL", "SOM"], names: "Somaliland – Somalia", reason: "Somaliland declared itself independent in 1991; not recognised by the UN." },
  { between: ["SRB", "XKX"], names: "Serbia – Kosovo", reason: "Kosovo declared itself independent in 2008; not recognised by all." },
  { between: ["EGY", "SDN"], names: "Egypt – Sudan", within: [33, 21.5, 38, 24], reason: "Hala'ib: claimed by both." },
  { between: ["SDN", "SSD"], names: "Sudan – South Sudan", within: [27, 9, 29.5, 10.8], reason: "Abyei: status not settled." },
  { between: ["ISR", "LBN"], names: "Israel – Lebanon", reason: "Line of withdrawal that the UN drew in 2000, not an agreed border." },
  { between: ["GUY", "VEN"], names: "Guyana – Venezuela", reason: "Award of 1899; Venezuela claims the land west of the Essequibo." },
  { between: ["BLZ", "GTM"], names: "Belize – Guatemala", reason: "Guatemala claims land in Belize; both have put it to the International Court." },
  { between: ["ARM", "AZE"], names: "Armenia – Azerbaijan", reason: "Not yet marked out as a whole since both became independent." },
  { between: ["KEN", "SSD"], names: "Kenya – South Sudan", reason: "Ilemi triangle: claimed by both." },
];

/** Where the basemap takes a side without drawing a line. */
export const DRAWN_AS: readonly string[] = [
  "Crimea, which Russia annexed in 2014, is drawn as Ukraine's, as the UN General Assembly holds.",
  "Front lines and lines of control within a country are not drawn.",
];

/** Whether any part of the line between two countries is disputed. */
export function mayBeDisputed(owners: readonly string[]): boolean {
  return DISPUTED.some(({ between }) => owners.includes(between[0]) && owners.includes(between[1]));
}

/** The line between two countries at a point, or undefined where it is settled. */
export function findDisputed(owners: readonly string[], lon: number, lat: number): DisputedLine | undefined {
  const [first, second] = [...owners].sort();
  return DISPUTED.find(
    ({ between, within }) =>
      between[0] === first &&
      between[1] === second &&
      (!within || (lon >= within[0] && lat >= within[1] && lon <= within[2] && lat <= within[3])),
  );
}
