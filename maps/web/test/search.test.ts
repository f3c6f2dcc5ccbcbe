import { describe, expect, it } from "vitest";
import { foldEvent, foldSources, foldText, queryWords, Searcher } from "../src/case/search";
import type { EventText, Source } from "../src/common/model";

const told = (title: string, more: Partial<EventText> = {}): EventText =>
  ({ title, label: "", place: "", origin: "", destination: "", summary: "", dateWords: "", tags: [], claims: [], ...more }) as unknown as EventText;
const SOURCES = [{ publisher: "Harbour Gazette", title: "A ferry nobody booked" }] as unknown as readonly Source[];
const finds = (query: string, text: string): boolean => queryWords(query).every((word) => foldText(text).includes(word));

describe("search", () => {
  it.each([
    ["donetsk fi", "DONÉTSK ﬁ"],
    ["lodz strasse", "Łódź, Große Straße"],
    ["istanbul", "İstanbul"],
    ["дунай корабль", "Корабль в порту ДУНАЙ"],
    ["елка", "Ёлка"],
    ["κοσμοσ", "ΚΌΣΜΟΣ"],
    ["동창리", "동창리 발사장"],
    ["동창리", "동창리".normalize("NFD")],
    ["احمد", "أَحْمَد"],
    ["مدرسه", "مدرسة"],
    ["الكتاب", "الکتـــاب"],
    ["2025", "٢٠٢٥"],
    ["שלום", "שָׁלוֹם"],
    ["フェリー", "ﾌｪﾘｰ"],
    ["tokyo", "Tōkyō"],
  ])("finds %s in %s: looks past case, accents and forms of letters", (query, text) => {
    expect(finds(query, text)).toBe(true);
  });

  it.each([["이", "인천"], ["か", "が"], ["हिंद", "हाद"]])("keeps %s apart from %s: other letters, not accents", (query, text) => {
    expect(finds(query, text)).toBe(false);
  });

  it("wants every word, wherever it stands: title, place, claim or source", () => {
    const folded = foldEvent(told("At the pier", { place: "Dune", claims: [{ source: 0, quote: "a grey hull" }] }), foldSources(SOURCES));
    for (const word of queryWords("pier DUNE hull gazette ferry")) expect(folded).toContain(word);
    expect(folded).not.toContain("plane");
  });

  it("marks every event that tells of the words, however many", async () => {
    const events = { count: 3000, text: (i: number) => Promise.resolve(told(i % 2 ? "odd" : "even")), sources: () => Promise.resolve(SOURCES) };
    const searcher = new Searcher(events);

    const hits = await searcher.find(["odd"]);

    expect(hits?.reduce((sum, hit) => sum + hit, 0)).toBe(1500);
    expect([hits?.[0], hits?.[2999]]).toEqual([0, 1]);
    expect(await searcher.find(["odd"], () => true)).toBeNull();
  });
});
