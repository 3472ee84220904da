// Secrets are neither stored nor shown with a postback.
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { makeSource } from "../senders.ts";

const service = await serviceForFile();
const { api } = service;

interface Shown {
  id: string;
  headers: Record<string, string>;
}

test("no cookie is kept, and keys under any usual name are masked", async () => {
  const { slug } = await setUp(api);
  const click_id = await api.click(slug);
  const query = new URLSearchParams({
    click_id,
    order_id: "K-1",
    api_key: "s3cret-0",
    Password: "s3cret-1",
  });
  const sent = await fetch(`${service.url}/v1/postback?${query.toString()}`, {
    headers: {
      cookie: "tallyho_session=s3cret-2; other=s3cret-3",
      "x-api-key": "s3cret-4",
      "x-shop-token": "s3cret-5",
    },
  });
  expect(sent.status).toBe(201);
  const { postback_id } = (await sent.json()) as { postback_id: string };
  const shown = await api.call<Shown>("GET", `/postbacks/${postback_id}`);
  expect(JSON.stringify(shown)).not.toContain("s3cret");
  expect(Object.keys(shown.headers)).not.toContain("cookie");
  expect(Object.keys(shown.headers)).toContain("x-api-key");
  const rows = await service.db.execute(
    `select headers::text as headers from postbacks where id = '${postback_id}'`,
  );
  expect(JSON.stringify(rows)).not.toMatch(/s3cret-[23]/);
});

/** Ways to send a token, as arguments of `fetch`. */
const WAYS: Record<
  string,
  (said: Record<string, string>, token: string) => [string, RequestInit]
> = {
  query: (said, token) => [queryOf({ ...said, token }), {}],
  form: (said, token) => [
    "",
    { method: "POST", body: new URLSearchParams({ ...said, token }) },
  ],
  json: (said, token) => [
    "",
    { method: "POST", body: JSON.stringify({ token, ...said }) },
  ],
  multipart: (said, token) => {
    const body = new FormData();
    for (const [name, value] of Object.entries({ token, ...said })) {
      body.append(name, value);
    }
    return ["", { method: "POST", body }];
  },
  bearer: (said, token) => [
    queryOf(said),
    { headers: { authorization: `Bearer ${token}` } },
  ],
  basic: (said, token) => [
    queryOf(said),
    { headers: { authorization: `Basic ${btoa(`shop:${token}`)}` } },
  ],
};

function queryOf(said: Record<string, string>): string {
  return `?${new URLSearchParams(said).toString()}`;
}

async function storedText(postback_id: string): Promise<string> {
  const [row] = await service.db.execute<{ text: string }>(
    `select concat_ws(' ', url, headers::text, encode(body, 'escape'), trace) as text
     from postbacks where id = '${postback_id}'`,
  );
  return row?.text ?? "";
}

describe("a token is not kept, and proves the same when judged again", () => {
  test.each(Object.entries(WAYS))("as %s", async (way, ask) => {
    const { slug, advertiser_id } = await setUp(api);
    const [extra = ""] = fc.sample(fc.stringMatching(/^[A-Za-z0-9]{12}$/), {
      numRuns: 1,
      seed: way.length,
    });
    const token = `s3cret-${extra}+/=-of-${way}`;
    await makeSource(api, advertiser_id, { token, require: "token" });
    const click_id = await api.click(slug);
    const said = { click_id, order_id: `W-${way}`, goal: "later" };
    const [query, init] = ask(said, token);
    const sent = await fetch(`${service.url}/v1/postback${query}`, init);
    const { postback_id, code } = (await sent.json()) as {
      postback_id: string;
      code: string;
    };
    expect([sent.status, code]).toEqual([422, "unknown_goal"]);
    const kept = await storedText(postback_id);
    const text = kept + atob(/Basic ([A-Za-z0-9+=/]+)/.exec(kept)?.[1] ?? "");
    expect(text).toContain("blanked-");
    expect(text).not.toContain(extra);
    const again = await api.call<{ after: { outcome: string } }>(
      "POST",
      `/postbacks/${postback_id}/replay`,
      { dry_run: true },
    );
    expect(again.after.outcome).toBe("unknown_goal");
    // The stored form is useless to readers.
    const mark = /blanked-[\w-]+/.exec(text)?.[0] ?? "";
    const [stolen, how] = ask({ ...said, order_id: "X" }, mark);
    const refused = await fetch(`${service.url}/v1/postback${stolen}`, how);
    expect(refused.status).toBe(401);
  });
});
