import { describe, expect, it } from "vitest";
import { namePlaces } from "../src/map/eventlabels";

describe("the name of a bubble", () => {
  it("is the place that holds the others", () => {
    expect(namePlaces(["Sunan International Airport, Pyongyang", "Pyongyang, North Korea", "Pyongyang, North Korea"])).toEqual(["Pyongyang"]);
  });

  it("names places apart, each once, and none for an event without a place", () => {
    expect(namePlaces(["Dunai, Primorsky Krai", "", "Rason, North Korea", "Dunai, Primorsky Krai"])).toEqual(["Dunai", "Rason"]);
  });

  it("ends at a comma of any script", () => {
    expect(namePlaces(["الفاشر، السودان", "الفاشر"])).toEqual(["الفاشر"]);
    expect(namePlaces(["大连，辽宁", "大连、中国"])).toEqual(["大连"]);
  });
});
