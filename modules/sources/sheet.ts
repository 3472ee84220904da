import type { CampaignConfig, GoalConfig } from "../campaigns/mod.ts";
import { currencyExponent, formatAmount, Problem } from "../kernel/mod.ts";
import type { CanonicalName } from "./names.ts";
import { AMOUNT_WITH_COMMA, ITEMS_TOTAL } from "./platforms/presets.ts";
import {
  exampleUrl,
  plainCommand,
  signedCommand,
  webhookCommand,
} from "./sheet_examples.ts";
import type { ExampleParameter } from "./sheet_examples.ts";
import { answersOf, needsAmount, refundsOf, windowsOf } from "./sheet_rules.ts";
import type { SheetAnswer, SheetRefunds, SheetWindow } from "./sheet_rules.ts";
import { OF_FORMS, isMmp } from "./mmps/mmp_names.ts";
import type { SheetMmp } from "./mmps/mmp_sheets.ts";
import { AUTOMATION, automationParts } from "./sheet_automation.ts";
import type { SheetSteps } from "./sheet_automation.ts";
import { goalsOf } from "./sheet_goals.ts";
import type { SheetGoal } from "./sheet_goals.ts";
import { mmpParts } from "./sheet_mmp.ts";
import { pagesOf } from "./sheet_pages.ts";
import type { SheetPages } from "./sheet_pages.ts";
import { pixelOf } from "./pixel_place.ts";
import type { PixelPlace } from "./pixel_place.ts";
import { storeParts } from "./sheet_store.ts";
import { readSourceRow, sourceUrl } from "./source.ts";
import { readableSourceKey } from "./source_key.ts";
import type { SourceDeps, SourceWhere } from "./source.ts";
import { laySettings } from "./lay_settings.ts";
import type { LaidSettings } from "./lay_settings.ts";
import type { SourceRow } from "./source_directory.ts";
import { readableSecret } from "./source_secret.ts";
import { isWebhookSecret } from "../http/mod.ts";
import { shopParts } from "./shops/sheet_shop.ts";
import { isShop } from "./shops/shop_types.ts";
import { isStore } from "./stores/store_types.ts";

/** Never sent: derived from other parameters by the preset. */
const WORKED_OUT: ReadonlySet<string> = new Set([
  ITEMS_TOTAL,
  AMOUNT_WITH_COMMA,
  ...OF_FORMS,
]);
/** Stands for the key where anybody with a link may read the sheet. */
export const HIDDEN_KEY = "KEY";
const EXAMPLE_MICROS = 25_000_000n;
const EXAMPLE_ORDER = "ORDER-1001";
const STATES = ["approved", "pending", "rejected", "reversed", "ignore"];

/** A parameter that a sender can send. */
export interface SheetName {
  ours: string;
  send_as: string;
  required: boolean;
  note: string;
}

/** The integration sheet for an advertiser; its only secret is the address. */
export interface Sheet {
  source: string;
  url: string;
  method: "GET or POST";
  names: SheetName[];
  goals: SheetGoal[];
  /** By status. */
  status_words: Record<string, string[]>;
  amount: { unit: "major" | "minor"; decimal: "." | ","; example: string };
  /** The currency of amounts sent without one; null if the campaigns' differ. */
  currency: string | null;
  timezone: string;
  refunds: SheetRefunds;
  answers: SheetAnswer[];
  windows: SheetWindow[];
  proof: { require: string; how: string };
  examples: { get: string; curl: string; webhook?: string };
  /** The forms of an MMP, where the source is for one. */
  mmp?: SheetMmp;
  /** The steps in whose tool, where nobody programs anything. */
  steps?: SheetSteps[];
  /** Parts of the shop's pages, where they may report. */
  pages?: SheetPages;
}

/** Returns the integration sheet of a source, or 404. */
export async function readSheet(
  deps: SourceDeps,
  where: SourceWhere,
  { hides_key = false } = {},
): Promise<Sheet> {
  const row = await readSourceRow(deps.db, where);
  const campaigns = [...deps.configuration.campaigns()].filter(
    ({ advertiser_id, status }) =>
      advertiser_id === where.advertiser_id && status !== "archived",
  );
  const secrets = row.secrets.map((secret) =>
    readableSecret(deps.seal_key, row.advertiser_id, secret),
  );
  const key = readableSourceKey(deps.seal_key, row.advertiser_id, row);
  if (key === null) {
    const detail =
      "Cannot open its key, which was sealed under another TALLYHO_KEY: rotate it";
    throw new Problem(409, "key_unreadable", detail);
  }
  return makeSheet({
    row,
    key: hides_key ? HIDDEN_KEY : key,
    // Everybody who opens one of the shop's pages reads it.
    ...pixelOf(deps, row, key),
    campaigns,
    public_url: deps.public_url,
    has_secret: secrets.length > 0,
    has_webhook_secret: secrets.some((text) => isWebhookSecret(text ?? "")),
  });
}

