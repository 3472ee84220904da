import { api, ApiError, ok } from "../../api/client.ts";
import { TODAY } from "../../messages/today.ts";
import { incidentAt, placeOf } from "../../frame/incident_place.ts";
import { readRings } from "../../frame/read_rings.ts";
import { trackerNow } from "../../state/tracker_clock.ts";
import { FINE_OUTCOMES } from "./need.ts";
import type { Need } from "./need.ts";
import { moniesText } from "./own_waits.ts";

/** Conversions that have waited for longer are asked about. */
const PENDING_DAYS = 14;
const COUNTED_MAX = 100;
const DAY_MS = 86_400_000;

interface Counted {
  data: readonly unknown[];
  next_cursor: string | null;
}

/** Asks for all that waits for the office. */
export async function readNeeds(
  is_whole: boolean,
  signal: AbortSignal,
): Promise<ReadNeeds> {
  const now_ms = trackerNow().getTime();
  return await readEach([
    readBeginning(signal),
    readIncidents(),
    readApplications(signal),
    readPending(now_ms, signal),
    readRefused(now_ms, signal),
    readParked(signal),
    readBreaks(signal),
    readMissing(signal),
    readHeld(signal),
    ...(is_whole ? [readPayments(signal), readTasks(now_ms, signal)] : []),
  ]);
}

/** All that waits, and why something of it isn't known. */
export interface ReadNeeds {
  needs: Need[];
  unread: string[];
}

/** The answers of several questions; what can't be read is said, and hides nothing else. */
export async function readEach(
  asked: readonly Promise<Need[]>[],
): Promise<ReadNeeds> {
  const unread: string[] = [];
  const found = await Promise.all(
    asked.map((one) =>
      one.catch((reason: unknown) => {
        if (!(reason instanceof ApiError)) throw reason;
        // Things that somebody may not see don't wait for them.
        if (reason.status !== 404) unread.push(reason.message);
        return [];
      }),
    ),
  );
  return { needs: found.flat(), unread };
}

/** A need of the rows of a list, if there are any. */
function needOf(
  { data, next_cursor }: Counted,
  need: Omit<Need, "count">,
): Need[] {
  if (data.length === 0) return [];
  const count = `${data.length}${next_cursor === null ? "" : "+"}`;
  return [{ ...need, count }];
}

const LIMIT = String(COUNTED_MAX);

/** The way to begin, where nothing can be promoted yet. */
async function readBeginning(signal: AbortSignal): Promise<Need[]> {
  const { data } = await ok(
    api.GET("/api/v1/campaigns", { params: { query: { limit: "1" } }, signal }),
  );
  if (data.length > 0) return [];
  return [
    {
      key: "beginning",
      count: "",
      text: TODAY.needs.beginning,
      tone: "note",
      href: "/app/first-hour",
      verb: TODAY.begin,
    },
  ];
}

async function readIncidents(): Promise<Need[]> {
  const { rings } = await readRings();
  return rings.map((incident) => ({
    key: incident.id,
    count: "",
    text: incident.text,
    tone: "bad",
    href: placeOf(incident),
    about: incidentAt(incident),
    verb: TODAY.look,
  }));
}

async function readApplications(signal: AbortSignal): Promise<Need[]> {
  const query = { status: "pending", limit: LIMIT } as const;
  const page = await ok(
    api.GET("/api/v1/applications", { params: { query }, signal }),
  );
  return needOf(page, {
    key: "applications",
    text: TODAY.needs.applications,
    tone: "note",
    href: "/app/applications?status=pending",
    verb: TODAY.decide,
  });
}

async function readPending(
  now_ms: number,
  signal: AbortSignal,
): Promise<Need[]> {
  const to = new Date(now_ms - PENDING_DAYS * DAY_MS);
  to.setUTCHours(0, 0, 0, 0);
  const filter = { status: "pending", to: to.toISOString() } as const;
  const query = { ...filter, limit: LIMIT };
  const page = await ok(
    api.GET("/api/v1/conversions", { params: { query }, signal }),
  );
  return needOf(page, {
    key: "pending",
    text: TODAY.needs.pending(PENDING_DAYS),
    tone: "warn",
    href: `/app/conversions?${new URLSearchParams(filter)}`,
    verb: TODAY.decide,
  });
}

