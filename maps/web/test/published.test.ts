import { describe, expect, it } from "vitest";
import { readFacets } from "../src/case/facets";
import { turnOccurrence } from "../src/panel/filters";
import { countPublished, publishedDays } from "../src/time/published";

const facets = readFacets({ tags: [], published: [5, null, 9], sourcesOf: [[0, 2], [1], [0]], tagsOf: [[], [], []] });

describe("when reports came out", () => {
  it("is counted once for each source of each event that passes", () => {
    expect([...countPublished(facets, [0, 5, 9, 10], Uint8Array.of(1, 1, 1))]).toEqual([0, 2, 1]);
    expect([...countPublished(facets, [0, 5, 9, 10], Uint8Array.of(0, 0, 1))]).toEqual([0, 1, 0]);
  });

  it("is known of each event, without sources of unknown day", () => {
    expect(publishedDays(facets, 0)).toEqual([5, 9]);
    expect(publishedDays(facets, 1)).toEqual([]);
  });
});

describe("occurrences in the filters", () => {
  it("are all when none is chosen, and only those chosen else", () => {
    const one = turnOccurrence(new Set(), "expected", true);
    expect([...one]).toEqual(["occurred", "denied"]);
    expect([...turnOccurrence(one, "denied", true)]).toEqual(["occurred"]);
    expect([...turnOccurrence(one, "expected", false)]).toEqual([]);
  });
});
