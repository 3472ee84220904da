import type { TrackerMacros } from "./translate_macros.ts";

/** Macros of a click with the same name as ours, in most trackers. */
const COMMON = {
  ip: "ip",
  city: "city",
  country_code: "country",
  user_agent: "user_agent",
  gaid: "gaid",
  idfa: "idfa",
  random: "random",
};
/** The parameters of ad platforms, which a click keeps. */
const AD_PARAMS = Object.fromEntries(
  "fbclid gclid msclkid ttclid utm_source utm_medium utm_campaign utm_term utm_content"
    .split(" ")
    .map((name) => [name, `param:${name}`]),
);

/** TUNE: `developers.tune.com/network-models/offerurl`. */
export const TUNE_MACROS: TrackerMacros = {
  style: "braces",
  click: {
    ...COMMON,
    transaction_id: "click_id",
    aff_click_id: "click_ref",
    aff_sub: "sub1",
    "aff_sub#": "sub#",
    "aff_unique#": "param:aff_unique#",
    source: "source",
    affiliate_id: "affiliate_id",
    offer_id: "campaign_id",
    offer_name: "campaign_name",
    google_aid: "gaid",
    ios_ifa: "idfa",
    ran: "random",
  },
  postback: {
    payout: "payout",
    currency: "currency",
    sale_amount: "sale_amount",
    goal_id: "goal_id",
    goal_name: "goal_name",
    status: "status",
    adv_sub: "adv1",
    "adv_sub#": "adv#",
    tune_event_id: "conversion_id",
  },
};

/** Everflow: its guide to parameters and macros. */
export const EVERFLOW_MACROS: TrackerMacros = {
  style: "braces",
  click: {
    ...COMMON,
    ...AD_PARAMS,
    transaction_id: "click_id",
    "sub#": "sub#",
    source_id: "source",
    affiliate_id: "affiliate_id",
    offer_id: "campaign_id",
    offer_name: "campaign_name",
    uid: "param:uid",
    creative_id: "param:creative_id",
    google_aid: "gaid",
    google_ad_id: "gaid",
    user_ip: "ip",
    device_type: "device",
    platform: "os",
  },
  postback: {
    payout: "payout",
    payout_amount: "payout",
    sale_amount: "sale_amount",
    currency: "currency",
    event_id: "goal_id",
    event_name: "goal_name",
    order_id: "order_id",
    conversion_id: "conversion_id",
    "adv#": "adv#",
  },
};

/** Affise: the macros of an advertiser's tracking URL, and of an affiliate's postback. */
export const AFFISE_MACROS: TrackerMacros = {
  style: "braces",
  click: {
    ...COMMON,
    clickid: "click_id",
    click_id: "click_id",
    pid: "affiliate_id",
    offer_id: "campaign_id",
    offerid: "campaign_id",
    offer_name: "campaign_name",
    "sub#": "sub#",
    geo: "country",
    device_ua: "user_agent",
    uagent: "user_agent",
    device_type: "device",
    os: "os",
    rand: "random",
    ref_id: "click_ref",
    os_id: "param:os_id",
    "ext#": "param:ext#",
    fbclid: "param:fbclid",
    promo_code: "param:promo_code",
  },
  postback: {
    transactionid: "order_id",
    status: "status:approved=1 pending=2 rejected=3 reversed=3",
    sum: "payout",
    currency: "currency",
    goal: "goal",
    comment: "reason",
    timestamp: "occurred_at_unix",
    order_sum: "sale_amount",
  },
};

/** CAKE: `#x#`, and `{x}` in its newer pages only, which the older contradict. */
export const CAKE_MACROS: TrackerMacros = {
  style: "hashes",
  click: {
    reqid: "click_id",
    oreqid: "click_id",
    affid: "affiliate_id",
    oid: "campaign_id",
    "s#": "sub#",
    ip: "ip",
    sourceip: "ip",
  },
  postback: {
    price: "payout",
    tid: "order_id",
    leadid: "conversion_id",
    utcunixtime: "occurred_at_unix",
  },
};

