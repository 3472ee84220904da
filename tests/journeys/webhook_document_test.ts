// A receiver of webhooks is promised this: each event's body is in the document of the API and on a page, and
// both are what the tracker would send.
import { expect, test } from "bun:test";
import { exampleOf } from "../../modules/http/mod.ts";
import { EVENT_DESCRIPTIONS } from "../../modules/deliveries/mod.ts";
import { NETWORK_EVENTS } from "../../modules/notices/mod.ts";
import { page } from "../doc_pages.ts";
import { createApp } from "../../src/app.ts";
import type { AppDeps } from "../../src/app.ts";

interface Document {
  webhooks: Record<
    string,
    {
      post: {
        requestBody: {
          content: {
            "application/json": { schema: { $ref: string }; example: unknown };
          };
        };
      };
    }
  >;
  components: { schemas: Record<string, object> };
}

const bodies = NETWORK_EVENTS.map((type) => {
  const schema = EVENT_DESCRIPTIONS[type]?.body;
  return [type, schema === undefined ? null : exampleOf(schema)] as const;
});

test("the document has each event with a named body and an example", async () => {
  const app = createApp({ postbacks: {} } as AppDeps);
  const asked = new Request("http://localhost/openapi.json");
  const { webhooks, components } = (await (
    await app.handle(asked)
  ).json()) as Document;
  expect(Object.keys(webhooks)).toEqual([...NETWORK_EVENTS]);
  for (const [type, body] of bodies) {
    const media = webhooks[type]?.post.requestBody.content["application/json"];
    expect(media?.example).toEqual(body);
    const name = media?.schema.$ref.split("/").at(-1) ?? "";
    expect(components.schemas[name]).toMatchObject({
      properties: { type: { const: type } },
    });
  }
});

test("the page has the same example of each event, and no other", () => {
  const text = page("docs/reference/webhook-events.md");
  const shown = [
    ...text.matchAll(/^## `([a-z_.]+)`$.*?^```json\n(.*?)^```$/gms),
  ].map(([, type, json = ""]) => [type, JSON.parse(json) as unknown]);
  expect(shown).toEqual(bodies.map((one) => [...one]));
});
