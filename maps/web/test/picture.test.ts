import { describe, expect, it } from "vitest";
import { fileName } from "../src/common/copy";
import { frameCode } from "../src/share/frame";
import { numberRuns, wrap } from "../src/words/numbers";

describe("numbers on a mark", () => {
  it("are brief, however many events stand there", () => {
    expect(numberRuns([3])).toBe("3");
    expect(numberRuns([5, 2, 3])).toBe("2, 3, 5");
    expect(numberRuns([4, 2, 3, 7])).toBe("2–4, 7");
    expect(numberRuns([1, 3, 5, 7, 9])).toBe("1, 3, 5, …");
  });
});

describe("lines of a picture", () => {
  const measure = (text: string): number => text.length;

  it("break between words, and within one that is too long", () => {
    expect(wrap("one two three", 7, measure)).toEqual(["one two", "three"]);
    expect(wrap("abcdefghij kl", 4, measure)).toEqual(["abcd", "efgh", "ij", "kl"]);
    expect(wrap("", 4, measure)).toEqual([""]);
  });

  it("lose no sign of a title of 2,000 characters", () => {
    const title = "한국어".repeat(666);
    const lines = wrap(title, 40, measure);

    expect(lines.join("")).toBe(title);
    expect(Math.max(...lines.map(measure))).toBeLessThanOrEqual(40);
  });
});

describe("the name of a saved file", () => {
  it("is the title's, in its own script, without what a file may not hold", () => {
    expect(fileName("North Korean troops / Russia’s “war”", "svg")).toBe("north-korean-troops-russia-s-war.svg");
    expect(fileName("북한군", "csv")).toBe("북한군.csv");
    expect(fileName("../..", "png")).toBe("map.png");
    expect(fileName("a".repeat(3000), "csv")).toHaveLength(64);
  });
});

describe("the code for a frame", () => {
  it("stays one element, whatever the title and address hold", () => {
    const code = frameCode('https://example.org/a?x="><script>#embed=1&from=2025-01-01', 'A "title" <b>');

    expect(code).toContain('src="https://example.org/a?x=&quot;&gt;&lt;script&gt;#embed=1&amp;from=2025-01-01"');
    expect(code.match(/</g)).toHaveLength(2);
    expect(code).not.toContain("style=");
  });
});
