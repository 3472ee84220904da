import { MMP_TITLES } from "./mmp_names.ts";
import type { MmpName } from "./mmp_names.ts";
import { MMP_FORMS } from "./mmp_reading.ts";
import type { MmpForm } from "./mmp_reading.ts";

/** A parameter and what the MMP puts into it: one of its placeholders, or always the same. */
type Pair = readonly [name: string, value: string];

/** The forms of an MMP and where they go, in its own words. */
interface MmpSheet {
  /** Where each form is pasted. */
  where: Readonly<Record<MmpForm, string>>;
  install: readonly Pair[];
  event: readonly Pair[];
  rejected: readonly Pair[];
  /** Where an event that was rejected has a form of its own. */
  rejected_event?: { where: string; pairs: readonly Pair[] };
  /** The campaign's destination, with macros of ours; words in capitals are the advertiser's. */
  destination_url: string;
  notes: readonly string[];
}

const REPORTED =
  "Let the advertiser's server send one for each line of its fraud report, with the words in capitals filled in";
const EVERY =
  "Purchases carry no id of their own here: let the goal count every event (dedupe: every); the same event at the same time counts once.";
const REPORT_PAIRS: readonly Pair[] = [
  ["click_id", "CLICK_ID"],
  ["event_name", "EVENT_NAME_OR_NOTHING"],
  ["order_id", "ID_OF_THE_EVENT_OR_NOTHING"],
  ["rejection_reason", "REASON"],
];

const APPSFLYER_REASON: readonly Pair[] = [
  ["rejection_reason", "(blocked-reason)"],
  ["rejection_sub_reason", "(blocked-sub-reason)"],
  ["rejection_value", "(blocked-reason-value)"],
];

// https://support.appsflyer.com/hc/en-us/articles/207273946
const APPSFLYER: MmpSheet = {
  where: {
    install:
      "Postback templates of the partner (or by the partner development manager): install",
    event:
      "The same: in-app event. In the app's partner settings send only the events that are goals",
    rejected:
      "The same: rejected (blocked) install. Where there is only one template for both, the reason in it tells a rejected install from a good one",
  },
  install: [
    ["click_id", "(clickid)"],
    ["occurred_at", "(install-unix-ts)"],
    ["adv1", "(appsflyer-device-id)"],
    ["touch", "(attributed-touch-type)"],
    ["reengagement", "(retargeting-conversion-type)"],
    ["referrer_click_at", "(gp_referer_click_ts)"],
    ["install_begin_at", "(gp_referer_install_ts)"],
    ["ip", "(ip)"],
    ...APPSFLYER_REASON,
  ],
  event: [
    ["click_id", "(clickid)"],
    ["event_name", "(event-name)"],
    ["event_value", "(event-value)"],
    ["amount", "(orig-monetary)"],
    ["currency", "(currency)"],
    ["occurred_at", "(timestamp)"],
    ["adv1", "(appsflyer-device-id)"],
    ["ip", "(ip)"],
    ...APPSFLYER_REASON,
  ],
  rejected: [
    ["click_id", "(clickid)"],
    ["adv1", "(appsflyer-device-id)"],
    ...APPSFLYER_REASON,
  ],
  rejected_event: {
    where: "The same: rejected (blocked) in-app event",
    pairs: [
      ["click_id", "(clickid)"],
      ["event_name", "(event-name)"],
      ["event_value", "(event-value)"],
      ["adv1", "(appsflyer-device-id)"],
      ...APPSFLYER_REASON,
    ],
  },
  destination_url:
    "https://app.appsflyer.com/APP_ID?pid=PARTNER_int&c={campaign_name}&af_c_id={campaign_id}&clickid={click_id}&af_siteid={affiliate_id}&af_sub_siteid={source}&af_sub1={sub1}&advertising_id={gaid}&idfa={idfa}",
  notes: [
    "The order of a purchase is read from the event's value: af_order_id, order_id, af_receipt_id, receipt_id or transaction_id.",
  ],
};

