import { adPlatform } from "./ad_platforms.ts";
import type { AdPlatformName } from "./ad_platforms.ts";
import type { AdPlatform } from "./ad_platform.ts";

/** A field that a preset asks for. */
export interface Ask {
  field: string;
  what: string;
  required: boolean;
  /** Whether it is shown to nobody once it is given. */
  secret?: boolean;
  default?: string;
  values?: readonly string[];
}

/** An ad platform with its fields. */
export function presentAdPreset(preset: AdPlatformName) {
  const platform = adPlatform(preset);
  if (platform === undefined) throw new Error(`${preset} is no ad platform`);
  return {
    preset,
    title: platform.title,
    asks: asksOf(platform),
    url: platform.origin + platform.path({ ...EXAMPLE, account: "ACCOUNT" }),
    success_match: null,
  };
}

const EXAMPLE = {
  event: "",
  value: "payout",
  visitors: "clicked",
  consent: "unspecified",
  page_url: null,
  test_code: null,
  click_id_in: null,
  login_account: null,
} as const;

function asksOf(platform: AdPlatform): Ask[] {
  const { account, event, credential, click_ids, test } = platform;
  return [
    ...(account === null
      ? []
      : [{ field: "ad.account", what: account.what, required: true }]),
    {
      field: "ad.event",
      what: `${event.what}, such as ${event.such_as}; by goal: lead=…, sale=…`,
      required: true,
    },
    ...(credential === null
      ? []
      : [
          {
            field: "credential",
            what: credential.what,
            required: true,
            secret: true,
          },
        ]),
    ...(platform.has_login_account === true
      ? [
          {
            field: "ad.login_account",
            what: "the manager account, if one leads to it",
            required: false,
          },
        ]
      : []),
    ...(platform.wants_page
      ? [
          {
            field: "ad.page_url",
            what: "the page on which conversions happen",
            required: false,
          },
        ]
      : []),
    ...(test === "code"
      ? [
          {
            field: "ad.test_code",
            what: "the code of its test screen, for tests",
            required: false,
          },
        ]
      : []),
    {
      field: "ad.value",
      what: "what a conversion is worth",
      required: false,
      default: "payout",
      values: ["payout", "sale_amount", "none"],
    },
    ...(platform.finds_visitors
      ? [
          {
            field: "ad.visitors",
            what: `whose conversions it is told of: clicked, with its ${click_ids.join(", ")}, or all`,
            required: false,
            default: "clicked",
            values: ["clicked", "all"],
          },
        ]
      : []),
    {
      field: "ad.consent",
      what: "what visitors agreed to, where their click doesn't say",
      required: false,
      default: "unspecified",
      values: ["granted", "denied", "unspecified"],
    },
  ];
}