/** Scaleo: its affiliate parameters. */
export const SCALEO_MACROS: TrackerMacros = {
  style: "braces",
  click: {
    ...COMMON,
    click_id: "click_id",
    aff_click_id: "click_ref",
    affiliate_id: "affiliate_id",
    offer_id: "campaign_id",
    offer_name: "campaign_name",
    "sub_id#": "sub#",
    "aff_param#": "param:aff_param#",
    creative_id: "param:creative_id",
  },
  postback: {
    conv_status: "status",
    payout: "payout",
    currency: "currency",
    amount: "sale_amount",
    transaction_id: "conversion_id",
    goal_id: "goal_id",
    goal_alias: "goal",
    adv_order_id: "order_id",
    "adv_param#": "adv#",
  },
};

/** Voluum: its tokens; those of its own entities, such as a lander, have no counterpart. */
export const VOLUUM_MACROS: TrackerMacros = {
  style: "braces",
  click: {
    ip: "ip",
    city: "city",
    country: "country",
    os: "os",
    device: "device",
    clickid: "click_id",
    externalid: "click_ref",
    "offer.id": "campaign_id",
    "offer.name": "campaign_name",
    useragent: "user_agent",
    "var#": "sub#",
    "customvariable#": "sub#",
    var: "param",
  },
  postback: { payout: "payout", txid: "order_id", currency: "currency" },
};

/** Binom: the tokens of an offer's URL. */
export const BINOM_MACROS: TrackerMacros = {
  style: "braces",
  click: {
    ip: "ip",
    city: "city",
    country_code: "country",
    user_agent: "user_agent",
    clickid: "click_id",
    external_id: "click_ref",
    externalid: "click_ref",
    os_name: "os",
    "t#": "sub#",
  },
  postback: {
    payout: "payout",
    cnv_status: "status",
    cnv_currency: "currency",
  },
};

/** Keitaro: the macros of offers, and of campaigns' S2S postbacks. */
export const KEITARO_MACROS: TrackerMacros = {
  style: "braces",
  click: {
    ip: "ip",
    city: "city",
    country: "country",
    os: "os",
    user_agent: "user_agent",
    device_type: "device",
    subid: "click_id",
    "sub_id_#": "sub#",
    external_id: "click_ref",
    source: "source",
    keyword: "param:keyword",
    cost: "param:cost",
    creative_id: "param:creative_id",
    ad_campaign_id: "param:ad_campaign_id",
    offer_id: "campaign_id",
    random: "random",
  },
  postback: {
    tid: "order_id",
    status:
      "status:pending=lead approved=sale rejected=rejected reversed=rejected",
    revenue: "payout",
    profit: "payout",
    payout: "payout",
    currency: "currency",
  },
};

/** Prosper202: the tokens of its redirects and pixels, by its source. */
export const PROSPER202_MACROS: TrackerMacros = {
  style: "brackets",
  click: {
    ...AD_PARAMS,
    subid: "click_id",
    "c#": "sub#",
    t202kw: "param:t202kw",
    t202pubid: "param:t202pubid",
    country_code: "country",
    city: "city",
    random: "random",
  },
  postback: { payout: "payout", transactionid: "order_id" },
};

/** Post Affiliate Pro: `{$x}`, in banners' destinations and in commissions' postbacks. */
export const POST_AFFILIATE_PRO_MACROS: TrackerMacros = {
  style: "braces",
  click: {
    $userid: "affiliate_id",
    $affiliate_id: "affiliate_id",
    $refid: "affiliate_id",
    "$data#": "sub#",
    $channel: "source",
    $ip: "ip",
  },
  postback: {
    $orderid: "order_id",
    $commission: "payout",
    $totalcost: "sale_amount",
    $status: "status",
    $transid: "conversion_id",
  },
};
