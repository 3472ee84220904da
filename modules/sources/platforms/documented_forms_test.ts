import { describe, expect, test } from "bun:test";
import { CANONICAL_NAMES, NameTable } from "../names.ts";
import type { CanonicalName } from "../names.ts";
import type { Parameter } from "../raw_postback.ts";
import { findAddress } from "./addresses.ts";
import { derivedParameters } from "./derived_parameters.ts";
import { AUTOMATION } from "../sheet_automation.ts";
import { isMmp } from "../mmps/mmp_names.ts";
import { isShop } from "../shops/shop_types.ts";
import { isStore } from "../stores/store_types.ts";
import { PRESET_NAMES, PRESETS } from "./presets.ts";
import type { PresetName } from "./presets.ts";

const CLICK = "0123456789abcdefghjkmnpqrstvwxyz";

/**
 * A request in the platform's documented form, with the values it should have by canonical
 * name.
 */
interface Documented {
  preset: PresetName;
  what: string;
  url: string;
  form?: string;
  json?: Record<string, string | number>;
  says: Partial<Record<CanonicalName, string>>;
  status?: string;
}

const FORMS: Documented[] = [
  {
    preset: "partnerstack",
    what: "a sale by its xid, in cents",
    url: "/conversion/xid",
    json: {
      xid: CLICK,
      customer_key: "cus_8Yt2Lr",
      key: "inv_20931",
      amount: 4900,
      currency: "USD",
      product_key: "pro-monthly",
      category_key: "subscriptions",
      ip_address: "203.0.113.20",
    },
    says: {
      click_id: CLICK,
      customer_id: "cus_8Yt2Lr",
      order_id: "inv_20931",
      amount: "4900",
      currency: "USD",
      event: "subscriptions",
      ip: "203.0.113.20",
    },
  },
  {
    preset: "impact",
    what: "an order by form",
    url: "/Advertisers/IRsid/Conversions",
    form: `CampaignId=12003&EventTypeCode=SALE&EventDate=2026-11-22T03%3A20%3A00-07%3A00&OrderId=IMP-55012&ClickId=${CLICK}&CustomerId=8f3cbe01&CurrencyCode=USD&Amount=249.90&ItemSku1=SHOE-42&ItemQuantity1=1&ItemPrice1=300`,
    says: {
      click_id: CLICK,
      order_id: "IMP-55012",
      customer_id: "8f3cbe01",
      event: "SALE",
      amount: "249.90",
      currency: "USD",
      occurred_at: "2026-11-22T03:20:00-07:00",
    },
  },
  {
    preset: "impact",
    what: "a reversal by JSON, its money on the items",
    url: "/Advertisers/IRsid/Conversions",
    json: {
      CampaignId: 12003,
      OrderId: "IMP-55014",
      ClickId: CLICK,
      ItemSubTotal1: 120,
      ItemQuantity1: 1,
      ItemPrice2: 9.5,
      ItemQuantity2: 2,
      DispositionCode: "REVERSED",
    },
    says: {
      click_id: CLICK,
      order_id: "IMP-55014",
      amount: "139",
      status: "REVERSED",
    },
    status: "reversed",
  },
  {
    preset: "partnerize",
    what: "a basket of two groups",
    url: `/conversion/tracking_mode:api/campaign:1/clickref:${CLICK}/conversionref:PZ-8/currency:EUR/conversion_time:2026-11-22%2010:20:00/[category:a/sku:b/value:12.50/quantity:2]/[category:a/sku:c/value:9.00/quantity:1]`,
    says: {
      click_id: CLICK,
      order_id: "PZ-8",
      currency: "EUR",
      occurred_at: "2026-11-22 10:20:00",
      event: "a",
      amount: "34",
    },
  },
  {
    preset: "affise",
    what: "an action with its status in digits",
    url: `/postback?clickid=${CLICK}&action_id=AF-9001&goal=2&sum=49.90&status=1&ip=203.0.113.30&secure=7d1c0e&custom_field1=spring&user_id=5512&timestamp=1`,
    says: {
      click_id: CLICK,
      order_id: "AF-9001",
      goal: "2",
      amount: "49.90",
      status: "1",
      ip: "203.0.113.30",
      token: "7d1c0e",
      adv1: "spring",
      customer_id: "5512",
    },
    status: "approved",
  },
  {
    preset: "tune",
    what: "a goal by its transaction_id",
    url: `/aff_lsr?offer_id=26&transaction_id=${CLICK}&goal_id=417&amount=120.00&adv_sub=TN-3301&adv_sub2=SKU-7&adv_unique1=u1&datetime=2026-11-22%2010:20:00&security_token=9f8e`,
    says: {
      click_id: CLICK,
      goal: "417",
      amount: "120.00",
      order_id: "TN-3301",
      adv2: "SKU-7",
      adv6: "u1",
      occurred_at: "2026-11-22 10:20:00",
      token: "9f8e",
    },
  },
  {
    preset: "post_affiliate_pro",
    what: "a sale by its visitorId",
    url: `/scripts/sale.php?AccountId=default1&visitorId=${CLICK}&TotalCost=120.50&OrderID=ORD_1&ProductID=x&ActionCode=sale&Commission=12.05&Currency=EUR&PStatus=D&data1=spring&ip=203.0.113.40`,
    says: {
      click_id: CLICK,
      amount: "120.50",
      order_id: "ORD_1",
      event: "sale",
      payout: "12.05",
      currency: "EUR",
      status: "D",
      adv1: "spring",
      ip: "203.0.113.40",
    },
    status: "rejected",
  },
  {
    preset: "scaleo",
    what: "a conversion with its goal and token",
    url: `/track/conv?click_id=${CLICK}&token=3f9a1c&goal_id=1673&conv_status=hold&amount=50.00&currency=USD&aff_click_id=pub-778&adv_order_id=SC-771&adv_user_id=U-5512&adv_param1=casino&sub_id1=SID1&ip=203.0.113.50`,
    says: {
      click_id: CLICK,
      token: "3f9a1c",
      goal: "1673",
      status: "hold",
      amount: "50.00",
      currency: "USD",
      order_id: "SC-771",
      customer_id: "U-5512",
      adv1: "casino",
      ip: "203.0.113.50",
    },
    status: "pending",
  },
  {
    preset: "voluum",
    what: "a transaction with its payout and parameters",
    url: `/postback?cid=${CLICK}&payout=18.75&txid=VL-100&currency=USD&et=deposit&param1=gold&param5=5`,
    says: {
      click_id: CLICK,
      amount: "18.75",
      order_id: "VL-100",
      currency: "USD",
      event: "deposit",
      adv1: "gold",
      adv5: "5",
    },
  },
  {
    preset: "redtrack",
    what: "an event by its type",
    url: `/postback?clickid=${CLICK}&sum=35.00&type=Purchase&status=declined&rdtk_event_id=ev-81&sub1=a&sub20=z`,
    says: {
      click_id: CLICK,
      amount: "35.00",
      event: "Purchase",
      status: "declined",
      order_id: "ev-81",
    },
    status: "rejected",
  },
  {
    preset: "bemob",
    what: "a conversion with a status word",
    url: `/postback?cid=${CLICK}&payout=7.20&txid=BM-1&status=New`,
    says: {
      click_id: CLICK,
      amount: "7.20",
      order_id: "BM-1",
      status: "New",
    },
    status: "pending",
  },
  {
    preset: "everflow",
    what: "an event of an offer, at the front page",
    url: `/?nid=812&oid=55&transaction_id=${CLICK}&amount=99.99&adv_event_id=5&order_id=EF-4411&adv1=blue%20suede&adv10=42&verification_token=Qb7xKz`,
    says: {
      click_id: CLICK,
      amount: "99,99",
      goal: "5",
      order_id: "EF-4411",
      adv1: "blue suede",
      adv10: "42",
      token: "Qb7xKz",
    },
  },
  {
    preset: "cake",
    what: "a conversion by its request id",
    url: `/p.ashx?o=1204&e=31&f=pb&r=${CLICK}&t=CK-900&p=45.00&ap=20.00&u=U-31`,
    says: {
      click_id: CLICK,
      event: "31",
      order_id: "CK-900",
      amount: "45.00",
      payout: "20.00",
      customer_id: "U-31",
    },
  },
  {
    preset: "cake",
    what: "a basket with its subtotal",
    url: `/p.ashx?a=1&t=123456&r=${CLICK}&f=pb&e=123&ecsk=123ABC^321CMS^987132&ecqu=1^2^3&ecpr=10.00^8.00^12.00&eccu=USD&ecst=62.00&ectx=5.80&ecsh=5.00&ect=72.80&ecco=US`,
    says: {
      click_id: CLICK,
      event: "123",
      order_id: "123456",
      amount: "62.00",
      currency: "USD",
    },
  },
  {
    preset: "keitaro",
    what: "a sale under the source's key",
    url: `/e89bcbe/postback?subid=${CLICK}&status=rebill&payout=10&currency=EUR&tid=T-1&from=network&sub_id_1=a&return=ok`,
    says: {
      click_id: CLICK,
      status: "rebill",
      amount: "10",
      currency: "EUR",
      order_id: "T-1",
    },
    status: "approved",
  },
  {
    preset: "binom",
    what: "a conversion with events",
    url: `/click.php?cnv_id=${CLICK}&payout=3.5&cnv_status=approved&cnv_currency=USD&event1=555&upd_key=k1`,
    says: {
      click_id: CLICK,
      amount: "3.5",
      status: "approved",
      currency: "USD",
      adv1: "555",
      token: "k1",
    },
  },
  {
    preset: "prosper202",
    what: "a sale by its subid",
    url: `/tracking202/static/gpb.php?subid=${CLICK}&amount=4.5&txid=P2-1`,
    says: { click_id: CLICK, amount: "4.5", order_id: "P2-1" },
  },
  {
    preset: "dub",
    what: "a lead, whose mode is none of ours",
    url: "/track/lead",
    json: {
      clickId: CLICK,
      eventName: "Sign up",
      customerExternalId: "u-77",
      mode: "wait",
    },
    says: {
      click_id: CLICK,
      event: "Sign up",
      customer_id: "u-77",
      adv10: "wait",
    },
  },
  {
    preset: "dub",
    what: "a sale in cents, without a click",
    url: "/track/sale",
    json: {
      customerExternalId: "u-77",
      amount: 4900,
      currency: "usd",
      invoiceId: "in_1",
      paymentProcessor: "stripe",
    },
    says: {
      customer_id: "u-77",
      amount: "4900",
      currency: "usd",
      order_id: "in_1",
      event: "sale",
    },
  },
];

