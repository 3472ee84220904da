import type { Answer, ApiClient } from "./api_client.ts";
import { setUp } from "./factory.ts";
import type { Setup } from "./factory.ts";
import type { MmpFixture, TimeForm } from "./fixtures/mmps.ts";
import { makeSource } from "./senders.ts";

/** The goals of an app: what an install earns, and a share of what is bought. */
export const APP_GOALS = [
  {
    key: "install",
    revenue: { type: "fixed", amount: "3.00" },
    payout: { type: "fixed", amount: "2.00" },
  },
  {
    key: "purchase",
    revenue: { type: "percent", percent: "20" },
    payout: { type: "percent", percent: "10" },
  },
];

/** An advertiser whose app an MMP measures. */
export interface MmpWorld extends Setup {
  mmp: MmpFixture;
  key: string;
  source_id: number;
  /** The addresses of its sheet, with their placeholders. */
  forms: Record<"install" | "event" | "rejected", string>;
  destination_url: string;
}

interface ShownSheet {
  mmp: { forms: { form: string; url: string }[]; destination_url: string };
}

/** Sets up a campaign of an app, and the source of its MMP. */
export async function mmpWorld(
  api: ApiClient,
  mmp: MmpFixture,
  change: { campaign?: object; source?: object } = {},
): Promise<MmpWorld> {
  const campaign = { currency: "EUR", goals: APP_GOALS, ...change.campaign };
  const setup = await setUp(api, { campaign });
  const { advertiser_id } = setup;
  const source = await makeSource(api, advertiser_id, {
    preset: mmp.preset,
    require: "token",
    ...change.source,
  });
  const sheet = await api.call<ShownSheet>(
    "GET",
    `/advertisers/${advertiser_id}/sources/${source.id}/sheet`,
  );
  const urlOf = (form: string) => {
    const found = sheet.mmp.forms.find((one) => one.form === form);
    const { pathname, search } = new URL(found?.url ?? "");
    // As the sheet has it: `URL` encodes what placeholders are made of.
    return (
      (found?.url ?? "").slice((found?.url ?? "").indexOf(pathname)) || search
    );
  };
  return {
    ...setup,
    mmp,
    key: source.key,
    source_id: source.id,
    forms: {
      install: urlOf("install"),
      event: urlOf("event"),
      rejected: urlOf("rejected"),
    },
    destination_url: sheet.mmp.destination_url,
  };
}

/** Values beside those of the fixture. */
export interface Fill {
  click: string;
  at_ms: number;
  order?: string;
  /** By placeholder, in place of the fixture's. */
  values?: Record<string, string>;
}

/** An address of the sheet as the MMP sends it: each placeholder filled in, or left empty. */
export function filled(
  { mmp, forms }: MmpWorld,
  form: "install" | "event" | "rejected",
  { click, at_ms, order = "", values = {} }: Fill,
): string {
  const given: Record<string, string> = {
    [mmp.click]: click,
    CLICK_ID: click,
    ...Object.fromEntries(
      Object.entries(mmp.times).map(([name, how]) => [
        name,
        timeText(at_ms, how),
      ]),
    ),
    ...mmp[form],
    ...values,
  };
  const [path = "", query = ""] = forms[form].split(/\?(.*)/s);
  const pairs = query.split("&").map((pair) => {
    const at = pair.indexOf("=");
    const placeholder = pair.slice(at + 1);
    const constant = /^[a-z]+$|^USD$/.test(placeholder) ? placeholder : "";
    const text = (given[placeholder] ?? constant).replace("<order>", order);
    return `${pair.slice(0, at)}=${encodeURIComponent(text)}`;
  });
  for (const [name, value] of Object.entries(given)) {
    if (!name.startsWith("+")) continue;
    pairs.push(`${name.slice(1)}=${value.replace("<order>", order)}`);
  }
  return `${path}?${pairs.join("&")}`;
}

function timeText(at_ms: number, how: TimeForm): string {
  if (how === "ms") return String(at_ms);
  if (how === "iso") return new Date(at_ms).toISOString();
  return String(Math.floor(at_ms / 1_000));
}

/** HTTP status and outcome of an answer. */
export function said({ status, body }: Answer): unknown[] {
  return [status, body.outcome ?? body.code];
}
