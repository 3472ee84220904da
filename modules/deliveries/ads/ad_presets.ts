import { adPlatform } from "./ad_platforms.ts";
import type { AdPlatformName } from "./ad_platforms.ts";
import type { AdPlatform } from "./ad_platform.ts";
import { BLANK_AD } from "./ad_settings.ts";

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
    url: platform.origin + platform.path({ ...BLANK_AD, account: "ACCOUNT" }),
    success_match: null,
  };
}

function asksOf(platform: AdPlatform): Ask[] {
  const { account, event, credential, click_ids, test } = platform;
  const optional = (field: string, what: string, is_there: boolean): Ask[] =>
    is_there ? [{ field, what, required: false }] : [];
  const needed = (
    field: string,
    asked: { what: string } | null,
    more: Partial<Ask> = {},
  ): Ask[] =>
    asked === null
      ? []
      : [{ field, what: asked.what, required: true, ...more }];
  const named = `${event.what}, such as ${event.such_as}; by goal: lead=…, sale=…`;
  return [
    ...needed("ad.account", account),
    ...needed("ad.event", { what: named }),
    ...needed("credential", credential, { secret: true }),
    ...optional(
      "ad.login_account",
      "the manager account, if one leads to it",
      platform.has_login_account === true,
    ),
    ...optional(
      "ad.page_url",
      "the page on which conversions happen",
      platform.wants_page,
    ),
    ...optional(
      "ad.test_code",
      "the code of its test screen, for tests",
      test === "code",
    ),
    {
      field: "ad.value",
      what: "what a conversion is worth",
      ...oneOf("payout", "sale_amount", "none"),
    },
    ...(platform.finds_visitors
      ? [
          {
            field: "ad.visitors",
            what: `whose conversions it is told of: clicked, with its ${click_ids.join(", ")}, or all`,
            ...oneOf("clicked", "all"),
          },
        ]
      : []),
    {
      field: "ad.consent",
      what: "what visitors agreed to, where their click doesn't say",
      ...oneOf("unspecified", "granted", "denied"),
    },
  ];
}

/** A choice, of which the first is usual. */
function oneOf(...values: [string, ...string[]]) {
  return { required: false, default: values[0], values };
}
