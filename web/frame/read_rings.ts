import { api, ok } from "../api/client.ts";
import type { Schema } from "../api/client.ts";
import { withoutRepeats } from "./rings.ts";

const READ_MAX = 100;

/** Open incidents, as the bell and the list of what waits show them. */
export interface Rings {
  rings: Schema<"Incident">[];
  has_more: boolean;
}

let reading: Promise<Rings> | null = null;

/** Reads what rings; who asks meanwhile gets the same answer. */
export async function readRings(): Promise<Rings> {
  reading ??= askRings().finally(() => (reading = null));
  return await reading;
}

async function askRings(): Promise<Rings> {
  const query = { state: "open", limit: String(READ_MAX) } as const;
  const { data, next_cursor } = await ok(
    api.GET("/api/v1/incidents", { params: { query } }),
  );
  return { rings: withoutRepeats(data), has_more: next_cursor !== null };
}
