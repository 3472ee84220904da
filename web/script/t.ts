/**
 * `/t.js`, which an advertiser's pages load: it keeps the click id that a visitor arrived with, hands it to forms, carts and
 * links, and reports sales. Its settings are `data-` attributes of its tag. Where the tag asks for consent, nothing is
 * kept, read, handed on or sent before it is given.
 */

const COOKIE = "tallyho_click";
/** Crockford's letters, which a click id consists of. */
const CLICK_ID = /^[0-9a-hjkmnp-tv-z]{32}$/i;
const DAYS = 90;
/** Browsers keep no cookie longer. */
const DAYS_MAX = 400;
const DAY_S = 86_400;
/** Sales that wait for consent. */
const WAITING_MAX = 20;

/** A sale, by the names of the parameters that report it. */
interface Sale {
  goal?: string | undefined;
  order_id?: string | number | undefined;
  amount?: string | number | undefined;
  currency?: string | undefined;
}

/** Calls of a page; before the script is there, it pushes the same into a list: `["convert", {…}]`. */
interface Tallyho {
  /** Begins, or with `false` deletes what was kept and ends. */
  consent(is_given?: boolean): void;
  convert(sale?: Sale): void;
  /** Undefined where no click led here, or before consent. */
  clickId(): string | undefined;
  push(call: readonly [string, ...unknown[]]): void;
}

declare global {
  interface Window {
    tallyho?: Tallyho | Parameters<Tallyho["push"]>[0][];
    /** Set by Shopify's themes. */
    Shopify?: { routes?: { root?: string } };
  }
}

const tag = (document.currentScript ??
  document.querySelector('script[src*="/t.js"]')) as HTMLScriptElement;
const data = tag.dataset;
const param = data.param || "click_id";
const field = data.field || "click_id";
const domains = (data.domains ?? "").toLowerCase().match(/[^\s,]+/g) ?? [];
const forms = joined(
  data.forms,
  data.cart === "woocommerce" && "form.checkout",
);
const targets = joined(forms, domains.length > 0 && "a[href],iframe[src]");
const landed = idIn(new URLSearchParams(location.search).get(param));
const observer = new MutationObserver((records) => {
  for (const { type, target, addedNodes } of records) {
    if (type === "attributes") hand(target);
    addedNodes.forEach(scan);
  }
});
const waiting: Sale[] = [];
let click: string | undefined;
let is_allowed = false;

const own: Tallyho = {
  consent: (is_given = true) => (is_given ? begin() : end()),
  convert: (sale = {}) => {
    if (is_allowed) send(sale);
    else if (waiting.length < WAITING_MAX) waiting.push(sale);
  },
  clickId: () => click,
  push: ([name, given]) => {
    if (name === "consent") own.consent(given as boolean | undefined);
    if (name === "convert") own.convert(given as Sale | undefined);
  },
};

function start(): void {
  const earlier = window.tallyho;
  const sale = saleOf(data);
  if (earlier === undefined || Array.isArray(earlier)) {
    window.tallyho = own;
    if (data.consent === undefined) begin();
    if (sale !== null) own.convert(sale);
    earlier?.forEach(own.push);
  } else if (sale !== null) {
    // A second tag on the page: the first one goes on.
    earlier.convert(sale);
  }
}

function begin(): void {
  if (is_allowed) return;
  is_allowed = true;
  if (landed !== undefined) {
    keep(landed, Math.min(Number(data.days) || DAYS, DAYS_MAX));
  }
  const kept = document.cookie.match(`(?:^|; )${COOKIE}=([^;]*)`)?.[1];
  click = landed ?? idIn(kept);
  if (click === undefined) return;
  if (targets !== "") {
    scan(document);
    observer.observe(document, {
      attributeFilter: ["href", "src"],
      childList: true,
      subtree: true,
    });
  }
  if (data.cart === "shopify") toCart(click).catch(() => {});
  waiting.splice(0).forEach(send);
}

function end(): void {
  is_allowed = false;
  click = undefined;
  waiting.length = 0;
  observer.disconnect();
  keep("", 0);
}

function keep(id: string, days: number): void {
  const domain = data.cookieDomain ? `;domain=${data.cookieDomain}` : "";
  const secure = location.protocol === "https:" ? ";secure" : "";
  document.cookie = `${COOKIE}=${id};path=/;max-age=${days * DAY_S};samesite=lax${domain}${secure}`;
}

function scan(node: Node): void {
  hand(node);
  if (node instanceof Element || node instanceof Document) {
    node.querySelectorAll(targets).forEach(hand);
  }
}

function hand(node: Node): void {
  if (node instanceof HTMLAnchorElement) toLink(node, "href");
  else if (node instanceof HTMLIFrameElement) toLink(node, "src");
  else if (node instanceof HTMLFormElement) toForm(node);
}

function toForm(form: HTMLFormElement): void {
  if (click === undefined || forms === "" || !form.matches(forms)) return;
  const name = `[name="${CSS.escape(field)}"]`;
  const found = form.querySelector<HTMLInputElement>(name);
  const input = found ?? document.createElement("input");
  if (found === null) {
    input.type = "hidden";
    input.name = field;
    form.append(input);
  }
  input.value ||= click;
}

function toLink<Name extends "href" | "src">(
  element: { [name in Name]: string },
  name: Name,
): void {
  const url = urlOf(element[name]);
  if (click === undefined || url === null) return;
  const { hostname, searchParams: given } = url;
  const is_named = domains.some((domain) =>
    `.${hostname}`.endsWith(`.${domain}`),
  );
  if (!is_named || given.get(param) === click) return;
  if (given.has(param)) given.set(param, click);
  // As text: written anew, the other parameters could differ from what was signed.
  else url.search += `${url.search === "" ? "?" : "&"}${param}=${click}`;
  element[name] = url.href as (typeof element)[Name];
}

function send(sale: Sale): void {
  if (click === undefined || !data.source) return;
  const body = new URLSearchParams({ click_id: click });
  for (const [name, value] of Object.entries(sale)) {
    if (value !== undefined && value !== null) body.set(name, String(value));
  }
  const url = new URL(`/v1/pixel/${data.source}`, tag.src).href;
  if (navigator.sendBeacon?.(url, body)) return;
  const method = "POST";
  fetch(url, { method, body, mode: "no-cors", keepalive: true }).catch(
    () => {},
  );
}

/** Adds the id to the attributes of Shopify's cart; those that are there are sent again, so that none is lost. */
async function toCart(id: string): Promise<void> {
  const root = window.Shopify?.routes?.root ?? "/";
  const answer = await fetch(`${root}cart.js`);
  const { attributes } = (await answer.json()) as {
    attributes?: Record<string, string>;
  };
  if (attributes?.[field] === id) return;
  await fetch(`${root}cart/update.js`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ attributes: { ...attributes, [field]: id } }),
    keepalive: true,
  });
}

/** The sale that a tag reports, as on a page that thanks for an order; null if none. */
function saleOf({
  goal,
  orderId,
  amount,
  currency,
}: DOMStringMap): Sale | null {
  if (goal === undefined && orderId === undefined) return null;
  return { goal, order_id: orderId, amount, currency };
}

function idIn(text: string | null | undefined): string | undefined {
  return text && CLICK_ID.test(text) ? text : undefined;
}

function urlOf(text: string): URL | null {
  try {
    const url = new URL(text);
    return url.protocol.startsWith("http") ? url : null;
  } catch {
    return null;
  }
}

/** Selectors as one. */
function joined(...selectors: (string | false | undefined)[]): string {
  return selectors.filter(Boolean).join();
}

start();
