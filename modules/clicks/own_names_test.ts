import { describe, expect, test } from "bun:test";
import { loadWorld } from "../../tests/routing_world.ts";
import { readLinkParams } from "./link_params.ts";

describe("a link's own names of parameters", () => {
  const names = new Map([
    ["campaign", "sub2"],
    ["zone", "source"],
    ["s1", "click_ref"],
    ["to", "deep_link"],
  ]);

  test("are read after the canonical name and before all others", () => {
    const read = (query: string) => readLinkParams(query, names).known;
    expect(read("campaign=a&zone=b")).toEqual({ sub2: "a", source: "b" });
    expect(read("campaign=a&sub2=c")).toEqual({ sub2: "c" });
    expect(read("s2=d&campaign=a")).toEqual({ sub2: "a" });
    expect(read("src=d&zone=")).toEqual({ source: "d" });
  });

  test("mean what the affiliate defined, even if they usually mean something else", () => {
    expect(readLinkParams("s1=x", names).known).toEqual({ click_ref: "x" });
    expect(readLinkParams("s1=x").known).toEqual({ sub1: "x" });
  });

  test("are the link's before its affiliate's", () => {
    const configuration = loadWorld({
      affiliates: [{ id: 4, param_names: { zone: "source", c: "sub1" } }],
      links: [{ id: 5, affiliate_id: 4, param_names: { zone: "sub3" } }],
    });
    const link = configuration.linkBySlug("slug5");
    expect(readLinkParams("zone=a&c=b", link?.names).known).toEqual({
      sub3: "a",
      sub1: "b",
    });
  });
});

describe("a deep link among the parameters", () => {
  test("is kept apart from the others, by its names in their order", () => {
    const read = readLinkParams("dl=b&deep_link=a&x=1");
    expect(read.deep_link).toBe("a");
    expect({ ...read.others }).toEqual({ dl: "b", x: "1" });
    expect(readLinkParams("deeplink=c").deep_link).toBe("c");
    expect(readLinkParams("").deep_link).toBeNull();
  });

  test("that is too long is dropped and flagged, and leaves room for the others", () => {
    const read = readLinkParams(`dl=${"x".repeat(2049)}&gclid=y`);
    expect(read.deep_link).toBeNull();
    expect(read.flags).toEqual(["deep_link_refused"]);
    expect({ ...read.others }).toEqual({ gclid: "y" });
  });
});
