import { sign } from "node:crypto";
import { ticksMs } from "../../kernel/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import type { SenderDeps } from "../../deliveries/mod.ts";
import {
  isMadeBy,
  needsOrder,
  orderIn,
  orderTime,
  placeOfOrder,
  readEarlierProduct,
  readProduct,
  readServiceAccount,
  readSubscription,
  seriesOf,
  withOrder,
} from "../../sources/mod.ts";
import type {
  JsonFields,
  PlayMessage,
  PlayPurchase,
  PurchaseLookup,
  ServiceAccount,
} from "../../sources/mod.ts";
import { askOutside, Unreached } from "./outside.ts";
import type { OutsideAnswer } from "./outside.ts";

const SCOPE = "https://www.googleapis.com/auth/androidpublisher";
const GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const GRANT_S = 3_600;
const LASTS_MIN_S = 120;
/** An access token is given up so long before its end. */
const MARGIN_MS = 60_000;
const ACCOUNTS_MAX = 200;
/** Pub/Sub waits ten seconds for an answer. */
const LOOKUP_MS = 7_000;
const REQUEST_MS = 1_900;
/** An access token longer than this is none of Google's. */
const TOKEN = /^[\x21-\x7e]{1,4096}$/;
const REFUSING = new Set([400, 401, 403]);
const GONE = new Set([404, 410]);

export interface PlayClientDeps {
  clock: Clock;
  sender: SenderDeps;
  /** Where Google's API is, without a slash at the end. */
  api_url: string;
}

interface AccessToken {
  text: string;
  ends_at: number;
}

/** A look-up under way. */
interface Asking {
  message: PlayMessage;
  account: ServiceAccount;
  /** When it is given up, by the monotonic clock. */
  until_ms: number;
}

/** Ends a look-up that can't succeed as the source is set up. */
class NotAllowed extends Error {}

/** Looks purchases up at Google Play, with the service account of a source. */
export class PlayClient {
  readonly #deps: PlayClientDeps;
  readonly #tokens = new Map<string, AccessToken>();
  readonly #asking = new Map<string, Promise<AccessToken>>();

  constructor(deps: PlayClientDeps) {
    this.#deps = deps;
  }

  /** Looks a purchase up. Throws `Unreached` where trying again may help. */
  async lookUp(
    message: PlayMessage,
    account_text: string | null,
  ): Promise<PurchaseLookup> {
    const account =
      account_text === null ? null : readServiceAccount(account_text);
    if (account === null) {
      const why = "the source has no service account (service_account)";
      return { kind: "refused", why };
    }
    const asking = { message, account, until_ms: ticksMs() + LOOKUP_MS };
    try {
      const purchase = await this.#purchase(asking);
      if (purchase === null) {
        return { kind: "not_found", why: "Google Play has no such purchase" };
      }
      return { kind: "found", purchase };
    } catch (error) {
      if (!(error instanceof NotAllowed)) throw error;
      return { kind: "refused", why: error.message };
    }
  }

