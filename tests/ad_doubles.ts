import type { Clock } from "../modules/kernel/mod.ts";

/** A request that an ad platform received. */
export interface HeardAd {
  method: string;
  url: URL;
  headers: Headers;
  text: string;
  /** The body's JSON. */
  body: Record<string, unknown>;
}

type Judge = (heard: HeardAd) => Response | Promise<Response>;

/** The access token that the doubles know. */
export const AD_TOKEN = "EAAB-access-token-of-the-platform-1234567890";

/** An ad platform on loopback, which refuses as the real one does. */
export class AdDouble {
  readonly heard: HeardAd[] = [];
  /** Events that count, by their id: a repeat counts once. */
  readonly counted = new Map<string, Record<string, unknown>>();
  /** Events that were only tried. */
  readonly tried: Record<string, unknown>[] = [];
  /** Answers in place of its own, in order. */
  readonly answers: Response[] = [];
  readonly #judge: Judge;
  readonly #server: ReturnType<typeof Bun.serve>;

  constructor(judge: (double: AdDouble, heard: HeardAd) => Response) {
    this.#judge = (heard) => judge(this, heard);
    this.#server = Bun.serve({
      hostname: "127.0.0.1",
      port: 0,
      fetch: (request) => this.#hear(request),
    });
  }

  /** URL that it listens on. */
  get url(): string {
    return `http://127.0.0.1:${this.#server.port}`;
  }

  /** The last request. */
  get last(): HeardAd {
    const heard = this.heard.at(-1);
    if (heard === undefined) throw new Error("It heard nothing");
    return heard;
  }

  /** Stops it. */
  async stop(): Promise<void> {
    await this.#server.stop(true);
  }

  async #hear(request: Request): Promise<Response> {
    const text = await request.text();
    const heard = {
      method: request.method,
      url: new URL(request.url),
      headers: request.headers,
      text,
      body: readBody(text),
    };
    this.heard.push(heard);
    return this.answers.shift() ?? (await this.#judge(heard));
  }
}

function readBody(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

type Event = Record<string, unknown>;

/** The objects of a list in a body. */
export function eventsOf(body: Record<string, unknown>, name = "data") {
  const list = body[name];
  return Array.isArray(list) ? (list as Event[]) : [];
}

function objectOf(value: unknown): Event {
  return typeof value === "object" && value !== null ? (value as Event) : {};
}

const DAY_S = 24 * 3_600;

/** An error as the Graph API words it. */
export function metaError(
  code: number,
  message: string,
  more: Record<string, unknown> = {},
  status = 400,
): Response {
  const error = { message, type: "OAuthException", code, fbtrace_id: "A1b2" };
  return Response.json({ error: { ...error, ...more } }, { status });
}

/** Meta: one event that it doesn't take has the whole request refused. */
export function metaDouble(clock: Clock): AdDouble {
  return new AdDouble((double, { url, headers, body }) => {
    if (!/^\/v\d+\.0\/\d+\/events$/.test(url.pathname)) {
      return metaError(100, "Unsupported post request", { error_subcode: 33 });
    }
    if (headers.get("authorization") !== `Bearer ${AD_TOKEN}`) {
      const sent = headers.get("authorization") ?? "";
      return metaError(190, `Error validating access token: ${sent}`);
    }
    const events = eventsOf(body);
    const now_s = clock.nowMs() / 1000;
    const refuse = (error_user_title: string, error_subcode: number) =>
      metaError(100, "Invalid parameter", { error_subcode, error_user_title });
    for (const event of events) {
      const time = Number(event.event_time);
      const user = objectOf(event.user_data);
      if (time < now_s - 7 * DAY_S) {
        return refuse("Event Timestamp Too Old", 2_804_003);
      }
      if (time > now_s + 60) {
        return refuse("Event Timestamp In The Future", 2_804_004);
      }
      if (Object.keys(user).length === 0) {
        return refuse("Customer Information Parameters Missing", 2_804_050);
      }
      const is_website = event.action_source === "website";
      if (is_website && user.client_user_agent === undefined) {
        return refuse("Missing client_user_agent", 2_804_019);
      }
      if (String(user.fbc).endsWith("refused")) {
        return refuse("Invalid fbc", 2_804_011);
      }
    }
    for (const event of events) {
      if (body.test_event_code !== undefined) double.tried.push(event);
      else double.counted.set(String(event.event_id), event);
    }
    return Response.json({
      events_received: events.length,
      messages: [],
      fbtrace_id: "A1b2",
    });
  });
}

/** TikTok: every answer has the status 200. */
export function tiktokDouble(): AdDouble {
  const says = (code: number, message: string) =>
    Response.json({ code, message, request_id: "2026", data: {} });
  return new AdDouble((double, { url, headers, body }) => {
    if (url.pathname !== "/open_api/v1.3/event/track/") {
      return says(40_006, "Path not found");
    }
    if (headers.get("access-token") !== AD_TOKEN) {
      return says(40_105, "Access token is incorrect or has been revoked.");
    }
    const events = eventsOf(body);
    if (events.length > 1_000) return says(40_002, "data: too many");
    for (const event of events) {
      const { ttclid } = objectOf(event.user);
      if (typeof event.event_time !== "number" || ttclid === "refused") {
        return says(40_002, "data.0.user: Invalid ttclid");
      }
    }
    for (const event of events) {
      if (body.test_event_code !== undefined) double.tried.push(event);
      else double.counted.set(String(event.event_id), event);
    }
    return says(0, "OK");
  });
}
