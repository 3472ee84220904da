import type {
  CampaignConfig,
  Configuration,
  LinkConfig,
} from "../campaigns/mod.ts";
import type { Clock, Template } from "../kernel/mod.ts";
import { encodeClick } from "./click_record.ts";
import { destinationUrl } from "./destination_url.ts";
import { judgeClick } from "./judge_click.ts";
import type { ClickVerdict } from "./judge_click.ts";
import { readLinkParams } from "./link_params.ts";
import type { LinkParams } from "./link_params.ts";
import type { Journal } from "./journal/mod.ts";
import { TimeUsedUp } from "./minter.ts";
import type { MintedClick, Minter } from "./minter.ts";
import { LeaseExpired } from "./node_lease.ts";
import type { NodeLease } from "./node_lease.ts";
import { RECORD_TYPE } from "./record_type.ts";

const HEADER_CHARS_MAX = 1024;
const SLUG_CHARS_MAX = 64;

/** What the redirect needs. */
export interface RedirectDeps {
  clock: Clock;
  configuration: Configuration;
  journal: Journal;
  minter: Minter;
  lease: Pick<NodeLease, "renew">;
  addressOf(request: Request): string;
  /** Told of what the journal refused. */
  failed(what: string, error: unknown): void;
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
  #not_stored = 0;

  constructor(deps: RedirectDeps) {
    this.#deps = deps;
  }

  /** How many clicks were sent on although the journal did not take them. */
  get not_stored(): number {
    return this.#not_stored;
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

  async #count(
    request: Request,
    target: Target,
    query: string,
  ): Promise<Response> {
    const minted = await this.#mint(target.link.id);
    if (minted === null) {
      return sendOn(target, this.#values(request, target, query, null));
    }
    const values = this.#values(request, target, query, minted);
    const referrer = request.headers.get("referer");
    const text = encodeClick({
      ...values,
      campaign_id: target.campaign.id,
      link_id: target.link.id,
      marks: 0,
      pays: true,
      verdict: target.verdict,
      referrer: referrer?.slice(0, HEADER_CHARS_MAX).toWellFormed() ?? null,
    });
    try {
      await this.#deps.journal.append({ type: RECORD_TYPE.click, text });
    } catch (error) {
      // The id itself still attributes: the visitor goes on, and it is counted.
      this.#not_stored++;
      this.#deps.failed("a click was not stored", error);
    }
    return sendOn(target, values);
  }

  /** Without a node number to mint with the visitor goes on all the same, and it is counted. */
  async #mint(link_id: number): Promise<MintedClick | null> {
    const { minter, lease, failed } = this.#deps;
    try {
      return minter.mint(link_id, true);
    } catch (error) {
      const is_expected =
        error instanceof LeaseExpired || error instanceof TimeUsedUp;
      if (!is_expected) throw error;
    }
    try {
      await lease.renew();
      return minter.mint(link_id, true);
    } catch (error) {
      this.#not_stored++;
      failed("a click got no id", error);
      return null;
    }
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