export async function readRefused(
  now_ms: number,
  signal: AbortSignal,
): Promise<Need[]> {
  const from = new Date(now_ms - DAY_MS).toISOString();
  const query = { group_by: "code", from } as const;
  const { data } = await ok(
    api.GET("/api/v1/postbacks/summary", { params: { query }, signal }),
  );
  return data
    .filter(({ key }) => !FINE_OUTCOMES.includes(String(key)))
    .map(({ key, count }) => ({
      key: `refused ${key}`,
      count: String(count),
      text: `${TODAY.needs.refused} ${String(key).replaceAll("_", " ")}`,
      tone: "warn",
      href: `/app/postbacks?${new URLSearchParams({ outcome: String(key) })}`,
      verb: TODAY.look,
    }));
}

async function readParked(signal: AbortSignal): Promise<Need[]> {
  const query = { state: ["parked"], limit: LIMIT } as const;
  const page = await ok(
    api.GET("/api/v1/deliveries", {
      params: { query: { ...query, state: [...query.state] } },
      signal,
    }),
  );
  return needOf(page, {
    key: "parked",
    text: TODAY.needs.parked,
    tone: "warn",
    href: "/app/deliveries?state=parked",
    verb: TODAY.look,
  });
}

async function readBreaks(signal: AbortSignal): Promise<Need[]> {
  const query = { status: "review", limit: LIMIT } as const;
  const page = await ok(
    api.GET("/api/v1/reconciliations", { params: { query }, signal }),
  );
  return needOf(page, {
    key: "breaks",
    text: TODAY.needs.breaks,
    tone: "warn",
    href: "/app/reconciliations?status=review",
    verb: TODAY.decide,
  });
}

async function readHeld(signal: AbortSignal): Promise<Need[]> {
  const held = await ok(api.GET("/api/v1/risk/held", { signal }));
  if (held.since === null) return [];
  const first_ms = Date.parse(held.recorded_since ?? held.since);
  const from = new Date(first_ms - DAY_MS).toISOString().slice(0, 10);
  return [
    {
      key: "held",
      count: String(held.conversions),
      text: TODAY.needs.held(moniesText(held.money)),
      tone: "warn",
      href: `/app/risk?${new URLSearchParams({ held: "true", from })}`,
      verb: TODAY.decide,
    },
  ];
}

async function readMissing(signal: AbortSignal): Promise<Need[]> {
  const query = { months: "2", limit: LIMIT } as const;
  const page = await ok(
    api.GET("/api/v1/reconciliations/missing", { params: { query }, signal }),
  );
  return needOf(page, {
    key: "missing",
    text: TODAY.needs.missing,
    tone: "note",
    href: "/app/reconciliations",
    verb: TODAY.look,
  });
}

async function readPayments(signal: AbortSignal): Promise<Need[]> {
  const { totals } = await ok(
    api.GET("/api/v1/payments", { params: { query: { limit: "1" } }, signal }),
  );
  return (["draft", "closed"] as const).flatMap((state) => {
    const count = totals
      .filter((one) => one.state === state)
      .reduce((sum, one) => sum + one.count, 0);
    if (count === 0) return [];
    return {
      key: `payments ${state}`,
      count: String(count),
      text: TODAY.needs[state === "draft" ? "drafts" : "closed"],
      tone: "note",
      href: `/app/money/payments?state=${state}`,
      verb: state === "draft" ? TODAY.decide : TODAY.pay,
    };
  });
}

async function readTasks(now_ms: number, signal: AbortSignal): Promise<Need[]> {
  const from = new Date(now_ms - 7 * DAY_MS).toISOString();
  const query = { state: "failed", from, limit: LIMIT } as const;
  const page = await ok(
    api.GET("/api/v1/tasks", { params: { query }, signal }),
  );
  return needOf(page, {
    key: "tasks",
    text: TODAY.needs.tasks,
    tone: "bad",
    href: "/app/settings/jobs?state=failed",
    verb: TODAY.look,
  });
}
