// A receiver can verify that a request is ours, with the standard's own library.
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { Webhook } from "standardwebhooks";
import { ManualClock, systemClock } from "../../modules/kernel/mod.ts";
import { sell } from "../deliveries.ts";
import { EndpointWorld } from "../endpoint_world.ts";
import type { ReceivedRequest } from "../endpoint_world.ts";
import { serviceForFile } from "../harness.ts";

// The standard's library compares with the system's time.
const { api, deliverer } = await serviceForFile({
  clock: new ManualClock(systemClock.nowMs()),
});

let world: EndpointWorld;
beforeEach(async () => {
  world = await EndpointWorld.start(api);
});
afterEach(() => world.stop());

/** Verifies like a receiver, with a third-party library; throws unless signed with this secret. */
function verify(request: ReceivedRequest | undefined, secret: string): void {
  const { method = "", path = "", body = "", headers = {} } = request ?? {};
  new Webhook(secret).verify(
    method === "GET" ? path : body,
    {
      "webhook-id": headers["webhook-id"] ?? "",
      "webhook-timestamp": headers["webhook-timestamp"] ?? "",
      "webhook-signature": headers["webhook-signature"] ?? "",
    },
    { jsonParse: false },
  );
}

describe("a signature", () => {
  test.each(["GET", "POST"])(
    "of a %s is verified by the standard's own library, under each live secret",
    async (method) => {
      const given = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;
      const { id, secret, secrets } = await world.make({
        method,
        secret: given,
        url: world.url("/pb/{order_id}?r={click_ref}&d={delivery_id}"),
        ...(method === "POST" ? { body: '{"o":"{order_id}"}' } : {}),
      });
      expect(secret).toBe(given);
      expect(secrets).toMatchObject([{ masked: "whs…wcH" }]);
      const second = await api.call<{ id: string; secret: string }>(
        "POST",
        `${world.base}/${id}/secrets`,
      );
      expect(second.secret).toMatch(/^whsec_[A-Za-z0-9+/]{32,}=*$/);
      expect((await world.read(id)).secret).toBeUndefined();
      expect(JSON.stringify(await world.read(id))).not.toContain(second.secret);

      await sell(
        api,
        world.setup.slug,
        { order_id: "ä/1" },
        "?click_ref=a%20b%26c",
      );
      await deliverer.runOnce();
      verify(world.heard[0], given);
      verify(world.heard[0], second.secret);
      const stranger = `whsec_${Buffer.alloc(24, 8).toString("base64")}`;
      expect(() => verify(world.heard[0], stranger)).toThrow();
      const altered = {
        ...world.heard[0]!,
        path: `${world.heard[0]?.path}0`,
        body: "{}",
      };
      expect(() => verify(altered, given)).toThrow();

      await api.call("DELETE", `${world.base}/${id}/secrets/${secrets[0]?.id}`);
      await sell(api, world.setup.slug);
      await deliverer.runOnce();
      verify(world.heard[1], second.secret);
      expect(() => verify(world.heard[1], given)).toThrow();
    },
  );

  test("has three secrets at most, and none where there is none", async () => {
    const { id } = await world.make({ secret: true });
    for (let more = 0; more < 2; more++) {
      await api.call("POST", `${world.base}/${id}/secrets`, {});
    }
    const refused = await api.try("POST", `${world.base}/${id}/secrets`);
    expect(refused).toMatchObject({
      status: 409,
      body: { code: "too_many_secrets" },
    });
    const { secrets } = await world.read(id);
    expect(secrets).toHaveLength(3);
    for (const secret of secrets) {
      await api.call("DELETE", `${world.base}/${id}/secrets/${secret.id}`);
    }
    const gone = await api.try(
      "DELETE",
      `${world.base}/${id}/secrets/${secrets[0]?.id}`,
    );
    expect(gone.status).toBe(404);
    await sell(api, world.setup.slug);
    await deliverer.runOnce();
    expect(world.heard[0]?.headers["webhook-signature"]).toBeUndefined();
  });
});
