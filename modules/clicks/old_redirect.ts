import type {
  AffiliateConfig,
  AutoLinks,
  CampaignConfig,
  Configuration,
  LinkConfig,
  OldLink,
} from "../campaigns/mod.ts";
import type { Clock, Template } from "../kernel/mod.ts";
import type { ClickRecorder, RecordedClick } from "./click_recorder.ts";
import {
  isPrefetch,
  json,
  plain,
  sendOn,
  sendTo,
  visitOf,
} from "./redirect.ts";
import { leadsBack, strayLocation } from "./send_back.ts";
import type { UnresolvedLinks } from "./unresolved_links.ts";

export interface OldRedirectorDeps {
  clock: Pick<Clock, "nowMs">;
  configuration: Configuration;
  recorder: ClickRecorder;
  network_fallback: Template | null;
  auto_links: AutoLinks;
  /** Whether links are also made at the first clicks of other systems' links. */
  makes_links: boolean;
  unresolved: Pick<UnresolvedLinks, "note">;
}

/** A request's path and query. */
interface Address {
  path: string;
  query: string;
}

/** Who opens a link, and which. */
interface Opened {
  request: Request;
  ip: string;
  address: Address;
  old: OldLink;
}

/** The meaning of an old link here. */
interface Resolved {
  link: LinkConfig | undefined;
  campaign: CampaignConfig | undefined;
  affiliate: AffiliateConfig | undefined;
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
    const old = this.#names.read(address.path, address.query);
    if (old === null) return undefined;
    if (old.shape !== "certain" && !this.#isOurs(old)) {
      if (old.shape === "unlikely") return undefined;
      if (this.#fallbackOf(request) === null) {
        this.#note(request, old, address);
        return undefined;
      }
    }
    return this.#send({ request, ip: ipOf(), address, old });
  }

  /** Whether a path below `/c/` means a link, or the two that one is made of. */
  knowsOwn({ path, query }: Address): boolean {
    const old = this.#names.read(path, query);
    return old !== null && this.#isOurs(old);
  }

  /** Answers a request below `/c/`; undefined if it has neither of the forms there. */
  async answerOwn(
    request: Request,
    ip: string,
    address: Address,
  ): Promise<Response | undefined> {
    const old = this.#names.read(address.path, address.query);
    if (old === null) return undefined;
    return await this.#send({ request, ip, address, old });
  }

  get #names() {
    return this.#deps.configuration.old_names;
  }

  /** The domain's fallback, else the network's. */
  #fallbackOf(request: Request): Template | null {
    const { recorder, network_fallback } = this.#deps;
    return recorder.domainFallback(request) ?? network_fallback;
  }

  /** Whether there is a link, or both that one is made of. */
  #isOurs(old: OldLink): boolean {
    const { link, campaign, affiliate } = this.#names.resolve(old);
    if (link !== undefined) return true;
    return campaign !== undefined && affiliate !== undefined;
  }

  /** Counts a visit, but no mere look. */
  #note(request: Request, old: OldLink, { path, query }: Address): void {
    if (request.method === "HEAD" || isPrefetch(request.headers)) return;
    this.#deps.unresolved.note(old, query === "" ? path : `${path}?${query}`);
  }

  async #send(opened: Opened): Promise<Response> {
    const { request, ip, address, old } = opened;
    if (isPrefetch(request.headers)) {
      return plain(503, "Not counted: this is a prefetch");
    }
    const { recorder } = this.#deps;
    const found = await this.#resolve(old);
    const link = found.link ?? (await this.#make(opened, found));
    if (link === undefined) {
      this.#note(request, old, address);
      return this.#sendBack(opened, found.campaign);
    }
    const fallback = recorder.domainFallback(request);
    const visit = {
      ...visitOf(request, ip, old.query, fallback),
      names: old.names,
    };
    if (request.method === "HEAD") {
      return this.#answerTo(request, old, recorder.preview(link, visit));
    }
    return this.#answerTo(request, old, await recorder.record(link, visit));
  }

  /** An unknown one that is certainly a link is looked up once more. */
  async #resolve(old: OldLink): Promise<Resolved> {
    const found = this.#names.resolve(old);
    if (found.link !== undefined || old.shape !== "certain") return found;
    if (found.campaign !== undefined && found.affiliate !== undefined) {
      return found;
    }
    await this.#deps.recorder.refresh();
    return this.#names.resolve(old);
  }

  /** The link that campaign and affiliate allow, made now; for a look, as it would be. */
  async #make(
    { request, ip, old }: Opened,
    { campaign, affiliate }: Resolved,
  ): Promise<LinkConfig | undefined> {
    const { auto_links, makes_links } = this.#deps;
    if (old.form !== "pair" && !makes_links) return undefined;
    if (campaign === undefined || affiliate === undefined) return undefined;
    const pair = { campaign, affiliate };
    if (request.method !== "HEAD") return await auto_links.make(pair, ip);
    return auto_links.allows(pair) ? auto_links.preview(pair) : undefined;
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

  /** To the campaign's, the domain's or the network's fallback, without a click. */
  #sendBack(
    { request, ip, old }: Opened,
    campaign: CampaignConfig | undefined,
  ): Response {
    const { clock } = this.#deps;
    const template = campaign?.fallback ?? this.#fallbackOf(request);
    if (template === null) return plain(404, "No such link");
    const { user_agent } = visitOf(request, ip, "");
    const { query, names } = old;
    const now_ms = clock.nowMs();
    const stray = { query, names, ip, user_agent, now_ms };
    const location = strayLocation(template, campaign ?? null, stray);
    if (leadsBack(request, location, this.#names)) {
      return plain(404, "This link leads to itself");
    }
    return sendTo(location);
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
