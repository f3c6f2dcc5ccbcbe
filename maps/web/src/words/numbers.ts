// Short texts of a picture: the numbers of a mark, and lines that fit. Pure: no DOM.

/** Numbers in brief: "2 – 4, 7". */
export function numberRuns(numbers: readonly number[]): string {
  const sorted = [...numbers].sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const number of sorted) {
    const last = runs[runs.length - 1];
    if (last && number <= last[1] + 1) last[1] = number;
    else runs.push([number, number]);
  }
  const words = runs.slice(0, 3).map(([from, to]) => (from === to ? String(from) : to === from + 1 ? `${from}, ${to}` : `${from}–${to}`));
  return words.join(", ") + (runs.length > 3 ? ", …" : "");
}

/** Text in lines no wider than `most`, broken at plain spaces; a word that is wider is parted. */
export function wrap(text: string, most: number, measure: (text: string) => number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/[ \t\r\n]+/).filter(Boolean)) {
    const longer = line ? `${line} ${word}` : word;
    if (measure(longer) <= most) {
      line = longer;
      continue;
    }
    if (line) lines.push(line);
    line = "";
    for (const sign of word) {
      if (line && measure(line + sign) > most) {
        lines.push(line);
        line = "";
      }
      line += sign;
    }
  }
  return line || lines.length === 0 ? [...lines, line] : lines;
}
