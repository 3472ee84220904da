import createClient from "openapi-fetch";
import type { Client } from "openapi-fetch";
import type { ApiClient } from "../api_client.ts";
import type { paths } from "../../web/api/api_types.ts";

export type { components, paths } from "../../web/api/api_types.ts";

/** A client whose paths, parameters, bodies and answers have the document's types. */
export type TypedClient = Client<paths, Media>;

type Media = "application/json" | "application/problem+json";

/**
 * A typed client of a tracker; every answer is checked against the document too.
 *
 *     const client = apiClient(service);
 *     const { data } = await ok(client.GET("/api/v1/campaigns"));
 */
export function apiClient(
  tracker: { api: ApiClient },
  token = tracker.api.token,
): TypedClient {
  return createClient<paths, Media>({
    baseUrl: tracker.api.url,
    headers: { authorization: `Bearer ${token}` },
    fetch: (request) => tracker.api.respond(request),
  });
}

/** Returns the body of a 2xx answer; throws on any other. */
export async function ok<T>(
  asked: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<NonNullable<T>> {
  const { data, error, response } = await asked;
  if (response.ok) return data as NonNullable<T>;
  const { status, url } = response;
  throw new Error(`${url} answered ${status}: ${JSON.stringify(error)}`);
}
