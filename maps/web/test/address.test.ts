import { describe, expect, it } from "vitest";
import { type Address, dayFromIso, dayToIso, findNonsense, type Names, PLAIN, readAddress, writeAddress } from "../src/case/address";
import { UNPLACED } from "../src/case/columns";
import { START } from "../src/case/state";
import { addressOf, choiceOf } from "../src/choice";

const NAMES: Names = {
  layers: ["sightings", "new-ones"], articles: ["요약 1"], sources: ["relay-2025-07-03", "agency"], tags: ["sea, by night", "порт", "a&b=c"],
};

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
      language: "ar", theme: "dark", article: "요약 1",
      hidden: ["expected", "denied"], conflicts: true, certain: true, statuses: ["claimed", "retracted"], precisions: [0, 4, UNPLACED],
      sources: ["agency"], tags: ["sea, by night", "a&b=c"], query: "Дунай & \"pier\"", stretch: [20_100, 20_300], published: true,
      grouping: "layer", embed: true,
    };

    expect(readAddress(`#${writeAddress(address)}`)).toEqual(address);
    expect(findNonsense(writeAddress(address), NAMES)).toEqual([]);
    expect(readAddress(writeAddress(PLAIN))).toEqual(PLAIN);
  });

  it("goes into the state and comes out of it the same", () => {
    const address = readAddress(
      "from=2025-01-01&layers=new-ones&hide=denied&certain=1&status=claimed&precision=site,none&source=agency&tag=порт&search=pier&timeline=2024-12-01/2025-03-01&published=1&article=요약 1",
    );
    const { view: _v, open: _o, language: _l, embed: _e, ...chosen } = address;

    const state = { ...START, ...choiceOf(address, NAMES), article: 0 };
    expect([...state.sources, ...state.tags, ...state.layersOff]).toEqual([1, 1, 0]);
    expect(addressOf(state, NAMES)).toEqual(chosen);
    expect({ ...START, ...choiceOf(readAddress(""), NAMES) }).toEqual(START);
  });

  it("leaves aside the sources and tags that the case does not have", () => {
    const hash = "source=agency&source=nobody&tag=порт&tag=";

    expect([...(choiceOf(readAddress(hash), NAMES).sources ?? [])]).toEqual([1]);
    expect(findNonsense(hash, NAMES)).toEqual(["source=nobody", "tag"]);
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
    const hash = "#map=5/91/0&from=2025-02-30&to=2025-03-01&layers=ships,tanks&hide=denied,unlikely&conflicts=maybe&group=colour&mpa=1&event=a" +
      "&status=reported,rumoured&precision=exactly&certain=yes&published=0&timeline=2025-01-01&lang=xx&theme=pink&article=gone&source=nobody&tag=none";

    expect(findNonsense(hash, { ...NAMES, layers: ["ships"] })).toEqual([
      "map=5/91/0", "from=2025-02-30", "layers=ships,tanks", "hide=denied,unlikely", "conflicts=maybe", "group=colour", "mpa=1",
      "status=reported,rumoured", "precision=exactly", "certain=yes", "published=0", "timeline=2025-01-01", "lang=xx", "theme=pink",
      "article=gone", "source=nobody", "tag=none",
    ]);
    expect(readAddress(hash)).toEqual({ ...PLAIN, to: dayFromIso("2025-03-01"), layers: ["ships", "tanks"], hidden: ["denied"], open: "a",
      statuses: ["reported"], article: "gone", sources: ["nobody"], tags: ["none"],
    });
    expect(findNonsense("", NAMES)).toEqual([]);
  });

  it("takes no range that ends before it begins, which would show an empty map", () => {
    expect(readAddress("#from=2025-06-01&to=2025-05-01")).toEqual(PLAIN);
    expect(findNonsense("#from=2025-06-01&to=2025-05-01", NAMES)).toEqual(["from=2025-06-01", "to=2025-05-01"]);
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