interface SheetInput extends PixelPlace {
  row: SourceRow;
  key: string;
  campaigns: readonly CampaignConfig[];
  public_url: string;
  has_secret: boolean;
  has_webhook_secret: boolean;
}

function makeSheet(input: SheetInput): Sheet {
  const { row, campaigns } = input;
  const laid = laySettings(row);
  const url = sourceUrl(input.public_url, input.key, row.preset);
  const goals = goalsOf(row, campaigns);
  const currencies = new Set(campaigns.map(({ currency }) => currency));
  const only = currencies.size === 1 ? [...currencies][0] : undefined;
  const currency = row.currency ?? only ?? null;
  const status_words = wordsOf(laid);
  const is_signed = row.require === "signature" || input.has_secret;
  const amount = {
    unit: laid.amount_unit,
    decimal: laid.decimal_comma ? ("," as const) : ("." as const),
    example: exampleAmount(laid, currency ?? "USD"),
  };
  const parameters = exampleOf(laid, {
    goal: goals.length > 1 ? goals[0]?.send_as[0] : undefined,
    amount: amount.example,
    currency: currency ?? "USD",
    status: status_words.approved?.[0],
  });
  const shown = { url, parameters };
  return {
    source: row.name,
    url,
    method: "GET or POST",
    names: namesOf(input, laid, currency),
    goals,
    status_words,
    amount,
    currency,
    timezone: row.timezone,
    refunds: refundsOf(
      laid,
      {
        order_id: sendAs(laid, "order_id"),
        amount: sendAs(laid, "amount"),
        status: sendAs(laid, "status"),
      },
      status_words.reversed ?? [],
    ),
    answers: answersOf(laid, row),
    windows: windowsOf(campaigns),
    proof: { require: row.require, how: proofOf(row) },
    examples: {
      get: exampleUrl(shown),
      curl: is_signed ? signedCommand(shown) : plainCommand(shown),
      ...(input.has_webhook_secret ? { webhook: webhookCommand(shown) } : {}),
    },
    ...(isStore(row.preset)
      ? storeParts(row.preset, { url, require: row.require })
      : {}),
    ...(isMmp(row.preset)
      ? mmpParts(row.preset, { url, require: row.require })
      : {}),
    ...(row.preset === AUTOMATION
      ? automationParts({
          ...{ url, require: row.require, amount: amount.example },
          currency: currency ?? "USD",
        })
      : {}),
    ...(isShop(row.preset)
      ? shopParts(row.preset, { url, click_params: paramsOf(campaigns) })
      : {}),
    ...pagesOf(input, row.preset),
  };
}

/** The names under which landing pages get the click id. */
function paramsOf(campaigns: readonly CampaignConfig[]): string[] {
  return [...new Set(campaigns.map(({ click_param }) => click_param))];
}

function sendAs(laid: LaidSettings, ours: CanonicalName): string {
  const names = laid.mapping[ours] ?? [];
  return names.find((name) => !WORKED_OUT.has(name)) ?? ours;
}

function goalName(laid: LaidSettings): string {
  const names = [...(laid.mapping.goal ?? []), ...(laid.mapping.event ?? [])];
  return names.find((name) => !WORKED_OUT.has(name)) ?? "goal";
}

/** The words of each status: the source's own, else the name of the status, which always works. */
function wordsOf(laid: LaidSettings): Record<string, string[]> {
  const words = Object.entries(laid.status_map);
  const of = (state: string) => {
    const own = words.filter(([, { status }]) => status === state);
    const is_free = state !== "ignore" && laid.status_map[state] === undefined;
    if (own.length > 0 || !is_free) return own.map(([word]) => word);
    return [state];
  };
  return Object.fromEntries(
    STATES.map((state): [string, string[]] => [state, of(state)]).filter(
      ([, list]) => list.length > 0,
    ),
  );
}

