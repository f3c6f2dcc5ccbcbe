import { describe, expect, it } from "vitest";
import { type Address, dayFromIso, dayToIso, findNonsense, PLAIN, readAddress, writeAddress } from "../src/address";

describe("days in an address", () => {
  it("are written as they are read, in any century", () => {
    for (const day of [0, -1, 20_226, -719_162, -719_528, -800_000, 3_000_000]) expect(dayFromIso(dayToIso(day))).toBe(day);
  });

  it("refuse a day that does not exist", () => {
    for (const text of ["2023-02-29", "2025-13-01", "2025-1-1", "yesterday", "", "2025-05-18T00:00"]) expect(dayFromIso(text)).toBeNull();
  });

  it("never shift with a time zone", () => {
    expect(dayToIso(20_226)).toBe("2025-05-18");
  });
});

describe("the address of what is shown", () => {
  it("restores what it was made from", () => {
    const address: Address = {
      view: [132.3354, 42.8788, 7.25], from: 20_000, to: 20_500, layers: ["sightings", "new-ones"], open: "ship-1",
      language: "ar", theme: "dark",
      hidden: ["expected", "denied"], conflicts: true, grouping: "layer", embed: true,
    };

    expect(readAddress(`#${writeAddress(address)}`)).toEqual(address);
    expect(findNonsense(writeAddress(address), ["sightings", "new-ones"])).toEqual([]);
    expect(readAddress(writeAddress(PLAIN))).toEqual(PLAIN);
  });

  it("names the article beside the map, and is silent without one", () => {
    expect(readAddress(writeAddress({ ...PLAIN, article: "요약 1" })).article).toBe("요약 1");
    expect("article" in readAddress("event=a")).toBe(false);
    expect(readAddress("article=").article).toBeUndefined();
  });

  it("carries ids and layers of any script, and signs that mean something in an address", () => {
    const address: Address = { ...PLAIN, layers: ["표시", "a&b=c"], open: "событие#1&from=2020-01-01" };

    expect(readAddress(`#${writeAddress(address)}`)).toEqual(address);
  });

  it("tells no layer at all from all layers", () => {
    expect(readAddress(writeAddress({ ...PLAIN, layers: [] })).layers).toEqual([]);
    expect(readAddress("").layers).toBeNull();
  });

  it("leaves each nonsense part as it is and reads the others", () => {
    const read = readAddress("#map=1e9/x/NaN&from=2025-02-30&to=2025-03-01&event=&layers");

    expect(read).toEqual({ ...PLAIN, to: dayFromIso("2025-03-01"), layers: [] });
  });

  it("names each part that it could not read, and no other", () => {
    const hash = "#map=5/91/0&from=2025-02-30&to=2025-03-01&layers=ships,tanks&hide=denied,unlikely&conflicts=maybe&group=colour&mpa=1&event=a";

    expect(findNonsense(hash, ["ships"])).toEqual([
      "map=5/91/0", "from=2025-02-30", "layers=ships,tanks", "hide=denied,unlikely", "conflicts=maybe", "group=colour", "mpa=1",
    ]);
    expect(readAddress(hash)).toEqual({ ...PLAIN, to: dayFromIso("2025-03-01"), layers: ["ships", "tanks"], hidden: ["denied"], open: "a" });
    expect(findNonsense("", [])).toEqual([]);
  });

  it("takes no range that ends before it begins, which would show an empty map", () => {
    expect(readAddress("#from=2025-06-01&to=2025-05-01")).toEqual(PLAIN);
    expect(findNonsense("#from=2025-06-01&to=2025-05-01", [])).toEqual(["from=2025-06-01", "to=2025-05-01"]);
  });

  it("may ask for the look of a frame", () => {
    for (const hash of ["#embed", "#embed=1&from=2025-01-01"]) expect(readAddress(hash).embed).toBe(true);
    for (const hash of ["#embed=0", "#event=embed"]) expect(readAddress(hash).embed).toBe(false);
  });

  it("takes no view off the earth", () => {
    for (const map of ["5/91/0", "99/0/0", "5/0", "5//"]) expect(readAddress(`#map=${map}`).view).toBeNull();
  });

  it("brings a view of another copy of the world back to ours", () => {
    expect(readAddress("#map=5/46.5/2909").view).toEqual([29, 46.5, 5]);
    expect(writeAddress({ ...PLAIN, view: [-331, 46.5, 5] })).toBe("map=5/46.5/29");
  });

  it("takes no range that ends before it begins", () => {
    const { from, to } = readAddress("#from=2025-06-01&to=2025-01-01");

    expect([from, to]).toEqual([null, null]);
  });

  it("survives any text", () => {
    for (const text of ["#%", "#%E0%A4%A", "#=&=&", "#__proto__=1&event=__proto__", "#" + "a".repeat(10_000)]) {
      expect(() => readAddress(text)).not.toThrow();
    }
  });
});
