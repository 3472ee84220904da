import { insertRows, isRepeatable, isRowFault } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import { clicks } from "../../db/schema/mod.ts";
import type {
  CampaignConfig,
  Configuration,
  LinkConfig,
} from "../campaigns/mod.ts";
import { Batcher } from "../kernel/mod.ts";
import type { Clock, Template } from "../kernel/mod.ts";
import { clickIdBytes } from "./click_id.ts";
import { destinationUrl } from "./destination_url.ts";
import { judgeClick } from "./judge_click.ts";
import type { ClickVerdict } from "./judge_click.ts";
import { readLinkParams } from "./link_params.ts";
import type { LinkParams } from "./link_params.ts";
import type { Minter } from "./minter.ts";

const BATCH_MAX = 1000;
const QUEUE_MAX = 20_000;
const HEADER_CHARS_MAX = 1024;
const SLUG_CHARS_MAX = 64;

type ClickRow = typeof clicks.$inferInsert;

/** What the redirect needs. */
export interface RedirectDeps {
  db: Database;
  clock: Clock;
  configuration: Configuration;
  minter: Minter;
  addressOf(request: Request): string;
}

/** What a redirect knows of its link. */
interface Target {
  link: LinkConfig;
  campaign: CampaignConfig;
  verdict: ClickVerdict;
  /** Where it goes: the destination or the fallback; null where there is none. */
  template: Template | null;
}

/** Answers `GET /c/{slug}`: counts the click and sends the visitor on. */
export class Redirector {
  readonly #deps: RedirectDeps;
  readonly #writer: Batcher<ClickRow, void>;

  constructor(deps: RedirectDeps) {
    this.#deps = deps;
    this.#writer = new Batcher({
      name: "clicks",
      batch_max: BATCH_MAX,
      queue_max: QUEUE_MAX,
      repeat: isRepeatable,
      split: isRowFault,
      run: async (rows) => {
        await insertRows(deps.db, clicks, rows);
        return rows.map(() => ({ ok: true, value: undefined }));
      },
    });
  }

  /** Answers one request whose path is `/c/{slug}`. */
  async answer(request: Request): Promise<Response> {
    if (request.method !== "GET" && request.method !== "HEAD") {
      return plain(405, "Method not allowed", { allow: "GET, HEAD" });
    }
    if (isPrefetch(request.headers)) {
      return plain(503, "Not counted: this is a prefetch");
    }
    const { slug, query } = readAddress(request.url);
    const target = await this.#resolve(slug);
    if (target === undefined) return plain(404, "No such link");
    return request.method === "HEAD"
      ? sendOn(target, this.#values(request, target, query, null))
      : await this.#count(request, target, query);
  }

  /** Writes what was handed in, then takes no more. */
  async stop(): Promise<void> {
    await this.#writer.stop();
  }

  async #count(
    request: Request,
    target: Target,
    query: string,
  ): Promise<Response> {
    const minted = this.#deps.minter.mint(target.link.id, true);
    const values = this.#values(request, target, query, minted);
    const referrer = request.headers.get("referer");
    await this.#writer.submit({
      ...columnsOf(values.known),
      campaign_id: target.campaign.id,
      click_id: clickIdBytes(minted.click_id) ?? new Uint8Array(),
      clicked_at: minted.time_ms,
      link_id: target.link.id,
      affiliate_id: target.link.affiliate_id,
      verdict: target.verdict,
      pays: true,
      ip: values.ip,
      user_agent: values.user_agent,
      referrer: referrer?.slice(0, HEADER_CHARS_MAX).toWellFormed() ?? null,
      params: values.others,
      flags: values.flags,
    });
    return sendOn(target, values);
  }

  #values(
    request: Request,
    target: Target,
    query: string,
    minted: { click_id: string; time_ms: number } | null,
  ) {
    const params: LinkParams = readLinkParams(query);
    const user_agent = request.headers.get("user-agent") ?? "";
    return {
      click_id: minted?.click_id ?? "",
      time_ms: minted?.time_ms ?? this.#deps.clock.nowMs(),
      affiliate_id: target.link.affiliate_id,
      known: { ...target.link.subs, ...params.known },
      others: params.others,
      flags: params.flags,
      ip: this.#deps.addressOf(request),
      user_agent: user_agent.slice(0, HEADER_CHARS_MAX).toWellFormed(),
    };
  }

  /** An unknown slug makes one look at the configuration's version before it is a 404. */
  async #resolve(slug: string): Promise<Target | undefined> {
    const { configuration, clock } = this.#deps;
    if (slug === "" || slug.length > SLUG_CHARS_MAX) return undefined;
    if (configuration.linkBySlug(slug) === undefined) {
      await configuration.refresh();
    }
    const link = configuration.linkBySlug(slug);
    const campaign = link && configuration.campaign(link.campaign_id);
    if (link === undefined || campaign === undefined) return undefined;
    const affiliate = configuration.affiliate(link.affiliate_id);
    const verdict = judgeClick({
      link,
      campaign,
      affiliate_status: affiliate?.status ?? "blocked",
      now_ms: clock.nowMs(),
    });
    const template =
      verdict === "sent"
        ? campaign.destination
        : (link.fallback ?? campaign.fallback);
    return { link, campaign, verdict, template };
  }
}

function sendOn(
  target: Target,
  values: Parameters<typeof destinationUrl>[2],
): Response {
  if (target.template === null) {
    return plain(404, `Nothing to see here now (${target.verdict})`);
  }
  const location = destinationUrl(target.template, target.campaign, values);
  return new Response(null, {
    status: 302,
    headers: { location, "cache-control": "no-store" },
  });
}

function isPrefetch(headers: Headers): boolean {
  const purpose = `${headers.get("sec-purpose") ?? ""} ${headers.get("purpose") ?? ""}`;
  return purpose.includes("prefetch");
}

function readAddress(url: string): { slug: string; query: string } {
  const from = url.indexOf("/c/", url.indexOf("//") + 2) + 3;
  const mark = url.indexOf("?", from);
  const hash = url.indexOf("#", from);
  const end = hash < 0 ? url.length : hash;
  if (mark < 0 || mark > end) return { slug: url.slice(from, end), query: "" };
  return { slug: url.slice(from, mark), query: url.slice(mark + 1, end) };
}

/** The columns of a click that come from its labels, absent ones included: all rows of a batch have one shape. */
function columnsOf(known: Readonly<Record<string, string>>) {
  return {
    source: known.source ?? null,
    click_ref: known.click_ref ?? null,
    sub1: known.sub1 ?? null,
    sub2: known.sub2 ?? null,
    sub3: known.sub3 ?? null,
    sub4: known.sub4 ?? null,
    sub5: known.sub5 ?? null,
    sub6: known.sub6 ?? null,
    sub7: known.sub7 ?? null,
    sub8: known.sub8 ?? null,
    sub9: known.sub9 ?? null,
    sub10: known.sub10 ?? null,
  };
}

function plain(
  status: number,
  text: string,
  headers: Record<string, string> = {},
): Response {
  return new Response(`${text}\n`, {
    status,
    headers: {
      ...headers,
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "no-store",
    },
  });
}
