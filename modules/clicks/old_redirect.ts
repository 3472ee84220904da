import type {
  CampaignConfig,
  Configuration,
  LinkConfig,
  OldLink,
} from "../campaigns/mod.ts";
import { readOldLink } from "../campaigns/mod.ts";
import type { Clock, Template } from "../kernel/mod.ts";
import type { ClickRecorder, RecordedClick } from "./click_recorder.ts";
import { fallbackLocation } from "./destination_url.ts";
import { readLinkParams } from "./link_params.ts";
import { isPrefetch, json, plain, sendOn, visitOf } from "./redirect.ts";

export interface OldRedirectorDeps {
  clock: Pick<Clock, "nowMs">;
  configuration: Configuration;
  recorder: ClickRecorder;
  network_fallback: Template | null;
}

/** A request's path and query. */
interface Address {
  path: string;
  query: string;
}

/** A link without a link of ours. */
interface Unresolved {
  old: OldLink;
  campaign: CampaignConfig | undefined;
}

/** Answers links in other systems' forms, as `/c/` answers ours, and `/c/{campaign}/{affiliate}`. */
export class OldRedirector {
  readonly #deps: OldRedirectorDeps;

  constructor(deps: OldRedirectorDeps) {
    this.#deps = deps;
  }

  /**
   * Answers a request; undefined if it is no link's, or could be one that isn't known while there
   * is no fallback: then the rest of the program answers it.
   */
  answer(
    request: Request,
    path_at: number,
    ipOf: () => string,
  ): Promise<Response> | undefined {
    const { method, url } = request;
    if (method !== "GET" && method !== "HEAD") return undefined;
    const address = addressAt(url, path_at);
    const old = readOldLink(address.path, address.query);
    if (old === null) return undefined;
    if (old.shape !== "certain") {
      const { link } = this.#deps.configuration.old_names.resolve(old);
      if (link === undefined && !this.#fallsBack(old)) return undefined;
    }
    return this.#send(request, ipOf(), old);
  }

  /** Answers a request below `/c/`; undefined if it has neither of the forms there. */
  async answerOwn(
    request: Request,
    ip: string,
    { path, query }: Address,
  ): Promise<Response | undefined> {
    const old = readOldLink(path, query);
    return old === null ? undefined : await this.#send(request, ip, old);
  }

  /** Whether a link that may be none goes to the network's fallback. */
  #fallsBack(old: OldLink): boolean {
    return old.shape === "likely" && this.#deps.network_fallback !== null;
  }

  async #send(request: Request, ip: string, old: OldLink): Promise<Response> {
    if (isPrefetch(request.headers)) {
      return plain(503, "Not counted: this is a prefetch");
    }
    const { recorder } = this.#deps;
    const { link, campaign } = await this.#resolve(old);
    if (link === undefined)
      return this.#sendBack(request, ip, { old, campaign });
    const visit = { ...visitOf(request, ip, old.query), names: old.names };
    if (request.method === "HEAD") {
      return this.#answerTo(request, old, recorder.preview(link, visit));
    }
    return this.#answerTo(request, old, await recorder.record(link, visit));
  }

  /** An unknown one that is certainly a link is looked up once more. */
  async #resolve(old: OldLink): Promise<{
    link: LinkConfig | undefined;
    campaign: CampaignConfig | undefined;
  }> {
    const { configuration, recorder } = this.#deps;
    const found = configuration.old_names.resolve(old);
    if (found.link !== undefined || old.shape !== "certain") return found;
    await recorder.refresh();
    return configuration.old_names.resolve(old);
  }

  #answerTo(request: Request, old: OldLink, taken: RecordedClick): Response {
    if (this.#isLoop(request, taken.location)) {
      return plain(404, "This link leads to itself");
    }
    if (old.answer === "redirect" || taken.location === null) {
      return sendOn(taken);
    }
    const { click_id, location, routed } = taken;
    return json(200, {
      transaction_id: click_id,
      oid: old.campaign,
      affid: old.affiliate,
      click_id,
      url: location,
      verdict: routed.verdict,
    });
  }

  /** Whether a destination is another old link at the same host. */
  #isLoop(request: Request, location: string | null): boolean {
    const host = request.headers.get("host") ?? "";
    if (location === null || host === "" || !location.includes(host)) {
      return false;
    }
    const url = URL.parse(location);
    if (url === null || url.host !== host.toLowerCase()) return false;
    const { pathname, search } = url;
    return this.#deps.configuration.isOldLink(pathname, search.slice(1));
  }

  /** To the campaign's or the network's fallback, without a click. */
  #sendBack(
    request: Request,
    ip: string,
    { old, campaign }: Unresolved,
  ): Response {
    const { clock, network_fallback } = this.#deps;
    const template = campaign?.fallback ?? network_fallback;
    if (template === null) return plain(404, "No such link");
    const { known, others, flags } = readLinkParams(old.query, old.names);
    const values = {
      ...{ click_id: "", time_ms: clock.nowMs(), affiliate_id: 0, ip },
      ...{ known, others, flags },
      user_agent: visitOf(request, ip, "").user_agent,
    };
    const location = fallbackLocation(template, campaign ?? null, values);
    const headers = { location, "cache-control": "no-store" };
    return new Response(null, { status: 302, headers });
  }
}

function addressAt(url: string, path_at: number): Address {
  const hash = url.indexOf("#", path_at);
  const end = hash < 0 ? url.length : hash;
  const mark = url.indexOf("?", path_at);
  if (mark < 0 || mark > end) {
    return { path: url.slice(path_at, end), query: "" };
  }
  return { path: url.slice(path_at, mark), query: url.slice(mark + 1, end) };
}
