import type { Clock } from "../modules/kernel/mod.ts";
import { AD_TOKEN, AdDouble, eventsOf } from "./ad_doubles.ts";
import type { HeardAd } from "./ad_doubles.ts";

type Event = Record<string, unknown>;

const DAY_MS = 24 * 3_600_000;

function objectOf(value: unknown): Event {
  return typeof value === "object" && value !== null ? (value as Event) : {};
}

function isAllowed({ headers }: HeardAd): boolean {
  return headers.get("authorization") === `Bearer ${AD_TOKEN}`;
}

/** Notes events as counted, or as tried. */
function take(double: AdDouble, events: readonly Event[], is_test: boolean) {
  for (const event of events) {
    const { conversion_id } = objectOf(event.metadata);
    const id = event.event_id ?? event.eventId ?? conversion_id;
    if (is_test) double.tried.push(event);
    else double.counted.set(String(id), event);
  }
}

/** Snap: its token is in the address. */
export function snapDouble(clock: Clock): AdDouble {
  const says = (status: number, said: string, reason?: string) =>
    Response.json({ status: said, reason }, { status });
  return new AdDouble((double, { url, body }) => {
    const [, is_test] =
      /^\/v3\/[0-9a-zA-Z-]+\/events(\/validate)?$/.exec(url.pathname) ?? [];
    if (url.searchParams.get("access_token") !== AD_TOKEN) {
      return says(401, "UNAUTHORIZED", "Invalid access token");
    }
    const events = eventsOf(body);
    const is_old = events.some(
      ({ event_time }) =>
        Number(event_time) * 1000 < clock.nowMs() - 37 * DAY_MS,
    );
    const is_bad = events.some(
      ({ user_data }) => objectOf(user_data).sc_click_id === "refused",
    );
    if (is_old || is_bad) return says(400, "INVALID", "sc_click_id");
    take(double, events, is_test !== undefined);
    return says(200, "VALID");
  });
}

/** Pinterest: it answers with what became of each event. */
export function pinterestDouble(): AdDouble {
  return new AdDouble((double, heard) => {
    if (!isAllowed(heard)) {
      const error = { code: 2, message: "Authentication failed." };
      return Response.json(error, { status: 401 });
    }
    const events = eventsOf(heard.body);
    const told = events.map((event) => {
      const { em, client_ip_address, client_user_agent, click_id } = objectOf(
        event.user_data,
      );
      const is_known =
        em !== undefined ||
        (client_ip_address !== undefined && client_user_agent !== undefined);
      if (!is_known || click_id === "refused") {
        return { status: "failed", error_message: "user_data is not enough" };
      }
      take(double, [event], heard.url.searchParams.get("test") === "true");
      return { status: "processed", error_message: "", warning_message: "" };
    });
    return Response.json({
      num_events_received: events.length,
      num_events_processed: told.filter(({ status }) => status === "processed")
        .length,
      events: told,
    });
  });
}

/** Reddit: one bad event, or one of more than 168 hours, refuses all. */
export function redditDouble(clock: Clock): AdDouble {
  const refuse = (status: number, message: string) =>
    Response.json({ error: { code: status, message } }, { status });
  return new AdDouble((double, heard) => {
    if (!isAllowed(heard)) return refuse(401, "Unauthorized");
    const events = eventsOf(objectOf(heard.body.data), "events");
    for (const event of events) {
      if (event.action_source !== "WEBSITE") {
        return refuse(400, `invalid action_source: ${event.action_source}`);
      }
      if (Number(event.event_at) < clock.nowMs() - 168 * 3_600_000) {
        return refuse(400, "event_at must be within 168 hours");
      }
      if (event.click_id === "refused") return refuse(400, "invalid click_id");
    }
    take(double, events, heard.url.searchParams.has("test_id"));
    const message = `Successfully processed ${events.length} conversion events.`;
    return Response.json({ data: { message } });
  });
}

/** LinkedIn: a batch in which each has its own status. */
export function linkedinDouble(): AdDouble {
  return new AdDouble((double, heard) => {
    const version = heard.headers.get("linkedin-version") ?? "";
    if (!/^20\d{4}$/.test(version)) {
      const message = `Requested version ${version} is not active`;
      const error = { status: 426, code: "NONEXISTENT_VERSION", message };
      return Response.json(error, { status: 426 });
    }
    if (!isAllowed(heard)) {
      const message = "Invalid access token";
      const error = { status: 401, code: "INVALID_ACCESS_TOKEN", message };
      return Response.json(error, { status: 401 });
    }
    if (heard.headers.get("x-restli-method") !== "BATCH_CREATE") {
      return Response.json({ status: 400, message: "Batch" }, { status: 400 });
    }
    const elements = eventsOf(heard.body, "elements").map((event) => {
      const ids = eventsOf(objectOf(event.user), "userIds");
      const values = ids.map(({ idValue }) => idValue);
      if (values.includes("later")) return { status: 503, error: {} };
      if (values.includes("refused") || values.length === 0) {
        return { status: 400, error: { message: "Invalid user id" } };
      }
      take(double, [event], false);
      return { status: 201 };
    });
    return Response.json({ elements });
  });
}

/** Taboola and Outbrain: whatever the address says, they answer 200. */
export function nativeDouble(id_name: string): AdDouble {
  return new AdDouble((double, { url }) => {
    double.counted.set(
      url.searchParams.get(id_name) ?? "",
      Object.fromEntries(url.searchParams),
    );
    return new Response("");
  });
}