  async #purchase(asking: Asking): Promise<PlayPurchase | null> {
    const { message } = asking;
    const found = await this.#find(asking);
    if (found === null) return null;
    const latest = message.order_id ?? found.order_id;
    if (latest === null) return found;
    const order_id = await this.#ownOrder(latest, found, asking);
    if (order_id !== latest) {
      const order = await this.#knownOrder(order_id, asking);
      // The purchase tells only of its latest order.
      const own = { ...found, order_id, price: null, is_trial: false };
      return withOrder({ ...own, state: "paid" }, order);
    }
    const is_told = found.price !== null || found.is_trial;
    if (is_told && !needsOrder(message)) return found;
    const order = await this.#order(order_id, asking);
    return order === null ? found : withOrder(found, order);
  }

  /** The order of a notification: a late one of a renewal isn't of the latest. */
  async #ownOrder(
    latest: string,
    found: PlayPurchase,
    asking: Asking,
  ): Promise<string> {
    const { message } = asking;
    const now_ms = this.#deps.clock.nowMs();
    const place = placeOfOrder(message, found, now_ms);
    const series = seriesOf(latest);
    if (place === "latest" || series === null) return latest;
    if (place === "first") return orderIn(series, 0);
    let low = 1;
    let high = series.renewals;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      const order = await this.#knownOrder(orderIn(series, middle), asking);
      const made_at = orderTime(order);
      const is_by = isMadeBy(made_at ?? 0, message.event_at ?? now_ms, found);
      if (is_by) low = middle;
      else high = middle - 1;
    }
    return orderIn(series, low);
  }

  /** An order; null for an account that may not view financial data, which orders are. */
  async #order(order_id: string, asking: Asking): Promise<JsonFields | null> {
    const path = `orders/${encodeURIComponent(order_id)}`;
    const { status, body } = await this.#get(path, asking);
    return status === 200 ? body : null;
  }

  async #knownOrder(order_id: string, asking: Asking): Promise<JsonFields> {
    const order = await this.#order(order_id, asking);
    if (order !== null) return order;
    throw new NotAllowed(
      `it is not of the latest order, and ${asking.account.client_email} may not read order ${order_id}: let it view financial data`,
    );
  }

  async #find(asking: Asking): Promise<PlayPurchase | null> {
    const { message, account } = asking;
    const token = encodeURIComponent(message.purchase_token ?? "");
    if (message.is_subscription) {
      const path = `purchases/subscriptionsv2/tokens/${token}`;
      const body = bodyOf(await this.#get(path, asking), account);
      return body === null ? null : readSubscription(body);
    }
    const answer = await this.#get(
      `purchases/productsv2/tokens/${token}`,
      asking,
    );
    const sku = message.product_id;
    if (!GONE.has(answer.status) || sku === null) {
      const body = bodyOf(answer, account);
      return body === null ? null : readProduct(body);
    }
    const path = `purchases/products/${encodeURIComponent(sku)}/tokens/${token}`;
    const body = bodyOf(await this.#get(path, asking), account);
    return body === null ? null : readEarlierProduct(body, sku);
  }

  async #get(
    path: string,
    { message, account, until_ms }: Asking,
  ): Promise<OutsideAnswer> {
    const { sender, api_url } = this.#deps;
    const { text } = await this.#access(account);
    const app = encodeURIComponent(message.package_name);
    const left_ms = Math.round(until_ms - ticksMs());
    if (left_ms <= 0) throw new Unreached("Google's answers took too long");
    const answer = await askOutside(sender, {
      url: `${api_url}/androidpublisher/v3/applications/${app}/${path}`,
      headers: { authorization: `Bearer ${text}` },
      timeout_ms: Math.min(REQUEST_MS, left_ms),
    });
    // It may have been withdrawn: the next look-up asks for another.
    if (answer.status === 401) this.#tokens.delete(nameOf(account));
    return answer;
  }

  /** An access token of an account; one is asked for at a time. */
  async #access(account: ServiceAccount): Promise<AccessToken> {
    const name = nameOf(account);
    const known = this.#tokens.get(name);
    if (known !== undefined && this.#deps.clock.nowMs() < known.ends_at)
      return known;
    const asking = this.#asking.get(name) ?? this.#ask(account);
    this.#asking.set(name, asking);
    try {
      const token = await asking;
      if (this.#tokens.size >= ACCOUNTS_MAX) this.#tokens.clear();
      this.#tokens.set(name, token);
      return token;
    } finally {
      this.#asking.delete(name);
    }
  }

  async #ask(account: ServiceAccount): Promise<AccessToken> {
    const { sender, clock } = this.#deps;
    const now_ms = clock.nowMs();
    const body = new URLSearchParams({
      grant_type: GRANT,
      assertion: assertionOf(account, now_ms),
    });
    const answer = await askOutside(sender, {
      url: account.token_uri,
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: body.toString(),
      timeout_ms: REQUEST_MS,
    });
    const text = answer.body?.access_token;
    if (
      answer.status !== 200 ||
      typeof text !== "string" ||
      !TOKEN.test(text)
    ) {
      throw new NotAllowed(
        `Google gives ${account.client_email} no access: ${faultText(answer)}`,
      );
    }
    const seconds = Number(answer.body?.expires_in) || GRANT_S;
    // An end that is over already, or never comes, would have it asked for each time, or never again.
    const lasts_s = Math.min(Math.max(seconds, LASTS_MIN_S), GRANT_S);
    return { text, ends_at: now_ms + lasts_s * 1000 - MARGIN_MS };
  }
}

function nameOf({
  client_email,
  private_key,
  token_uri,
}: ServiceAccount): string {
  // Who could find another key of the same hash would get the other's access.
  const hasher = new Bun.CryptoHasher("sha256").update(private_key);
  return `${client_email} ${token_uri} ${hasher.digest("hex")}`;
}

/** The signed claim for which Google gives an access token (RFC 7523). */
function assertionOf(
  { client_email, private_key, token_uri }: ServiceAccount,
  now_ms: number,
): string {
  const iat = Math.floor(now_ms / 1000);
  const parts = [
    { alg: "RS256", typ: "JWT" },
    {
      iss: client_email,
      scope: SCOPE,
      aud: token_uri,
      iat,
      exp: iat + GRANT_S,
    },
  ].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"));
  const signed = parts.join(".");
  const signature = sign("sha256", Buffer.from(signed), private_key);
  return `${signed}.${signature.toString("base64url")}`;
}

/** The body of an answer; null where there is no such purchase. */
function bodyOf(answer: OutsideAnswer, { client_email }: ServiceAccount) {
  if (answer.status === 200 && answer.body !== null) return answer.body;
  if (GONE.has(answer.status)) return null;
  const whose = REFUSING.has(answer.status) ? ` to ${client_email}` : "";
  throw new NotAllowed(
    `Google's API answered ${answer.status}${whose}: ${faultText(answer)}`,
  );
}

const FAULT_CHARS_MAX = 200;

/** The fault as Google words it. */
function faultText({ status, body }: OutsideAnswer): string {
  const error = body?.error;
  const said =
    typeof error === "string"
      ? [error, body?.error_description]
      : [(error as { message?: unknown } | undefined)?.message];
  const text = said.filter((part) => typeof part === "string").join(": ");
  return (text === "" ? `status ${status}` : text).slice(0, FAULT_CHARS_MAX);
}
