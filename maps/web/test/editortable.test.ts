import { describe, expect, it } from "vitest";
import { differences, fill, findRivals, pointedAt, readList, readPairs, rebase, roundDegrees, same, sayPrecision, showValue, typedAt, wrapLongitude, writeList, writePairs } from "../src/editor/table";

describe("the table of an event under edit", () => {
  it("says what differs, and null for what goes: the server sets just these", () => {
    expect(differences({ title: "A", note: "x" }, { title: "B", date: "2025" })).toEqual({ title: "B", note: null, date: "2025" });
    expect(differences({ values: { a: "1", b: "2" } }, { values: { b: "2", a: "1" } })).toEqual({});
  });

  it("brings untouched fields to the file's newer version, and keeps what was written here", () => {
    const base = { title: "A", summary: "old", date: "2025" };
    const form = { title: "Mine", summary: "old", date: "2025" };
    const fresh = { title: "Theirs", summary: "new" };
    expect(rebase(form, base, fresh)).toEqual({ title: "Mine", summary: "new" });
  });

  it("finds what two people wrote differently, and nothing that only one of them touched", () => {
    const base = { title: "A", summary: "old", note: "n", date: "2025" };
    const mine = { title: "Mine", summary: "same", date: null };
    const fresh = { title: "Theirs", summary: "same", note: "other", date: "2025" };
    expect(findRivals(base, mine, fresh)).toEqual([{ field: "title", base: "A", now: "Theirs", wanted: "Mine" }]);
  });

  it("counts what is empty as absent, as the files do", () => {
    expect(fill({ title: "A", note: "", tags: [], values: {}, denies: false, lon: 0 })).toEqual({ title: "A", lon: 0 });
    expect(same(undefined, null)).toBe(true);
  });

  it("reads lines of name = value, and refuses one that is none rather than lose it", () => {
    expect(readPairs("ships = 1\n\n announced by = A = B ")).toEqual({ ships: "1", "announced by": "A = B" });
    for (const wrong of ["ships", "= 1", "ships =", "a = 1\na = 2"]) expect(readPairs(wrong)).toBeNull();
    expect(readPairs(writePairs({ ships: "1", tail: "RA-86572" }))).toEqual({ ships: "1", tail: "RA-86572" });
  });

  it("reads lists back as it writes them", () => {
    expect(readList(writeList(["CNN", "satellite image"]))).toEqual(["CNN", "satellite image"]);
    expect(readList(" ; a ;; b")).toEqual(["a", "b"]);
  });

  it("shows two versions in words a person reads", () => {
    expect(showValue(null)).toBe("(nothing)");
    expect(showValue([{ source: "gazette", denies: true }])).toBe("source: gazette, denies: true");
  });

  it("holds degrees as the files do, in one copy of the world", () => {
    expect(wrapLongitude(190.1234567)).toBe(-169.87654);
    expect(wrapLongitude(-180)).toBe(-180);
    expect(roundDegrees(35.8999999)).toBe(35.9);
  });

  it("takes a click for no more than it can tell: twelve pixels of the zoom, exact only below 100 m", () => {
    expect(pointedAt(0, 0)).toEqual({ precision: "region", radius_m: 1_900_000 });
    expect(pointedAt(36, 7)).toEqual({ precision: "district", radius_m: 12_000 });
    expect(pointedAt(36, 10)).toEqual({ precision: "settlement", radius_m: 1500 });
    expect(pointedAt(36, 12)).toEqual({ precision: "site", radius_m: 370 });
    expect(pointedAt(36, 15)).toEqual({ precision: "exact", radius_m: 46 });
    expect(pointedAt(60, 14).precision).toBe("exact");
    expect(pointedAt(0, 14).precision).toBe("site");
    expect(typedAt("14", "36")).toEqual({ precision: "region", radius_m: 56_000 });
    expect(typedAt("14.5", "-35.9")).toEqual({ precision: "district", radius_m: 5600 });
    expect(typedAt("14.51", "36")).toEqual({ precision: "site", radius_m: 560 });
    expect(typedAt("14.512", "35.9")).toEqual({ precision: "exact", radius_m: 0 });
  });

  it("says how well a place is known", () => {
    expect(sayPrecision("region", 152_000)).toBe("The place is now known as: region, within 152 km.");
    expect(sayPrecision("exact", undefined)).toBe("The place is now known as: exact.");
  });
});
