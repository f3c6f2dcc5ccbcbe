import { describe, expect, it } from "vitest";
import { nearestStop, placeCard, roomFor, stepStop, stopHeight } from "../src/panel/cardplace";

const frame = { width: 1056, height: 672 };

describe("the card", () => {
  it.each([[900, 160], [150, 600], [528, 336], [40, 30], [1000, 650]])("never lies over its mark at %d, %d", (x, y) => {
    const mark = { x, y, r: 16 };
    const card = placeCard(frame, mark, 500);

    expect(card.left >= x + mark.r || card.left + card.width <= x - mark.r).toBe(true);
    expect(card.left).toBeGreaterThanOrEqual(0);
    expect(card.left + card.width).toBeLessThanOrEqual(frame.width);
    expect(card.top).toBeGreaterThanOrEqual(0);
    expect(card.top + 500).toBeLessThanOrEqual(frame.height);
  });

  it("opens on the roomier side and points at the mark from there", () => {
    expect(placeCard(frame, { x: 900, y: 300, r: 16 }, 400).pointer?.side).toBe("right");
    expect(placeCard(frame, { x: 150, y: 300, r: 16 }, 400).pointer?.side).toBe("left");
  });

  it("scrolls inside when it is taller than the map", () => {
    const card = placeCard(frame, { x: 900, y: 300, r: 16 }, 2000);

    expect(card.top + card.maxHeight).toBeLessThanOrEqual(frame.height);
  });

  it("docks without a pointer when there is no mark, or it has left the view", () => {
    for (const mark of [null, { x: -40, y: 10, r: 16 }]) {
      expect(placeCard(frame, mark, 400)).toMatchObject({ left: 14, top: 14, pointer: null });
    }
  });
});

describe("the card in a page from right to left", () => {
  const mirrored = { ...frame, mirrored: true };

  it.each([[900, 160], [150, 600], [528, 336], [40, 30], [1000, 650]])("leaves the buttons free to the left, and its mark, at %d, %d", (x, y) => {
    const card = placeCard(mirrored, { x, y, r: 16 }, 500);

    expect(card.left).toBeGreaterThanOrEqual(72);
    expect(card.left >= x + 16 || card.left + card.width <= x - 16).toBe(true);
    expect(card.pointer?.side).toBe(card.left > x ? "left" : "right");
  });

  it("docks to the right, and is given room from there", () => {
    expect(placeCard(mirrored, null, 400)).toMatchObject({ left: 1056 - 14 - 404, top: 14, pointer: null });
    const narrow = { width: 640, height: 430 };
    expect(roomFor({ ...narrow, mirrored: true }, { x: 320, y: 200, r: 16 })).toBe(640 - (roomFor(narrow, { x: 320, y: 200, r: 16 }) ?? 0));
  });
});

describe("room for the card", () => {
  const narrow = { width: 640, height: 430 };

  it("is asked for only where no side of the mark has it", () => {
    expect(roomFor(frame, { x: 528, y: 300, r: 16 })).toBeNull();
    expect(roomFor(narrow, { x: 100, y: 200, r: 16 })).toBeNull();
    expect(roomFor(narrow, null)).toBeNull();
    expect(roomFor(narrow, { x: 320, y: 200, r: 400 })).toBeNull();
  });

  it("is found by moving the mark aside", () => {
    const mark = { x: 320, y: 200, r: 16 };
    const x = roomFor(narrow, mark);

    expect(x).not.toBeNull();
    expect(placeCard(narrow, { ...mark, x: x ?? 0 }, 300).pointer?.side).toBe("left");
  });
});

describe("the sheet", () => {
  it("stops at 96 pixels, about half, and full below the bar", () => {
    expect(["low", "half", "full"].map((stop) => stopHeight(stop as "low", 844))).toEqual([96, 458, 780]);
  });

  it("settles at the nearest stop, and a flick goes one further", () => {
    expect(nearestStop(440, 844)).toBe("half");
    expect(nearestStop(470, 844, 1.2)).toBe("full");
    expect(nearestStop(440, 844, -1.2)).toBe("low");
  });

  it("ends where it ends", () => {
    expect(stepStop("full", 1)).toBe("full");
    expect(stepStop("low", -1)).toBe("low");
    expect(stepStop("low", 1)).toBe("half");
  });
});
