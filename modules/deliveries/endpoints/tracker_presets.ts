/** A receiver with a known postback URL. */
export interface Preset {
  title: string;
  /** Where it answers, for receivers that have one address for all. */
  domain?: string;
  /**
   * Path and query: `$ref` is the macro with the click id, `$key` the key that the
   * receiver issued, `$1` and so on its parts.
   */
  path: string;
  key?: {
    what: string;
    required: boolean;
    parameter?: string;
    /** Its parts, where it is several values with slashes between them. */
    form?: RegExp;
  };
  /** Body of receivers that want a POST, with `$ref` as in the path. */
  body?: string;
  method?: "POST";
  /** A token, and the header that proves it. */
  credential?: {
    what: string;
    header(text: string, url: string): string;
  };
  /** Text in the body of a success, for receivers that always answer 200. */
  success_match?: string;
}

const LEAD_WORDS =
  "{status:approved=sale pending=lead rejected=rejected reversed=rejected}";
const SCALEO_WORDS =
  "{status:approved=approved pending=pending rejected=rejected reversed=rejected}";
const AFFISE_NUMBERS = "{status:approved=1 pending=2 rejected=3 reversed=3}";
const PAP_LETTERS = "{status:approved=A pending=P rejected=D reversed=D}";

/**
 * `{conversion_id}` tells two sales of one click apart, and stays the same through
 * their changes.
 */
export const TRACKERS = {
  voluum: {
    title: "Voluum",
    path: "/postback?cid=$ref&payout={payout}&currency={currency}&txid={conversion_id}",
  },
  redtrack: {
    title: "RedTrack",
    path: "/postback?clickid=$ref&sum={payout}&currency={currency}&status={status}&rdtk_event_id={conversion_id}",
  },
  bemob: {
    title: "BeMob",
    path: "/postback?cid=$ref&payout={payout}&txid={conversion_id}&status={status}",
  },
  keitaro: {
    title: "Keitaro",
    path: `/$key/postback?subid=$ref&status=${LEAD_WORDS}&payout={payout}&currency={currency}&tid={conversion_id}`,
    key: { what: "the postback key of its address", required: true },
  },
  binom: {
    title: "Binom",
    path: "/click.php?cnv_id=$ref&payout={payout}&cnv_currency={currency}&cnv_status={status}",
  },
  everflow: {
    title: "Everflow",
    path: "/?transaction_id=$ref&amount={payout}&order_id={order_id}",
    key: { what: "the network's id (nid)", required: true, parameter: "nid" },
  },
  tune: {
    title: "TUNE",
    path: "/aff_lsr?transaction_id=$ref&amount={payout}&adv_sub={order_id}&conversion_unique_id={conversion_id}",
    key: {
      what: "the advertiser's security token",
      required: false,
      parameter: "security_token",
    },
    success_match: "success=true",
  },
  affise: {
    title: "Affise",
    path: `/postback?clickid=$ref&action_id={conversion_id}&sum={payout}&status=${AFFISE_NUMBERS}`,
    key: {
      what: "the advertiser's secure code",
      required: false,
      parameter: "secure",
    },
  },
  scaleo: {
    title: "Scaleo",
    path: `/track/conv?click_id=$ref&amount={payout}&adv_order_id={order_id}&conv_status=${SCALEO_WORDS}`,
    key: { what: "the advertiser's token", required: true, parameter: "token" },
  },
  cake: {
    title: "CAKE",
    path: "/p.ashx?f=pb&r=$ref&t={conversion_id}&p={payout}",
    key: { what: "the advertiser's id (a)", required: true, parameter: "a" },
  },
  partnerstack: {
    title: "PartnerStack",
    domain: "partnerlinks.io",
    path: "/conversion/xid",
    method: "POST",
    body: '{"xid":"$ref","customer_key":"{conversion_id}"}',
    credential: {
      what: "the tracking token",
      header: (text) => `Bearer ${text}`,
    },
  },
  impact: {
    title: "impact.com",
    domain: "api.impact.com",
    path: "/Advertisers/$1/Conversions?CampaignId=$2&ActionTrackerId=$3&ClickId=$ref&OrderId={conversion_id}&EventDate={occurred_at}&CurrencyCode={currency}&ItemSku1={goal}&ItemCategory1={goal}&ItemQuantity1=1&ItemSubTotal1={payout}",
    method: "POST",
    key: {
      what: "AccountSID/CampaignId/ActionTrackerId",
      required: true,
      form: /^([0-9A-Za-z]{10,64})\/([0-9]{1,12})\/([0-9]{1,12})$/,
    },
    credential: {
      what: "the auth token of that account",
      header: (text, url) => `Basic ${basicOf(url, text)}`,
    },
  },
  partnerize: {
    title: "Partnerize",
    domain: "prf.hn",
    path: "/conversion/tracking_mode:api/campaign:$key/clickref:$ref/conversionref:{conversion_id}/currency:{currency}/[category:{goal}/value:{payout}/quantity:1]",
    key: {
      what: "the campaign's reference",
      required: true,
      form: /^[0-9A-Za-z]{3,40}$/,
    },
  },
  post_affiliate_pro: {
    title: "Post Affiliate Pro",
    path: `/scripts/sale.php?visitorId=$ref&TotalCost={payout}&Currency={currency}&OrderID={conversion_id}&ProductID={goal}&PStatus=${PAP_LETTERS}`,
    key: {
      what: "the account's id, where it isn't default1",
      required: false,
      parameter: "AccountId",
    },
  },
  generic: {
    title: "Any other",
    path: "/postback?click_id=$ref&payout={payout}&currency={currency}&status={status}&goal={goal}&txid={conversion_id}",
  },
} as const satisfies Record<string, Preset>;

/** A receiver whose URL is made from a template of ours. */
export type TrackerName = keyof typeof TRACKERS;

/** Returns the template of a receiver; undefined for presets of other kinds. */
export function trackerPreset(preset: string | null): Preset | undefined {
  return preset !== null && Object.hasOwn(TRACKERS, preset)
    ? TRACKERS[preset as TrackerName]
    : undefined;
}

/** User and password as impact.com wants them: the account is in the address. */
function basicOf(url: string, token: string): string {
  const [, account = ""] = /\/Advertisers\/([^/?]+)\//.exec(url) ?? [];
  return Buffer.from(`${account}:${token}`).toString("base64");
}