// https://help.adjust.com/en/article/callback-structure-partner
const ADJUST: MmpSheet = {
  where: {
    install: "AppView, the app, real-time callbacks: install and reattribution",
    event: "The same: event, for each event token that is a goal",
    rejected:
      "The same: rejected install and rejected reattribution (needs the Fraud Prevention Suite)",
  },
  install: [
    ["click_id", "{label}"],
    ["activity_kind", "{activity_kind}"],
    ["occurred_at", "{created_at}"],
    ["adv1", "{adid}"],
    ["view", "{impression_based}"],
    ["redownload", "{is_redownload}"],
    ["environment", "{environment}"],
    ["ip", "{ip_address}"],
  ],
  event: [
    ["click_id", "{label}"],
    ["event_name", "{event_name}"],
    ["event", "{event}"],
    ["amount", "{revenue_float}"],
    ["currency", "{currency}"],
    ["occurred_at", "{created_at}"],
    ["adv1", "{adid}"],
    ["environment", "{environment}"],
    ["ip", "{ip_address}"],
  ],
  rejected: [
    ["click_id", "{label}"],
    ["activity_kind", "{activity_kind}"],
    ["adv1", "{adid}"],
    ["environment", "{environment}"],
    ["rejection_reason", "{rejection_reason}"],
  ],
  destination_url:
    "https://app.adjust.com/LINK_TOKEN?label={click_id}&campaign={campaign_name}&adgroup={affiliate_id}&creative={sub1}&gps_adid={gaid}&idfa={idfa}",
  notes: [
    "Never put these addresses into the link itself (install_callback=…): whoever clicks would read the key and could report installs.",
    "The order of a purchase is the callback parameter order_id or transaction_id, which the app adds to the event.",
    "Adjust publishes the addresses that it sends from: put them into allow_ips.",
  ],
};

// https://help.branch.io/docs/postback-macros-functions
const BRANCH: MmpSheet = {
  where: {
    install: "The partner's postbacks: INSTALL",
    event: "The same: each event that is a goal, such as PURCHASE",
    rejected: `Branch sends none. ${REPORTED}`,
  },
  install: [
    ["click_id", "${(last_attributed_touch_data.~click_id)!}"],
    ["event_name", "${(name)!}"],
    ["occurred_at", "${(event_timestamp)!}"],
    ["touch", "${(last_attributed_touch_type)!}"],
    ["ip", "${(user_data.ip)!}"],
  ],
  event: [
    ["click_id", "${(last_attributed_touch_data.~click_id)!}"],
    ["event_name", "${(name)!}"],
    ["order_id", "${(id)!}"],
    ["amount", "${(event_data.revenue_in_usd)!}"],
    ["currency", "USD"],
    ["occurred_at", "${(event_timestamp)!}"],
    ["ip", "${(user_data.ip)!}"],
  ],
  rejected: REPORT_PAIRS,
  destination_url:
    "https://APP.app.link/LINK?%243p=PARTNER&~click_id={click_id}&~campaign={campaign_name}&~campaign_id={campaign_id}&~secondary_publisher={affiliate_id}&%24aaid={gaid}&%24idfa={idfa}",
  notes: [
    "REINSTALL and OPEN are events like any other: they count only where a goal has that name.",
  ],
};

// https://support.kochava.com/campaign-management/create-a-custom-postback
const KOCHAVA: MmpSheet = {
  where: {
    install: "Partner Configuration, the partner: Install",
    event: "The same: each event that is a goal",
    rejected: `Kochava sends none. ${REPORTED}`,
  },
  install: [
    ["click_id", "{click_id}"],
    ["event_name", "{event_name}"],
    ["occurred_at", "{timestamp}"],
  ],
  event: [
    ["click_id", "{click_id}"],
    ["event_name", "{event_name}"],
    ["amount", "{revenue}"],
    ["occurred_at", "{timestamp}"],
  ],
  rejected: REPORT_PAIRS,
  destination_url:
    "https://control.kochava.com/v1/cpi/click?campaign_id=CAMPAIGN&network_id=NETWORK&click_id={click_id}&site_id={affiliate_id}&sub_site_id={source}&creative_id={sub1}&partner_campaign_name={campaign_name}",
  notes: [
    "The event of an install is _install.",
    "Amounts come without a currency: set the source's.",
    EVERY,
  ],
};