function sent({ url, form, json }: Documented) {
  const [path = "", query = ""] = url.split("?");
  const method = form === undefined && json === undefined ? "GET" : "POST";
  const pairs = (text: string, from: "query" | "form") =>
    [...new URLSearchParams(text)].map(([name, value]): Parameter => ({
      name,
      value,
      from,
    }));
  const parameters = [
    ...pairs(query, "query"),
    ...pairs(form ?? "", "form"),
    ...Object.entries(json ?? {}).map(([name, value]): Parameter => ({
      name,
      value: String(value),
      from: "json",
    })),
  ];
  return { method, path, query, parameters };
}

describe("a documented form", () => {
  test.each(FORMS)("$preset: $what is read as it is meant", (documented) => {
    const { preset, says } = documented;
    const { method, path, query, parameters } = sent(documented);
    const address = findAddress(method, path, query);
    expect(address?.presets[0]).toBe(preset);
    const all = [...parameters, ...(address?.parameters ?? [])];
    all.push(...derivedParameters(preset, all));
    const said = new NameTable(PRESETS[preset].mapping).read(all);
    const read = CANONICAL_NAMES.flatMap((name) =>
      said.of(name).map(({ value }) => [name, value]),
    );
    expect(Object.fromEntries(read)).toEqual(says);
    const word = says.status?.toLowerCase() ?? "";
    const meaning = PRESETS[preset].status_map[word];
    expect<string | undefined>(meaning?.status).toBe(documented.status);
  });

  test("every platform has a documented form here, but for stores and shops, whose forms are signed, and for MMPs and tools, whose forms are ours", () => {
    const tried = new Set(FORMS.map(({ preset }) => preset));
    const platforms = PRESET_NAMES.filter(
      (name) =>
        ![isStore, isMmp, isShop].some((is) => is(name)) && name !== AUTOMATION,
    );
    expect([...tried].sort()).toEqual(platforms.sort());
  });
});
