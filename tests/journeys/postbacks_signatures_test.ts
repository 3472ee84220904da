// Signatures of independent programs are accepted: the Standard Webhooks library, and openssl in a
// shell.
import { describe, expect, test } from "bun:test";
import { Webhook } from "standardwebhooks";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { expectBooked, makeSource, SECRET, summaryOf } from "../senders.ts";

const service = await serviceForFile();
const { api, clock } = service;

/** A campaign whose source accepts only postbacks signed with this secret. */
async function withSecret(secret: string) {
  const setup = await setUp(api);
  const change = { require: "signature", secret };
  const source = await makeSource(api, setup.advertiser_id, change);
  return { setup, source };
}

describe("signatures that others make", () => {
  test("the Standard Webhooks library signs a body; only that is read, and its id is the nonce", async () => {
    const secret = `whsec_${btoa("0123456789abcdef0123456789abcdef")}`;
    const { setup, source } = await withSecret(secret);
    const click_id = await api.click(setup.slug);
    const post = async (order_id: string, id: string, query = "") => {
      const body = JSON.stringify({ click_id, order_id });
      const at = new Date(clock.nowMs());
      return await api.fetch(`/v1/postback/${source.key}${query}`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "webhook-id": id,
          "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
          "webhook-signature": new Webhook(secret).sign(id, at, body),
        },
        body,
      });
    };
    const first = await post("W-1", "msg_1", "?status=rejected&amount=99");
    expect(summaryOf(first)).toBe("201 recorded");
    expect(await expectBooked(service, first.body.conversion_id)).toMatchObject(
      {
        status: "approved",
        amount: null,
        order_id: "W-1",
        proof: "signature",
      },
    );
    expect(summaryOf(await post("W-1", "msg_2"))).toBe("200 duplicate");
    expect(summaryOf(await post("W-2", "msg_1"))).toBe("409 replayed_nonce");
  });

  test("openssl in a shell signs a query and a body", async () => {
    const { setup, source } = await withSecret(SECRET);
    const [first, second] = [
      await api.click(setup.slug),
      await api.click(setup.slug),
    ];
    const script = `
      set -eu
      SIG=$(printf '%s\\nGET\\n%s\\n%s\\n' "$TS" "$P" "$Q" | openssl dgst -sha256 -hmac "$SECRET" -r | cut -d' ' -f1)
      curl -sS "$URL$P?$Q&sig=$SIG"; echo
      SIG=$(printf '%s\\nPOST\\n%s\\nts=%s\\n%s' "$TS" "$P" "$TS" "$B" | openssl dgst -sha256 -hmac "$SECRET" -r | cut -d' ' -f1)
      curl -sS "$URL$P?sig=$SIG&ts=$TS" --data-binary "$B"; echo
      curl -sS "$URL$P?sig=$SIG&ts=$TS" --data-binary "$B&amount=1"`;
    const ts = String(Math.floor(clock.nowMs() / 1000));
    const shell = Bun.spawn(["bash", "-c", script], {
      env: {
        PATH: "/usr/bin:/bin",
        URL: api.url,
        SECRET,
        TS: ts,
        P: `/v1/postback/${source.key}`,
        Q: `click_id=${first}&order_id=O%201&ts=${ts}`,
        B: `click_id=${second}&order_id=O+2`,
      },
      stderr: "pipe",
    });
    const text = await new Response(shell.stdout).text();
    const [get, post, forged] = text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(get).toMatchObject({ outcome: "recorded" });
    expect(post).toMatchObject({ outcome: "recorded" });
    expect(forged).toMatchObject({ code: "bad_signature" });
    const made = await expectBooked(service, post.conversion_id);
    expect(made).toMatchObject({ order_id: "O 2", click_id: second });
  });
});
