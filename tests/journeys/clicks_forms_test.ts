// Links are copied out of mails, chats and documents, filled in by templates and edited by hand.
// Damaged or extended links still redirect, and the affiliate gets its own id back unchanged.
import fc from "fast-check";
import { afterAll, describe, expect, test } from "bun:test";
import { sell } from "../deliveries.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { PartnerReceiver } from "../receiver.ts";
import { storedClick, visit } from "../visits.ts";

const service = await serviceForFile();
const { api } = service;
const partner = new PartnerReceiver();
afterAll(() => partner.stop());

const DESTINATION =
  "https://shop.example/p?click_id={click_id}&r={click_ref}&s={sub1}&g={param:gclid}";
const { slug, affiliate_id } = await setUp(api, {
  campaign: { destination_url: DESTINATION },
});
await api.call("POST", `/affiliates/${affiliate_id}/postbacks`, {
  url: `${partner.url}/pb?r={click_ref}&s={sub1}&g={param:gclid}`,
});

async function clickOf(path: string) {
  const { status, click_id } = await visit(api, path);
  expect(status).toBe(302);
  return await storedClick(service, click_id);
}

describe("a link is the one that was meant", () => {
  test.each([
    ".",
    ")",
    ",",
    "%20",
    "%E2%80%8B",
    "%EF%BB%BF",
    "%22%3E",
    "/",
    ").",
    "%E2%80%9D%2C",
  ])("with %s behind it", async (mark) => {
    const click = await clickOf(`${slug}${mark}?click_ref=r-1`);
    expect(click.click_ref).toBe("r-1");
  });

  test("in upper case", async () => {
    const click = await clickOf(`${slug.toUpperCase()}?sub1=a`);
    expect(click.sub1).toBe("a");
  });

  test("with a page or a mark behind a slash", async () => {
    for (const mark of ["/%22", "/)", "/%E2%80%8B"]) {
      const click = await clickOf(`${slug}${mark}?click_ref=r-3`);
      expect(click.click_ref).toBe("r-3");
    }
    const click = await clickOf(`${slug}&click_ref=a/b&sub1=https://h/p`);
    expect(click).toMatchObject({ click_ref: "a/b", sub1: "https://h/p" });
  });

  test("with a query that begins with &", async () => {
    const click = await clickOf(`${slug}&click_ref=a%26b&sub1=x`);
    expect(click).toMatchObject({ click_ref: "a&b", sub1: "x" });
  });

  test("with a second ?, names in any case, and &amp;", async () => {
    const click = await clickOf(`${slug}?SUB1=x?Click_Ref=r-2&amp;subid2=y`);
    expect(click).toMatchObject({ click_ref: "r-2", sub1: "x", sub2: "y" });
  });

  test("but none that isn't there", async () => {
    for (const path of [
      "nosuchslug.",
      `${slug}x`,
      ".",
      "%20",
      "&click_ref=a",
    ]) {
      expect((await visit(api, path)).status).toBe(404);
    }
  });
});

describe("bytes that are not UTF-8", () => {
  const heard = async (query: string) => {
    const before = partner.received.length;
    await sell(api, slug, {}, query);
    await service.drain.runOnce();
    await service.deliverer.runOnce();
    return partner.received[before]?.url.search;
  };
  // Percent signs that were never encoded, or encoded twice.
  const values = ["Jos%E9", "%FF%FE", "a%20%C3", "%25E9", "100%25", "%E9%252B"];
  const alphabet = ["%E9", "%C3", "%25", "%80", "a", "%C3%A9", "%2B", "%26"];
  for (let seed = 1; seed <= 12; seed++) {
    const at = (index: number) =>
      alphabet[(seed * (index + 3) + index * index) % 8] ?? "";
    values.push([0, 1, 2, 3].map(at).join(""));
  }

  test.each(values)("come back as they came: %s", async (value) => {
    const query = `?click_ref=${value}&sub1=${value}&gclid=${value}`;
    const { url } = await visit(api, `${slug}${query}`);
    expect(url?.search).toEndWith(`&r=${value}&s=${value}&g=${value}`);
    expect(await heard(query)).toBe(`?r=${value}&s=${value}&g=${value}`);
  });
});

test("a placeholder that nobody filled is no click_ref and no sub, and is flagged", async () => {
  const click = await clickOf(
    `${slug}?click_ref={clickid}&sub1=%5Bsub%5D&sub2=kept`,
  );
  expect(click).toMatchObject({
    click_ref: null,
    sub1: null,
    sub2: "kept",
    flags: ["macro_dropped"],
  });
});

describe("a beacon's body is read by its content:", () => {
  const json = '{"sub1":"a b","click_ref":"r","gclid":7,"deep":{"sub2":"x"}}';
  const form = new FormData();
  form.append("sub1", "a b");
  form.append("click_ref", "r");
  form.append("gclid", "7");
  const bodies: [string, string | null, string | FormData][] = [
    ["JSON", "application/json", json],
    ["JSON as text/plain", "text/plain;charset=UTF-8", json],
    ["a form", null, "sub1=a+b&click_ref=r&gclid=7"],
    ["FormData", null, form],
  ];

  test.each(bodies)("%s", async (_what, type, body) => {
    const answer = await api.fetch(`/c/${slug}/beacon`, {
      method: "POST",
      body,
      ...(type === null ? {} : { headers: { "content-type": type } }),
    });
    expect(answer.status).toBe(200);
    const click = await storedClick(service, String(answer.body.click_id));
    expect(click).toMatchObject({
      sub1: "a b",
      sub2: null,
      click_ref: "r",
      params: { gclid: "7" },
    });
  });

  test("JSON of any texts comes back as it was sent", async () => {
    const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 });
    const sound = text.filter(
      (one) => one.trim() === one && !/[\0{}[\]<>#$%]/.test(one),
    );
    for (const [sub1, gclid] of fc.sample(fc.tuple(sound, sound), {
      numRuns: 12,
      seed: 4,
    })) {
      const answer = await api.fetch(`/c/${slug}/beacon`, {
        method: "POST",
        body: JSON.stringify({ sub1, gclid }),
      });
      expect(answer.status).toBe(200);
      const click = await storedClick(service, String(answer.body.click_id));
      expect(click).toMatchObject({ sub1, params: { gclid } });
    }
  });

  test("what can't be read is left out", async () => {
    for (const body of ["<sub1>a</sub1>", "{broken", "hello"]) {
      const path = `/c/${slug}/beacon?sub1=q`;
      const answer = await api.fetch(path, { method: "POST", body });
      expect(answer.status).toBe(200);
      const click = await storedClick(service, String(answer.body.click_id));
      expect(click.sub1).toBe("q");
    }
  });
});
