// A wrong signature costs one hash when it arrives, however many come. What the sender did wrong is
// searched for when a person looks.
import { describe, expect, test } from "bun:test";
import { eq } from "drizzle-orm";
import { postbacks } from "../../db/schema/mod.ts";
import { signQuery } from "../../modules/kernel/mod.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { addSource, readPostback } from "../troubleshooting.ts";

const service = await serviceForFile();
const { api, clock, db } = service;
const SECRET = "correct-horse-battery-staple";
const MISTAKE = "it is right but for its letters";
const SAYS_NOTHING = "no secret of the source makes it over this request";

const setup = await setUp(api);
const source = await addSource(api, setup, {
  require: "signature",
  token: "a-token-of-the-source",
});
await api.call("PATCH", source.at, { secrets: [SECRET] });

/** The address of a postback whose signature is right, but in upper case. */
async function shouted(given = "") {
  const click_id = await api.click(setup.slug);
  const path = `/v1/postback/${source.key}`;
  const ts = Math.floor(clock.nowMs() / 1000);
  const query = `click_id=${click_id}${given}&ts=${ts}`;
  const body = new Uint8Array();
  const what = { secret: SECRET, ts, method: "GET", path, query, body };
  return `${path}?${query}&sig=${signQuery(what).toUpperCase()}`;
}

async function refused(url: string): Promise<string> {
  const { body } = await api.fetch(url);
  expect(body).toMatchObject({ code: "bad_signature" });
  expect(body["detail"]).toContain(SAYS_NOTHING);
  return String(body["postback_id"]);
}

async function storedText(id: string): Promise<string> {
  const [row] = await db.select().from(postbacks).where(eq(postbacks.id, id));
  return JSON.stringify([row?.trace, row?.detail]);
}

describe("the mistake behind a wrong signature", () => {
  test("is not looked for as it arrives, but where somebody reads it", async () => {
    const id = await refused(await shouted());
    expect(await storedText(id)).not.toContain(MISTAKE);
    const shown = await readPostback(api, id);
    expect(JSON.stringify(shown["trace"])).toContain(MISTAKE);
    expect(shown["detail"]).toContain(SAYS_NOTHING);
  });

  test.each([true, false])(
    "is named by a replay (dry: %p), and not stored",
    async (dry_run) => {
      const id = await refused(await shouted());
      const path = `/postbacks/${id}/replay`;
      const { after, trace } = await api.call<{
        after: { detail: string };
        trace: unknown;
      }>("POST", path, { dry_run });
      expect(after.detail).toContain(MISTAKE);
      expect(JSON.stringify(trace)).toContain(MISTAKE);
      expect(await storedText(id)).not.toContain(MISTAKE);
    },
  );

  test("is named by the sandbox and by the source's checklist", async () => {
    const url = await shouted();
    const tried = await api.call<{ verdict: object; trace: unknown }>(
      "POST",
      "/sandbox/postback",
      { url },
    );
    expect(JSON.stringify(tried.verdict)).toContain(MISTAKE);
    expect(JSON.stringify(tried.trace)).toContain(MISTAKE);
    const path = `${source.at}/test`;
    const { checks } = await api.call<{ checks: object }>("POST", path, {
      url,
    });
    expect(JSON.stringify(checks)).toContain(MISTAKE);
  });

  test("can't be found if a token of the request isn't kept, and says so", async () => {
    const id = await refused(await shouted("&token=a-token-of-the-source"));
    const { trace } = await readPostback(api, id);
    expect(JSON.stringify(trace)).not.toContain(MISTAKE);
    expect(JSON.stringify(trace)).toContain(
      "a token of the request isn't kept",
    );
  });

  test("stays open where it is none of the known ones", async () => {
    const url = (await shouted()).replace(/sig=.*/, `sig=${"ab".repeat(32)}`);
    const { trace } = await readPostback(api, await refused(url));
    expect(JSON.stringify(trace)).toContain(SAYS_NOTHING);
  });
});
