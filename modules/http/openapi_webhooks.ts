import type { TObject } from "@sinclair/typebox";
import { exampleOf } from "./example.ts";
import type { SchemaWriter } from "./openapi_schema.ts";

/** An event that this tracker sends to webhooks. */
export interface WebhookDescription {
  summary: string;
  /** A named schema. */
  body: TObject;
}

const TEXT = { type: "string" };
/** Headers of Standard Webhooks. */
const HEADERS = [
  {
    name: "webhook-id",
    description: "The event's: the same on each try.",
    example: "019a9e5c-1000-7000-8000-0123456789ab",
  },
  {
    name: "webhook-timestamp",
    description: "The time of the try in seconds.",
    example: "1763805600",
  },
  {
    name: "webhook-signature",
    description: "Signatures as Standard Webhooks says, one of each secret.",
    example: "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=",
  },
].map((header) => ({ ...header, in: "header", required: true, schema: TEXT }));

/** The document's `webhooks`, by the event's name. */
export function openapiWebhooks(
  described: Readonly<Record<string, WebhookDescription>>,
  schemas: SchemaWriter,
) {
  return Object.fromEntries(
    Object.entries(described).map(([type, { summary, body }]) => {
      const schema = schemas.write(body);
      const example = exampleOf(body);
      const post = {
        operationId: `hear_${type.replaceAll(".", "_")}`,
        summary,
        description: `${summary}. Sent to the URL of each webhook that is told of \`${type}\`.`,
        tags: ["webhooks"],
        parameters: HEADERS,
        requestBody: {
          required: true,
          content: { "application/json": { schema, example } },
        },
        responses: {
          "2XX": { description: "It was received." },
          "410": {
            description: "It is not wanted: the webhook is switched off.",
          },
          default: { description: "It is tried again for 72 hours." },
        },
        security: [],
      };
      return [type, { post }];
    }),
  );
}
