import type { ApiClient } from "./api_client.ts";
import type { TestService } from "./harness.ts";

/** User agents as browsers send them. */
export const AGENTS = {
  windows:
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36",
  iphone:
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
  android:
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36",
  robot:
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
} as const;

/** Addresses whose country is in the bundled file. */
export const ADDRESSES = {
  US: "73.1.2.3",
  GB: "81.2.69.160",
  NL: "193.0.6.139",
  DE: "91.0.0.1",
} as const;

/** Settings that let a test choose its visitors' addresses. */
export const BEHIND_PROXY = { TALLYHO_TRUSTED_PROXIES: "127.0.0.0/8" } as const;

/** A visitor who opens a link. */
export interface Visitor {
  query?: string;
  ip?: string;
  user_agent?: string;
  referrer?: string;
  method?: string;
  headers?: Record<string, string>;
}

/** Where a visitor was redirected. */
export interface Visited {
  status: number;
  /** Null if not redirected. */
  url: URL | null;
  /** Empty if the URL has none. */
  click_id: string;
  headers: Headers;
}

/** A click as the API shows it. */
export interface StoredClick {
  click_id: string;
  verdict: string;
  marks: string[];
  flags: string[];
  pays: boolean;
  link_id: number;
  campaign_id: number;
  ip: string | null;
  country: string | null;
  user_agent: string | null;
  referrer: string | null;
  sub1: string | null;
  sub2: string | null;
  click_ref: string | null;
  params: Record<string, string> | null;
}

/** Opens a link as a visitor. */
export async function visit(
  api: ApiClient,
  slug: string,
  visitor: Visitor = {},
): Promise<Visited> {
  const { ip, referrer } = visitor;
  const answer = await api.fetch(`/c/${slug}${visitor.query ?? ""}`, {
    method: visitor.method ?? "GET",
    headers: {
      "user-agent": visitor.user_agent ?? AGENTS.windows,
      ...(ip === undefined ? {} : { "x-forwarded-for": ip }),
      ...(referrer === undefined ? {} : { referer: referrer }),
      ...visitor.headers,
    },
  });
  const url = URL.parse(answer.headers.get("location") ?? "");
  const click_id = url?.searchParams.get("click_id") ?? "";
  return { status: answer.status, url, click_id, headers: answer.headers };
}

/** Drains the whole journal into the table. */
export async function drainAll(service: Pick<TestService, "drain">) {
  while (await service.drain.runOnce());
}

/** Drains the journal, then reads a click. */
export async function storedClick(
  service: TestService,
  click_id: string,
): Promise<StoredClick> {
  await drainAll(service);
  return await service.api.call<StoredClick>("GET", `/clicks/${click_id}`);
}

/** Reads a link's stored clicks, newest first. */
export async function storedClicks(
  service: TestService,
  link_id: number,
): Promise<StoredClick[]> {
  await drainAll(service);
  const path = `/clicks?link_id=${link_id}&limit=500`;
  const { data } = await service.api.call<{ data: StoredClick[] }>("GET", path);
  return data;
}
