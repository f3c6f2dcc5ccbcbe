// A search in 10,000 events: the first one folds their texts, the others find them folded; 50 ms is the most.

import { bench, describe } from "vitest";
import { queryWords, Searcher } from "../src/case/search";
import type { EventText, Source } from "../src/common/model";

const sources = [{ publisher: "Harbour Gazette", title: "A ferry nobody booked" }] as unknown as readonly Source[];
const texts = Array.from({ length: 10_000 }, (_, i) => ({
  title: `Корабль у причала Дунай, ${i}`, label: "", place: "Дунай, Приморский край", origin: "", destination: "", dateWords: "18 May 2025",
  summary: "Vessels of the kind that carried the first contingent lay at the pier, as a picture from above shows.", tags: ["sea", "port"],
  claims: [{ source: 0, text: "동창리 발사장에서 본 배", quote: "أَحْمَد في الميناء" }, { source: 0, text: "A second report of the same, with more words than the first." }],
})) as unknown as readonly EventText[];
const events = { count: texts.length, text: (i: number) => Promise.resolve(texts[i] as EventText), sources: () => Promise.resolve(sources) };
const warm = new Searcher(events);
await warm.find(["x"]);

describe("10000 events", () => {
  bench("the first search", async () => void (await new Searcher(events).find(queryWords("дунай 999"))));
  bench("a search after it", async () => void (await warm.find(queryWords("дунай 999"))));
});