// https://support.singular.net/hc/en-us/articles/115004063323
const SINGULAR: MmpSheet = {
  where: {
    install: "The network's template of installs; NETWORK is its name there",
    event:
      "Its template of in-app events; in Partner Configuration send only the events that are goals",
    rejected:
      "Its template of rejected installs; Singular says which macro has the decision reason, in the place of REASON",
  },
  install: [
    ["click_id", "{cl?NETWORK}"],
    ["occurred_at", "{UTCM}"],
    ["view", "{IS_VIEWTHROUGH}"],
    ["reengagement", "{IS_RE_ENG}"],
    ["ip", "{ATTRIBUTION_IP}"],
  ],
  event: [
    ["click_id", "{cl?NETWORK}"],
    ["event_name", "{EVTNAME}"],
    ["amount", "{AMOUNT}"],
    ["occurred_at", "{UTCM}"],
    ["ip", "{EVENT_IP}"],
  ],
  rejected: [
    ["click_id", "{cl?NETWORK}"],
    ["rejection_reason", "REASON"],
  ],
  destination_url:
    "https://SUBDOMAIN.sng.link/ZONE/LINK?cl={click_id}&psid={affiliate_id}&pssid={source}&pcid={campaign_id}&pcn={campaign_name}&aifa={gaid}&idfa={idfa}",
  notes: [
    "Amounts come without a currency: set the source's.",
    "Singular publishes the addresses that it sends from: put them into allow_ips.",
    EVERY,
  ],
};

// https://appmetrica.yandex.com/docs/en/mobile-tracking/postback-specification
const APPMETRICA: MmpSheet = {
  where: {
    install: "The tracker's settings, postbacks: install",
    event:
      "The same: event, in-app purchase or e-commerce, each that is a goal. A purchase has no event name: write its goal in the place of the macro",
    rejected: `AppMetrica sends none. ${REPORTED}`,
  },
  install: [
    ["click_id", "{click_id}"],
    ["occurred_at", "{install_timestamp}"],
    ["adv1", "{appmetrica_device_id}"],
    ["touch", "{attributed_touch_type}"],
    ["ip", "{install_ipv6}"],
  ],
  event: [
    ["click_id", "{click_id}"],
    ["event_name", "{conversion_event_name}"],
    ["order_id", "{transaction_id}"],
    ["amount", "{price}"],
    ["currency", "{currency}"],
    ["occurred_at", "{conversion_timestamp}"],
    ["adv1", "{appmetrica_device_id}"],
    ["touch", "{attributed_touch_type}"],
  ],
  rejected: REPORT_PAIRS,
  destination_url:
    "https://redirect.appmetrica.yandex.com/serve/TRACKER?click_id={click_id}&afpub_id={affiliate_id}&site_id={source}&creative_id={sub1}&google_aid={gaid}&ios_ifa={idfa}",
  notes: ["Postbacks of all users, attributed or not, are to be off."],
};

const SHEETS: Readonly<Record<MmpName, MmpSheet>> = {
  appsflyer: APPSFLYER,
  adjust: ADJUST,
  branch: BRANCH,
  kochava: KOCHAVA,
  singular: SINGULAR,
  appmetrica: APPMETRICA,
};

/** A form to paste into an MMP. */
export interface SheetForm {
  form: MmpForm;
  where: string;
  url: string;
}

/** The parts of a sheet that an MMP has of its own. */
export interface SheetMmp {
  title: string;
  forms: SheetForm[];
  destination_url: string;
  notes: string[];
}

/** The forms of an MMP for a source's own address. */
export function mmpSheet(mmp: MmpName, url: string): SheetMmp {
  const { where, destination_url, notes, ...pairs } = SHEETS[mmp];
  const { rejected_event } = pairs;
  const forms = MMP_FORMS.map((form) => ({
    form,
    where: where[form],
    url: formUrl(url, form, pairs[form]),
  }));
  if (rejected_event !== undefined) {
    forms.push({
      form: "rejected",
      where: rejected_event.where,
      url: formUrl(url, "rejected", rejected_event.pairs),
    });
  }
  return {
    title: MMP_TITLES[mmp],
    forms,
    destination_url,
    notes: [...notes],
  };
}

/** Placeholders stand as the MMP reads them, so nothing is encoded. */
function formUrl(url: string, form: MmpForm, pairs: readonly Pair[]): string {
  const query = [["form", form] as const, ...pairs]
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
  return `${url}?${query}`;
}

/** A parameter of an MMP's forms, with its placeholder. */
export interface MmpParameter {
  name: string;
  placeholder: string;
  forms: MmpForm[];
}

/** The parameters of an MMP's forms, each once. */
export function mmpParameters(mmp: MmpName): MmpParameter[] {
  const found = new Map<string, MmpParameter>();
  for (const form of MMP_FORMS) {
    for (const [name, placeholder] of SHEETS[mmp][form]) {
      const known = found.get(name);
      if (known === undefined) {
        found.set(name, { name, placeholder, forms: [form] });
      } else known.forms.push(form);
    }
  }
  return [...found.values()];
}
