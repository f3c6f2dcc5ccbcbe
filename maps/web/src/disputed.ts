// Lines that are disputed or only hold a ceasefire: drawn in their own dash, by segment, each with its reason.

export interface DisputedLine {
  /** Codes of the two countries in the basemap, in alphabetical order. */
  readonly between: readonly [string, string];
  /** (west, south, east, north) in degrees where only part of the line is disputed. */
  readonly within?: readonly [number, number, number, number];
  readonly reason: string;
}

export const DISPUTED: readonly DisputedLine[] = [
  { between: ["KOR", "PRK"], reason: "Military demarcation line of the 1953 armistice; no peace treaty." },
  { between: ["ESH", "MAR"], reason: "Western Sahara is a non-self-governing territory; Morocco claims it." },
  { between: ["IND", "PAK"], within: [72.5, 32.2, 81, 37.5], reason: "Line of Control in Kashmir (1972)." },
  { between: ["CHN", "PAK"], within: [72.5, 34, 77.9, 37.5], reason: "Agreement of 1963 that India does not accept." },
  { between: ["IND", "KAS"], reason: "Siachen: beyond the agreed part of the Line of Control." },
  { between: ["KAS", "PAK"], reason: "Siachen: beyond the agreed part of the Line of Control." },
  { between: ["CHN", "KAS"], reason: "Siachen: beyond the agreed part of the Line of Control." },
  { between: ["CHN", "IND"], within: [77, 31, 80.5, 36], reason: "Line of Actual Control in Ladakh and Aksai Chin." },
  { between: ["CHN", "IND"], within: [91.4, 26.4, 97.6, 29.6], reason: "McMahon Line, which China does not accept." },
  { between: ["ISR", "PSE"], reason: "Armistice line of 1949." },
  { between: ["ISR", "SYR"], reason: "Ceasefire line of 1974 in the Golan." },
  { between: ["CYN", "CYP"], reason: "Ceasefire line of 1974." },
  { between: ["SOL", "SOM"], reason: "Somaliland declared itself independent in 1991; not recognised by the UN." },
  { between: ["SRB", "XKX"], reason: "Kosovo declared itself independent in 2008; not recognised by all." },
  { between: ["EGY", "SDN"], within: [33, 21.5, 38, 24], reason: "Hala'ib: claimed by both." },
  { between: ["SDN", "SSD"], within: [27, 9, 29.5, 10.8], reason: "Abyei: status not settled." },
  { between: ["RUS", "UKR"], within: [32, 44, 37, 46.5], reason: "Crimea: annexed by Russia in 2014, Ukraine's by UN resolution." },
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