function namesOf(
  { row, campaigns }: SheetInput,
  laid: LaidSettings,
  currency: string | null,
): SheetName[] {
  const name = (ours: CanonicalName, required: boolean, note: string) => {
    const send_as = ours === "goal" ? goalName(laid) : sendAs(laid, ours);
    return { ours, send_as, required, note };
  };
  const all = campaigns.flatMap(({ goals }) => goals);
  const asSent = (field: "revenue" | "payout") =>
    all.filter((goal) => goal[field].type === "as_sent");
  const priced = all.filter(needsAmount);
  const isOfAll = (goals: readonly GoalConfig[]) =>
    goals.length > 0 && goals.length === all.length;
  const need = (goals: readonly GoalConfig[]) =>
    goals.length === 0 || isOfAll(goals)
      ? ""
      : `; needed for ${[...new Set(goals.map(({ key }) => key))].join(", ")}`;
  const sent = (field: "revenue" | "payout", note: string) => {
    const goals = asSent(field);
    if (goals.length === 0) return [];
    return [name(field, isOfAll(goals), `${note}${need(goals)}`)];
  };
  const click_params = paramsOf(campaigns);
  const in_currency = currency ?? "that of the campaign";
  return [
    name(
      "click_id",
      true,
      `As your landing page received it${click_params.length === 0 ? "" : ` in ${click_params.join(" or ")}`}; keep it with the order`,
    ),
    name(
      "order_id",
      false,
      "Your own id of the order, at most 255 characters: with it each order counts once, and can be refunded",
    ),
    name(
      "goal",
      false,
      "What happened: one of the goals; left out it is the default one",
    ),
    name("amount", isOfAll(priced), `${amountNote(laid)}${need(priced)}`),
    ...sent("revenue", "What you pay us for it"),
    ...sent("payout", "What the affiliate gets for it"),
    name("currency", false, `ISO 4217; left out it is ${in_currency}`),
    name("status", false, statusNote(all)),
    name(
      "occurred_at",
      false,
      `When it happened: RFC 3339, Unix time, or YYYY-MM-DD HH:MM:SS in ${row.timezone}`,
    ),
    name(
      "customer_id",
      false,
      "Your own id of the customer: later events of the same customer then need no click id",
    ),
    name("reason", false, "Why it was rejected or reversed"),
    ...signingNames(row, name),
  ];
}

function statusNote(goals: readonly GoalConfig[]): string {
  const defaults = [...new Set(goals.map((goal) => goal.default_status))];
  const otherwise =
    defaults.length === 1 ? (defaults[0] ?? "") : "what its goal counts as";
  const left_out = defaults.length === 0 ? "" : `; left out it is ${otherwise}`;
  return `What became of it: one of the status words${left_out}`;
}

function signingNames(
  row: SourceRow,
  name: (ours: CanonicalName, required: boolean, note: string) => SheetName,
): SheetName[] {
  if (row.require === "token" && row.token !== null) {
    return [name("token", false, "Only where you don't use this address")];
  }
  if (row.require !== "signature") return [];
  return [
    { ours: "ts", send_as: "ts", required: true, note: "Unix seconds of now" },
    { ours: "sig", send_as: "sig", required: true, note: "The signature" },
    name("nonce", false, "Once only, so that nobody can send it again"),
  ];
}

function amountNote(laid: LaidSettings): string {
  return laid.amount_unit === "minor"
    ? "The sale, in the smallest unit of its currency"
    : `The sale, with a ${laid.decimal_comma ? "comma" : "point"} before the fraction and nothing else`;
}

function proofOf(row: SourceRow): string {
  if (row.require === "none") return "Nothing has to be proven.";
  if (row.require === "token") {
    const token = row.token === null ? "" : ", or send the token";
    return `Use this address, which is yours alone and to be kept secret${token}.`;
  }
  return [
    "Add ts, the Unix seconds of now, and sig, the lower-case hex HMAC-SHA256 under your secret over five parts, each but the last followed by a line feed:",
    "ts; the method; the path; the query as it is sent with ts and without sig; the body, for a GET empty.",
    `Or sign the body as Standard Webhooks do. Your clock may be off by ${row.drift_seconds} s.`,
  ].join(" ");
}

function exampleAmount(laid: LaidSettings, currency: string): string {
  if (laid.amount_unit === "minor") {
    const exponent = BigInt(currencyExponent(currency) ?? 2);
    return String((EXAMPLE_MICROS * 10n ** exponent) / 1_000_000n);
  }
  const text = formatAmount(EXAMPLE_MICROS, currency);
  return laid.decimal_comma ? text.replace(".", ",") : text;
}

function exampleOf(
  laid: LaidSettings,
  values: {
    goal: string | undefined;
    amount: string;
    currency: string;
    status: string | undefined;
  },
): ExampleParameter[] {
  const { goal, status } = values;
  return [
    { name: sendAs(laid, "click_id"), value: { variable: "CLICK_ID" } },
    { name: sendAs(laid, "order_id"), value: EXAMPLE_ORDER },
    ...(goal === undefined ? [] : [{ name: goalName(laid), value: goal }]),
    { name: sendAs(laid, "amount"), value: values.amount },
    { name: sendAs(laid, "currency"), value: values.currency },
    ...(status === undefined
      ? []
      : [{ name: sendAs(laid, "status"), value: status }]),
  ];
}
