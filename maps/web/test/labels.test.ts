import { describe, expect, it } from "vitest";
import { type Box, LABEL_GAP, Occupied, placeLabel } from "../src/map/labels";

const VIEW: Box = [0, 0, 400, 300];
const SIZE = { width: 60, height: 16 };
const overlap = (a: Box, b: Box): boolean => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

describe("occupied boxes", () => {
  it("hit what they touch, far from the corner of the map and left of it too", () => {
    const taken = new Occupied();
    taken.add([1000, 1000, 1100, 1020]);
    taken.add([-50, -50, -10, -10]);

    expect(taken.hits([1050, 1010, 1060, 1015])).toBe(true);
    expect(taken.hits([-20, -20, 5, 5])).toBe(true);
    expect(taken.hits([1100, 1000, 1200, 1020])).toBe(false);
    expect(taken.hits([0, 0, 900, 900])).toBe(false);
  });
});

describe("a label", () => {
  it("stands right of its mark when nothing is in the way", () => {
    const placed = placeLabel({ x: 100, y: 100, r: 7 }, SIZE, VIEW, new Occupied());

    expect(placed).toMatchObject({ align: "left" });
    expect(placed?.box[0]).toBeGreaterThan(107);
  });

  it("moves to the other side at the edge of the view", () => {
    expect(placeLabel({ x: 390, y: 100, r: 7 }, SIZE, VIEW, new Occupied())).toMatchObject({ align: "right" });
  });

  it("covers no other and no mark, and gives way when all is taken", () => {
    const taken = new Occupied();
    const boxes: Box[] = [];
    for (let k = 0; k < 40; k++) {
      const mark = { x: 60 + (k % 8) * 35, y: 60 + Math.floor(k / 8) * 30, r: 7 };
      const own: Box = [mark.x - 7, mark.y - 7, mark.x + 7, mark.y + 7];
      taken.add(own);
      boxes.push(own);
    }
    let placed = 0;
    for (let k = 0; k < 40; k++) {
      const label = placeLabel({ x: 60 + (k % 8) * 35, y: 60 + Math.floor(k / 8) * 30, r: 7 }, SIZE, VIEW, taken);
      if (!label) continue;
      for (const box of boxes) expect(overlap(box, label.box)).toBe(false);
      taken.add(label.box);
      boxes.push(label.box);
      placed += 1;
    }
    expect(placed).toBeGreaterThan(0);
    expect(placed).toBeLessThan(40);
  });
});

describe("a mark's own box", () => {
  it("does not turn its own label away", () => {
    const taken = new Occupied();
    const half = 7 + LABEL_GAP - 1;
    taken.add([100 - half, 100 - half, 100 + half, 100 + half]);

    expect(placeLabel({ x: 100, y: 100, r: 7 }, SIZE, VIEW, taken)).toMatchObject({ align: "left" });
    taken.add([113, 0, 400, 300]);
    taken.add([0, 0, 87, 300]);
    expect(placeLabel({ x: 100, y: 100, r: 7 }, { width: 20, height: 16 }, VIEW, taken)).toMatchObject({ align: "center" });
  });
});
