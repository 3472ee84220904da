import { sign } from "node:crypto";
import type { Clock } from "../../kernel/mod.ts";
import type { SenderDeps } from "../../deliveries/mod.ts";
import {
  needsOrder,
  readEarlierProduct,
  readProduct,
  readServiceAccount,
  readSubscription,
  withOrder,
} from "../../sources/mod.ts";
import type {
  PlayMessage,
  PlayPurchase,
  PurchaseLookup,
  ServiceAccount,
} from "../../sources/mod.ts";
import { askOutside } from "./outside.ts";
import type { OutsideAnswer } from "./outside.ts";

const SCOPE = "https://www.googleapis.com/auth/androidpublisher";
const GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const GRANT_S = 3_600;
/** An access token is given up so long before its end. */
const MARGIN_MS = 60_000;
const ACCOUNTS_MAX = 200;
/** Four requests at most, within the ten seconds that Pub/Sub waits for an answer. */
const REQUEST_MS = 1_900;
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
    try {
      const purchase = await this.#purchase(message, account);
      if (purchase === null) {
        return { kind: "not_found", why: "Google Play has no such purchase" };
      }
      return { kind: "found", purchase };
    } catch (error) {
      if (!(error instanceof NotAllowed)) throw error;
      return { kind: "refused", why: error.message };
    }
  }

  async #purchase(
    message: PlayMessage,
    account: ServiceAccount,
  ): Promise<PlayPurchase | null> {
    const found = await this.#find(message, account);
    if (found === null) return null;
    const order_id = message.order_id ?? found.order_id;
    const is_told = found.price !== null || found.is_trial;
    if (order_id === null || (is_told && !needsOrder(message))) return found;
    const order = await this.#get(
      `orders/${encodeURIComponent(order_id)}`,
      message,
      account,
    );
    // Only accounts that may view financial data read orders.
    return order.status === 200 && order.body !== null
      ? withOrder(found, order.body)
      : found;
  }

  async #find(
    message: PlayMessage,
    account: ServiceAccount,
  ): Promise<PlayPurchase | null> {
    const token = encodeURIComponent(message.purchase_token ?? "");
    if (message.is_subscription) {
      const answer = await this.#get(
        `purchases/subscriptionsv2/tokens/${token}`,
        message,
        account,
      );
      const body = bodyOf(answer, account);
      return body === null ? null : readSubscription(body);
    }
    const answer = await this.#get(
      `purchases/productsv2/tokens/${token}`,
      message,
      account,
    );
    const sku = message.product_id;
    if (!GONE.has(answer.status) || sku === null) {
      const body = bodyOf(answer, account);
      return body === null ? null : readProduct(body);
    }
    const path = `purchases/products/${encodeURIComponent(sku)}/tokens/${token}`;
    const body = bodyOf(await this.#get(path, message, account), account);
    return body === null ? null : readEarlierProduct(body, sku);
  }

  async #get(
    path: string,
    { package_name }: PlayMessage,
    account: ServiceAccount,
  ): Promise<OutsideAnswer> {
    const { sender, api_url } = this.#deps;
    const { text } = await this.#access(account);
    const app = encodeURIComponent(package_name);
    const answer = await askOutside(sender, {
      url: `${api_url}/androidpublisher/v3/applications/${app}/${path}`,
      headers: { authorization: `Bearer ${text}` },
      timeout_ms: REQUEST_MS,
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
    if (answer.status !== 200 || typeof text !== "string") {
      throw new NotAllowed(
        `Google gives ${account.client_email} no access: ${faultText(answer)}`,
      );
    }
    const seconds = Number(answer.body?.expires_in) || GRANT_S;
    return { text, ends_at: now_ms + seconds * 1000 - MARGIN_MS };
  }
}

function nameOf({
  client_email,
  private_key,
  token_uri,
}: ServiceAccount): string {
  return `${client_email} ${token_uri} ${Bun.hash(private_key)}`;
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
