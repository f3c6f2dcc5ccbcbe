import { describe, expect, it } from "vitest";
import type { ArticleText } from "../src/common/model";
import { leaveBox, placeChip, type Rect } from "../src/panel/edgechips";
import { countPassages, lastRuns, numbered, numberPassages } from "../src/words/passages";

const article: ArticleText = {
  name: "a", kind: "digest", title: "", source: -1, language: "", license: "",
  passages: [[7, 0], [3, 1], [9, 0], [3, 0], [7, 2]],
  paragraphs: [
    [["One ", []], ["ship", [0]], [" and ", []], ["another", [1, 2]]],
    [["still another", [2]], [", ", []], ["and", [3]], [" so on", [4]]],
  ],
};

describe("the numbers of an article's events", () => {
  it("go by the first passage, one for each event on the map", () => {
    expect([...numberPassages(article, (event) => event !== 9)]).toEqual([[7, 1], [3, 2]]);
  });

  it("count passages on the map and off it", () => {
    const numbers = numberPassages(article, (event) => event !== 9);

    expect(countPassages(article, numbers)).toEqual({ all: 5, placed: 4, off: 1 });
  });

  it("stand where a passage ends, though it runs over a paragraph", () => {
    expect([...lastRuns(article)]).toEqual([[0, [0, 1]], [1, [0, 3]], [2, [1, 0]], [3, [1, 2]], [4, [1, 3]]]);
  });

  it("are told apart from a name that begins with a digit of any script", () => {
    expect(numbered([5, 3], "Pyongyang")).toBe("3, 5 Pyongyang");
    expect(numbered([4], "6,000 for Kursk")).toBe("4 · 6,000 for Kursk");
    expect(numbered([10, 9], "٦ سفن")).toBe("9, 10 · ٦ سفن");
  });
});

describe("a chip for what is outside the view", () => {
  const box: Rect = [0, 0, 200, 100];
  const size = { width: 60, height: 40 };

  it("stands on the way to it", () => {
    expect(leaveBox(box, 1100, 50)).toEqual({ x: 200, y: 50, angle: 0 });
    expect(leaveBox(box, 100, -950)).toMatchObject({ x: 100, y: 0 });
    expect(leaveBox(box, -900, 50).angle).toBeCloseTo(Math.PI);
  });

  it("says a direction even for the very middle", () => {
    const { x, y } = leaveBox(box, 100, 50);
    expect([x, y]).toEqual([100, 50]);
  });

  it("stays inside the map", () => {
    expect(placeChip(box, { x: 200, y: 50 }, size, [])).toEqual([140, 30]);
    expect(placeChip(box, { x: 0, y: 0 }, size, [])).toEqual([0, 0]);
  });

  it("gives way to what is there, along its edge", () => {
    const tall: Rect = [0, 0, 200, 400];
    const place = placeChip(tall, { x: 0, y: 200 }, size, [[0, 170, 80, 230]]);

    expect(place?.[0]).toBe(0);
    expect(Math.abs((place?.[1] ?? 0) - 180)).toBeGreaterThanOrEqual(52);
  });

  it("is left out where there is no room at all", () => {
    expect(placeChip(box, { x: 0, y: 50 }, size, [[0, 0, 200, 100]])).toBeNull();
  });
});
