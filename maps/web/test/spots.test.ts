import { describe, expect, it } from "vitest";
import { bubbleRadius, type Frame, type Spot, SpotScanner, zoomToSplit } from "../src/map/spots";
import { columnsOf, type PlainEvent } from "./pack";

const frameAt = (zoom: number, lon = 0, width = 800, height = 600): Frame => {
  const world = 256 * 2 ** zoom;
  return { left: (lon / 360 + 0.5) * world - width / 2, top: world / 2 - height / 2, world, width, height };
};

const scan = (events: readonly PlainEvent[], frame: Frame, skip: (index: number) => boolean = () => false): Spot[] => {
  const columns = columnsOf(events);
  return new SpotScanner().scan(columns, Uint32Array.from(events.keys()), frame, skip);
};

const countOf = (spots: readonly Spot[]): number => spots.reduce((sum, { count }) => sum + count, 0);

describe("spots", () => {
  it("keep events apart that do not touch, where they stand", () => {
    const [a, b] = scan([{ at: [0, 0], day: 1 }, { at: [40, 0], day: 1 }], frameAt(3)).sort((p, q) => p.x - q.x);

    expect([a?.x, a?.y]).toEqual([400, 300]);
    expect(b?.x).toBeCloseTo(400 + (40 / 360) * 2048, 3);
  });

  it("join those at the very same point, and say so, so that all can be reached", () => {
    const [spot] = scan([{ at: [5, 5], day: 1 }, { at: [5, 5], day: 2, conflict: 1 }], frameAt(3));

    expect(spot).toMatchObject({ count: 2, same: true, members: [0, 1], event: 1, conflict: true });
  });

  it("join near ones into a bubble that knows its mix", () => {
    const [spot] = scan([{ at: [0, 0], day: 1, layer: 2, occurrence: 1 }, { at: [0.5, 0], day: 1 }], frameAt(2));

    expect(spot).toMatchObject({ count: 2, same: false });
    expect([...(spot as Spot).mix]).toEqual(expect.arrayContaining([[7, 1], [0, 1]]));
  });

  it("lose none of many", () => {
    const events = Array.from({ length: 3000 }, (_, k) => ({ day: 1, at: [((k * 37) % 1200) / 100, ((k * 91) % 800) / 100] as const }));

    const spots = scan(events, frameAt(4));
    expect(countOf(spots)).toBe(3000);
    expect(spots.length).toBeLessThan(200);
  });

  it("know the first and the last day of all they hold, open ends and rival dates apart", () => {
    const spot = (events: readonly PlainEvent[]): Spot | undefined => scan(events, frameAt(2))[0];
    const at = [0, 0] as const;
    const many = Array.from({ length: 300 }, (_, k) => ({ at, day: 10 + k }));

    expect(spot(many)).toMatchObject({ count: 300, from: 10, to: 309 });
    expect(spot([...many, { at, intervals: [{ earliest: 5, latest: 400 }, { earliest: 1, latest: 900, chosen: false }] }])).toMatchObject({ from: 5, to: 400 });
    expect(spot([{ at, intervals: [{ earliest: null, latest: 9 }] }, { at: [0.1, 0], intervals: [{ earliest: 3, latest: 4 }] }])).toMatchObject({ count: 2, from: -Infinity, to: 9 });
    expect(spot([{ at }])).toMatchObject({ from: Infinity, to: -Infinity });
  });

  it("leave no event out of the days they tell, though its sources disagree and no date is chosen", () => {
    const unresolved = { at: [0, 0] as const, intervals: [{ earliest: 30, latest: 30, chosen: false }, { earliest: 31, latest: 31, chosen: false }] };

    expect(scan([{ at: [0, 0], day: 10 }, unresolved], frameAt(2))[0]).toMatchObject({ count: 2, from: 10, to: 31 });
  });

  it("leave no bubble over another, however many events they hold", () => {
    for (const many of [500, 4000]) {
      const events = Array.from({ length: many }, (_, k) => ({ day: 1, at: [30 + ((k * 37) % 977) / 120, ((k * 91) % 613) / 200] as const }));
      for (const zoom of [3, 4, 5, 6]) {
        const bubbles = scan(events, frameAt(zoom, 34)).filter(({ same }) => !same);
        bubbles.forEach((a, at) => bubbles.slice(at + 1).forEach((b) => {
          expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThanOrEqual((bubbleRadius(a.count) + bubbleRadius(b.count)) * 0.95 - 1e-9);
        }));
      }
    }
  });

  it("show an event in the copy of the world that is in view", () => {
    const [spot] = scan([{ at: [-179, 0], day: 1 }], frameAt(4, 179));

    expect(spot?.x).toBeCloseTo(400 + (2 / 360) * 4096, 3);
  });

  it("leave out what is not placed, skipped or out of view", () => {
    const events: PlainEvent[] = [{ day: 1 }, { at: [0, 0], day: 1 }, { at: [170, 0], day: 1 }];

    expect(scan(events, frameAt(5), (index) => index === 1)).toEqual([]);
  });

  it("follow the filters where the view stays, and the view where it moves", () => {
    const columns = columnsOf(Array.from({ length: 1500 }, (_, k) => ({ day: 1, at: [((k * 37) % 600) / 100, ((k * 91) % 400) / 100] as const })));
    const all = Uint32Array.from({ length: 1500 }, (_, k) => k);
    const some = all.filter((k) => k % 5 === 0);
    const kept = new SpotScanner();
    for (const [indices, frame] of [[all, frameAt(5)], [some, frameAt(5)], [all, frameAt(6)], [some, frameAt(5, 2)], [all, frameAt(5)]] as const) {
      expect(kept.scan(columns, indices, frame, () => false)).toEqual(new SpotScanner().scan(columns, indices, frame, () => false));
    }
  });

  it("do not flicker: the same events make the same bubbles after the map was dragged", () => {
    const events = Array.from({ length: 900 }, (_, k) => ({ day: 1, at: [((k * 37) % 600) / 100, ((k * 91) % 400) / 100] as const }));
    const sizes = (frame: Frame): number[] => scan(events, frame).map(({ count }) => count).sort((a, b) => a - b);
    const frame = frameAt(5);

    expect(sizes({ ...frame, left: frame.left + 13, top: frame.top - 7 })).toEqual(sizes(frame));
  });
});

describe("the zoom at which an event stands by itself", () => {
  it("does not count others at its very point, nor areas", () => {
    const events: PlainEvent[] = [
      { at: [125.75, 39.03], day: 1 }, { at: [125.75, 39.03], day: 2 }, { at: [125.76, 39.03], day: 3, area: 0 },
    ];
    const columns = columnsOf(events);

    expect(zoomToSplit(columns, Uint32Array.from([0, 1, 2]), 0, 6, 12)).toBe(6);
  });

  it("grows with nearness, up to a limit", () => {
    const columns = columnsOf([{ at: [0, 0], day: 1 }, { at: [0.1, 0], day: 1 }, { at: [100, 0], day: 1 }, { at: [100.00001, 0], day: 1 }]);
    const all = Uint32Array.from([0, 1, 2, 3]);

    expect(zoomToSplit(columns, all, 0, 2, 12)).toBe(9);
    expect(zoomToSplit(columns, all, 2, 2, 12)).toBe(12);
  });
});
