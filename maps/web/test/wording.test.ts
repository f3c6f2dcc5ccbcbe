import { describe, expect, it } from "vitest";
import { safeAddress } from "../src/common/links";
import type { ConflictText, EventText, Interval, Source } from "../src/common/model";
import { hatchPath, swatchOf, type Drawn } from "../src/common/swatch";
import { say } from "../src/words/messages";
import {
  conflictChoice, conflictLead, conflictNames, lapsedWords, precisionWords, statusLine, trayReason, voices, whenWords, writtenWhen,
} from "../src/words/wording";

const text = (more: Partial<EventText> = {}): EventText => ({
  id: "e", title: "t", label: "", summary: "", place: "", radius: 0, areaExact: false, country: "", date: "", dateWords: "", conflicts: [], claims: [],
  reports: 0, origins: 0, tags: [], confirmedBy: "", method: "", dateReason: "", placeReason: "", placeChoice: "", unplaced: "", origin: "",
  destination: "", retracted: "", retractedReason: "", values: [], ...more,
});
const on = (day: number): Interval => ({ earliest: day, beginLatest: day, endEarliest: day, latest: day, chosen: true, lasts: false });

describe("the status line", () => {
  it.each([
    ["occurred", "reported", "Reported · not confirmed by us"],
    ["occurred", "claimed", "Claimed · not confirmed by us"],
    ["expected", "reported", "Expected · reported, not confirmed by us"],
    ["denied", "reported", "Denied · reported, not confirmed by us"],
    ["occurred", "confirmed", "Confirmed by the desk · satellite images"],
    ["occurred", "retracted", "Retracted on 1 July 2025: wrong year"],
  ] as const)("of %s and %s is “%s”", (occurrence, status, words) => {
    const event = text({ confirmedBy: "the desk", method: "satellite images", retracted: "1 July 2025", retractedReason: "wrong year" });
    expect(statusLine(occurrence, status, event)).toBe(words);
  });
});

describe("how exactly the place is known", () => {
  it("is said in words, never as a score", () => {
    expect(precisionWords("settlement", text({ radius: 2000 }), false)).toBe("settlement, within about 2 km");
    expect(precisionWords("site", text({ radius: 350 }), false)).toBe("site, within about 350 m");
    expect(precisionWords("region", text({ areaExact: true }), true)).toBe("region, shown as an area");
    expect(precisionWords("region", text(), true)).toBe("region, shown as an approximate area");
  });
});

describe("a forecast whose time has passed", () => {
  const by: Interval = { ...on(100), earliest: -Infinity };

  it("says that the outcome is not reported", () => {
    expect(lapsedWords("expected", text({ dateWords: "by November 2025" }), [by], 101)).toBe(
      "Expected by November 2025. This map has no report of the outcome.",
    );
  });

  it("stays silent on its last day, for what occurred, and without an as-of day", () => {
    expect(lapsedWords("expected", text(), [by], 100)).toBe("");
    expect(lapsedWords("occurred", text(), [by], 101)).toBe("");
    expect(lapsedWords("expected", text(), [by], null)).toBe("");
  });

  it("is put into a sentence whatever its date", () => {
    expect(whenWords("18 May 2025", [on(1)])).toBe("on 18 May 2025");
    expect(whenWords("October 2024", [{ ...on(1), latest: 31 }])).toBe("in October 2024");
    expect(whenWords("From 17 June 2025", [on(1)])).toBe("from 17 June 2025");
  });
});

describe("a conflict", () => {
  const sources = ["Gazette", "Echo", "Wire"].map((publisher) => ({ publisher }) as Source);
  const claims = [{ source: 0 }, { source: 1, citing: ["Gazette"] }, { source: 2, citing: ["Agency", "Gazette"] }];
  const conflict: ConflictText = {
    field: "date", key: "", reason: "The caption gives 2025.", relays: [{ claim: 1, cites: "Gazette" }],
    sides: [{ words: "18 May 2025", claims: [0, 2], chosen: true }, { words: "18 May 2024", claims: [1], chosen: false }],
  };

  it("names who says what, and a relay that contradicts the source it cites", () => {
    expect(conflict.sides.map((side) => voices(side, conflict, claims, sources))).toEqual([
      "Gazette; Wire, which cites Agency", "Echo, which cites Gazette but says otherwise",
    ]);
  });

  it("gives our choice with its reason, or says that there is none", () => {
    expect(conflictChoice(conflict)).toBe("We use 18 May 2025: The caption gives 2025.");
    expect(conflictChoice({ ...conflict, reason: "because the caption gives it." })).toBe("We use 18 May 2025 because the caption gives it.");
    expect(conflictChoice({ ...conflict, reason: "We follow the caption." })).toBe("We follow the caption.");
    expect(conflictChoice({ ...conflict, reason: "" })).toBe("Unresolved.");
  });

  it("is named by what differs", () => {
    const value: ConflictText = { ...conflict, field: "value", key: "announced by" };
    expect([conflictLead(conflict, true), conflictLead(value, false)]).toEqual(["Sources differ on the date.", "And on who announced it."]);
    expect(conflictNames([conflict, value])).toBe("date, announced by");
  });
});

describe("a fold's reason", () => {
  it("is never empty", () => {
    expect(trayReason(text(), true)).toBe(say.noDateGiven);
    expect(trayReason(text(), false)).toBe(say.noPlaceGiven);
    expect(trayReason(text({ unplaced: "Only a country is named." }), false)).toBe("Only a country is named.");
  });
});

describe("addresses", () => {
  it("are followed only when they are http or https, and mail only for the contact", () => {
    expect(safeAddress("https://a.example/x")?.href).toBe("https://a.example/x");
    for (const bad of ["javascript:alert(1)", "data:text/html,x", "//a.example", "file:///etc", "", "mailto:a@b.example"]) {
      expect(safeAddress(bad)).toBeNull();
    }
    expect(safeAddress("mailto:a@b.example", true)?.protocol).toBe("mailto:");
    expect(safeAddress("JaVaScRiPt:0", true)).toBeNull();
  });
});

describe("a swatch", () => {
  const event: Drawn = { color: "blue", occurrence: "occurred", status: "reported", precision: "site", placed: true, area: false, moves: false };

  it("has the shape of the mark, and a square where a dot would pretend a place", () => {
    expect(swatchOf(event)).toEqual({ color: "blue", shape: "dot", expected: false });
    expect(swatchOf({ ...event, precision: "settlement" }).shape).toBe("town");
    expect(swatchOf({ ...event, precision: "region", area: true, occurrence: "expected" })).toMatchObject({ shape: "area", expected: true });
    expect(swatchOf({ ...event, placed: false }).shape).toBe("off");
    expect(swatchOf({ ...event, status: "retracted" }).shape).toBe("retracted");
    expect(swatchOf({ ...event, moves: true, area: true }).shape).toBe("move");
  });

  it("keeps its hatch inside its edge", () => {
    const numbers = hatchPath(3, 19, 7).match(/[\d.]+/g)?.map(Number) ?? [];
    expect(numbers.length).toBeGreaterThan(8);
    expect(numbers.every((n) => n >= 3 && n <= 19)).toBe(true);
  });
});

describe("the day on which a report was written", () => {
  it("takes the preposition that its precision asks for", () => {
    expect(["3 July 2025", "About 3 July 2025", "July 2025", "2025", "", "by 1 May 2024"].map(writtenWhen)).toEqual(
      ["on 3 July 2025", "about 3 July 2025", "in July 2025", "in 2025", "", "by 1 May 2024"],
    );
  });
});
