import type { RawPostback } from "../../sources/mod.ts";

interface QueuedFields extends Omit<RawPostback, "body"> {
  body: string | null;
}

/** Serializes a postback for the journal: JSON, with the body as base64. */
export function writeQueued(raw: RawPostback): string {
  const { id, received_at, method, url, headers, ip, is_kept } = raw;
  const body =
    raw.body === null ? null : Buffer.from(raw.body).toString("base64");
  const fields: QueuedFields = {
    id,
    received_at,
    method,
    url,
    headers,
    body,
    ip,
    ...(is_kept === true ? { is_kept } : {}),
  };
  return JSON.stringify(fields);
}

/** Reads what `writeQueued` wrote; null if it isn't such a record. */
export function readQueued(text: string): RawPostback | null {
  try {
    const fields: unknown = JSON.parse(text);
    if (!isQueued(fields)) return null;
    const { body } = fields;
    return {
      ...fields,
      body: body === null ? null : Buffer.from(body, "base64"),
    };
  } catch {
    return null;
  }
}

function isQueued(value: unknown): value is QueuedFields {
  if (typeof value !== "object" || value === null) return false;
  const { id, received_at, method, url, headers, body, ip } = value as Partial<
    Record<keyof QueuedFields, unknown>
  >;
  return (
    [id, method, url, ip].every((field) => typeof field === "string") &&
    typeof received_at === "number" &&
    typeof headers === "object" &&
    headers !== null &&
    (body === null || typeof body === "string")
  );
}
