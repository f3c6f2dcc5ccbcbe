import { describe, expect, it } from "vitest";
import type { EventText } from "../src/model";
import type { Events } from "../src/page";
import { findTold, foldText, MOST_HITS, queryWords, tellsOf } from "../src/search";

const told = (title: string, more: Partial<EventText> = {}): EventText =>
  ({ title, label: "", place: "", summary: "", dateWords: "", tags: [], claims: [], ...more }) as unknown as EventText;

describe("search", () => {
  it("looks past case, accents and compatibility forms, in any script", () => {
    expect(foldText("DONÉTSK ﬁ")).toBe("donetsk fi");
    expect(tellsOf(told("Корабль в порту Дунай"), queryWords("дунай корабль"))).toBe(true);
  });

  it("wants every word, wherever it stands", () => {
    const event = told("Ferry at the pier", { place: "Dune", claims: [{ source: 0, quote: "a grey hull" }] });
    expect(tellsOf(event, queryWords("dune hull"))).toBe(true);
    expect(tellsOf(event, queryWords("dune plane"))).toBe(false);
  });

  it("keeps the order of the list, and stops at more hits than anyone reads", async () => {
    const events = { text: (i: number) => Promise.resolve(told(i % 2 ? "odd" : "even")) } as unknown as Events;
    const all = Uint32Array.from({ length: 3000 }, (_, i) => 2999 - i);

    const hits = await findTold(events, all, ["odd"], () => false);

    expect(hits).toHaveLength(MOST_HITS);
    expect([...hits.slice(0, 3)]).toEqual([2999, 2997, 2995]);
  });
});
