import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { MoveSource } from "../modules/moves/mod.ts";
import { EXAMPLES } from "./moves/moved_rows.ts";

/** The day after the examples were exported. */
export const MOVED_AT_MS = Date.UTC(2026, 10, 30, 12);

/** Where the examples' affiliates take postbacks: each test has a receiver of its own instead. */
const HOSTS = /https:\/\/(?:kim|ads|source|second)\.example(?=\/)/g;

/** An example network: its links and clicks that are out in the world, and its due of the new tracker. */
export interface OldNetwork {
  /** Files of our own form that the owner adds to the export. */
  more: Readonly<Record<string, string>>;
  /** Whether the export is a dump, which moves alone: the others are a second move, from `csv`. */
  is_alone?: true;
  /** Old links, each with where it leads; `CLICK` is the id of the click, `NUMBER` one of ours. */
  links: readonly (readonly [string, string])[];
  /** An old click whose visitor buys now, and the name under which the sender has its id. */
  click: { name: string; id: string };
  /** The old ids of the campaign and the affiliate that it is of. */
  campaign: string;
  affiliate: string;
  /** The postback by which the affiliate is told of the sale; `CLICK` is the id that the old click has here. */
  told: string;
  /** An order that the old tracker has paid for, with its click; null if it keeps none. */
  settled: { click: string; order_id?: string } | null;
  /** The affiliate's balance when all is here. */
  owed: { currency: string; payable: string; pending: string };
}

function clicks(...rows: string[]): string {
  return `id,clicked_at,campaign,affiliate,click_ref,sub1\n${rows.join("\n")}\n`;
}

function balances(row: string): string {
  return `affiliate,currency,amount\n${row}\n`;
}

const AT = "2026-11-28T22:10:00Z";
/** Within the day that CAKE's offer takes conversions for. */
const TODAY = "2026-11-30T02:00:00Z";
const VOLUUM_OFFER = "93bc7176-7caf-4425-992e-d7d4cc6a3d9d";
const VOLUUM_CAMPAIGN = "a920b457-db6c-4a0f-8d5e-bb18a34e23df";

/** The example network of each tracker whose exports can be read. */
export const OLD_NETWORKS: Readonly<Record<MoveSource, OldNetwork>> = {
  keitaro: {
    more: { "balances.csv": balances("1,USD,40.50") },
    is_alone: true,
    links: [
      [
        "/Shoes1?sub_id_1=blog&keyword=boots",
        "https://shop.example/p?x=blog&kw=boots&b=&sub1=CLICK&sub2=",
      ],
      ["/direct", "https://own.example/?c=CLICK"],
    ],
    click: { name: "subid", id: "1dad2cg1br22spja1" },
    ...{ campaign: "10", affiliate: "1" },
    told: "/conv?id=&s=sale",
    settled: { click: "1dad2cg1br22spja1", order_id: "T-1" },
    owed: { currency: "USD", payable: "40.50", pending: "0.00" },
  },
  prosper202: {
    more: { "balances.csv": balances("1,USD,12.25") },
    is_alone: true,
    links: [
      [
        "/tracking202/redirect/dl.php?t202id=91&c1=blog&t202kw=boots",
        "https://shop.example/?s=CLICK&c=blog&k=boots&p=",
      ],
      [
        "/tracking202/redirect/dl.php?t202id=93&c1=blog",
        "https://shop.example/?s=CLICK&c=blog&k=&p=",
      ],
    ],
    click: { name: "subid", id: "12345" },
    ...{ campaign: "4711", affiliate: "1" },
    told: "/?id=CLICK",
    settled: { click: "12345", order_id: "A-1" },
    owed: { currency: "USD", payable: "12.25", pending: "0.00" },
  },
  binom: {
    more: {
      "clicks.csv": clicks(`b1n0mclick1,${AT},10,binom:own,ref-1,zone`),
      "balances.csv": balances("binom:own,EUR,3.10"),
      "endpoints.csv":
        "id,affiliate,url\n1,binom:own,https://kim.example/ok?cid={click_ref}&z={sub1}\n",
    },
    links: [
      [
        "/click.php?key=676zlthzbiagiyetab8v&sub1=zone",
        "https://shop.example/?s=CLICK&t=zone&b=",
      ],
      [
        "/click?key=676zlthzbiagiyetab8v",
        "https://shop.example/?s=CLICK&t=&b=",
      ],
    ],
    click: { name: "cid", id: "b1n0mclick1" },
    ...{ campaign: "10", affiliate: "binom:own" },
    told: "/ok?cid=ref-1&z=zone",
    settled: null,
    owed: { currency: "EUR", payable: "3.10", pending: "0.00" },
  },
  voluum: {
    more: {
      "clicks.csv": clicks(
        `w1234567890,${AT},${VOLUUM_OFFER},voluum:own,ref-0,zone7`,
        `w1234567891,${AT},${VOLUUM_OFFER},voluum:own,ref-1,zone7`,
      ),
      "balances.csv": balances("voluum:own,EUR,3.10"),
      "endpoints.csv":
        "id,affiliate,url\n1,voluum:own,https://kim.example/ok?cid={click_ref}&z={sub1}\n",
    },
    links: [
      [
        `/${VOLUUM_CAMPAIGN}?sub1=zone7`,
        "http://shop.example?subid=CLICK&v=zone7&l=",
      ],
    ],
    click: { name: "cid", id: "w1234567891" },
    ...{ campaign: VOLUUM_OFFER, affiliate: "voluum:own" },
    told: "/ok?cid=ref-1&z=zone7",
    settled: { click: "w1234567890", order_id: "T-1" },
    owed: { currency: "EUR", payable: "3.10", pending: "0.00" },
  },
  tune: {
    more: {
      "clicks.csv": clicks(
        `102b3t4hj545lbgl4v9833,${AT},12,7,ref-0,blog`,
        `102b3t4hj545lbgl4v9834,${AT},12,7,ref-1,blog`,
      ),
      "balances.csv": balances("7,EUR,321.50"),
    },
    links: [
      [
        "/aff_c?offer_id=12&aff_id=7&aff_sub=blog&aff_sub2=top",
        "http://shop.example/?trans=CLICK&s=blog&s2=top&n=",
      ],
    ],
    click: { name: "transaction_id", id: "102b3t4hj545lbgl4v9834" },
    ...{ campaign: "12", affiliate: "7" },
    told: "/ok?cid=ref-1&sum=12.00&cur=EUR&tx=CLICK",
    settled: { click: "102b3t4hj545lbgl4v9833", order_id: "A-1" },
    owed: { currency: "EUR", payable: "321.50", pending: "0.00" },
  },
  everflow: {
    more: {
      "clicks.csv": clicks(
        `56d75d3a4d6e433fb215698c056d0d58,${AT},12,7,ref-0,blog`,
        `56d75d3a4d6e433fb215698c056d0d59,${AT},12,7,ref-1,blog`,
      ),
    },
    links: [
      [
        "/2CTPL/7XDN2/?sub1=blog&source_id=n",
        "https://shop.example/?t=CLICK&s=n&o=",
      ],
      // The script on the advertiser's page counts a visitor who came without a redirect.
      ["/clk?oid=12&affid=7&sub1=blog", "JSON"],
    ],
    click: { name: "transaction_id", id: "56d75d3a4d6e433fb215698c056d0d59" },
    ...{ campaign: "7XDN2", affiliate: "2CTPL" },
    told: "/ok?cid=blog&p=3.00&tx=CLICK",
    settled: { click: "56d75d3a4d6e433fb215698c056d0d58", order_id: "A-1" },
    owed: { currency: "EUR", payable: "125.40", pending: "0.00" },
  },
  affise: {
    more: {
      "clicks.csv": clicks(
        `5f0c1a2b3c4d5e6f7a8b9c0d,${AT},12,7,ref-0,blog`,
        `5f0c1a2b3c4d5e6f7a8b9c10,${AT},12,7,ref-1,blog`,
      ),
    },
    links: [
      [
        "/click?pid=7&offer_id=12&sub1=blog",
        "https://shop.example/?c=CLICK&p=NUMBER&k=",
      ],
    ],
    click: { name: "clickid", id: "5f0c1a2b3c4d5e6f7a8b9c10" },
    ...{ campaign: "12", affiliate: "7" },
    told: "/ok?cid=blog&s=1&sum=12.00",
    // Its conversions name no order.
    settled: { click: "5f0c1a2b3c4d5e6f7a8b9c0d" },
    owed: { currency: "EUR", payable: "125.40", pending: "0.00" },
  },
  cake: {
    more: {
      "clicks.csv": clicks(
        `501,2026-11-29T08:00:00Z,12345,9,ref-0,blog`,
        `504,${TODAY},12345,9,ref-1,blog`,
      ),
      "balances.csv": balances("9,USD,77"),
    },
    links: [
      ["/?a=7&c=901&s1=blog", "https://acme.example/apply?r=CLICK&s=blog&c="],
      ["/?a=7&c=55&s1=blog", "https://acme.example/apply?r=CLICK&s=blog&c="],
      ["/?a=9&c=902&s1=mail", "https://acme.example/apply?r=CLICK&s=mail&c="],
    ],
    click: { name: "click_id", id: "504" },
    ...{ campaign: "12345", affiliate: "9" },
    told: "/ok?s=blog&p=45.00",
    settled: { click: "501", order_id: "A-1" },
    owed: { currency: "USD", payable: "77.00", pending: "0.00" },
  },
  scaleo: {
    more: {
      "clicks.csv": clicks(
        `k-1,${AT},12,7,ref-0,blog`,
        `k-9,${AT},12,7,ref-1,blog`,
      ),
    },
    links: [
      [
        "/click?o=12&a=7&sub_id1=blog",
        "https://shop.example/?c=CLICK&s=blog&h=",
      ],
    ],
    click: { name: "click_id", id: "k-9" },
    ...{ campaign: "12", affiliate: "7" },
    told: "/ok?cid=ref-1&p=8.00&s=approved",
    settled: { click: "k-1", order_id: "A-1" },
    owed: { currency: "EUR", payable: "125.40", pending: "0.00" },
  },
  post_affiliate_pro: {
    more: {
      "clicks.csv": clicks(
        `pap-0,${AT},c1,11111111,ref-0,blog`,
        `pap-1,${AT},c1,11111111,ref-1,blog`,
      ),
      "prices.csv": "campaign,affiliate,payout,revenue\nc1,11111111,8,12\n",
      "endpoints.csv":
        "id,affiliate,url\n1,11111111,https://kim.example/ok?cid={click_ref}&s={status}\n",
    },
    links: [
      [
        "/?a_aid=11111111&a_bid=b1",
        "https://shop.example/?a=NUMBER&x=&click_id=CLICK",
      ],
      [
        "/?a_aid=kim&a_bid=b1",
        "https://shop.example/?a=NUMBER&x=&click_id=CLICK",
      ],
      [
        "/scripts/click.php?a_aid=kim&a_bid=b2&data1=x",
        "https://shop.example/?a=NUMBER&x=&click_id=CLICK",
      ],
    ],
    click: { name: "click_id", id: "pap-1" },
    ...{ campaign: "b1", affiliate: "kim" },
    told: "/ok?cid=ref-1&s=approved",
    settled: { click: "pap-0", order_id: "A-1" },
    owed: { currency: "EUR", payable: "24.50", pending: "0.00" },
  },
  csv: {
    more: { "clicks.csv": clicks(`c-2,${AT},12,7,ref-1,blog`) },
    links: [
      [
        "/aff_c?offer_id=12&aff_id=7&aff_sub=x",
        "https://shop.example/?cid=CLICK",
      ],
      ["/2CTPL/12/", "https://shop.example/?cid=CLICK"],
      ["/?a_aid=kim&a_bid=12", "https://shop.example/?cid=CLICK"],
    ],
    click: { name: "click_id", id: "c-2" },
    ...{ campaign: "12", affiliate: "2CTPL" },
    told: "/pb?cid=ref-1&s=approved",
    settled: { click: "c-1", order_id: "A-1" },
    owed: { currency: "EUR", payable: "-12.30", pending: "0.00" },
  },
};

/** A file as the owner has it. */
export interface OwnersFile {
  name: string;
  text: string;
}

/** The export of an example network, whose affiliates take postbacks at a receiver. */
export async function exportOf(
  from: MoveSource,
  receiver: string,
): Promise<OwnersFile[]> {
  const names = readdirSync(join(EXAMPLES, from)).filter(
    (name) => name !== "expected.json",
  );
  const files = await Promise.all(
    names.map(async (name) => {
      const text = await Bun.file(join(EXAMPLES, from, name)).text();
      return { name, text: text.replaceAll(HOSTS, receiver) };
    }),
  );
  return OLD_NETWORKS[from].is_alone
    ? files
    : [...files, ...addedTo(from, receiver)];
}

/** The files that the owner of an example network adds to its export. */
export function addedTo(from: MoveSource, receiver: string): OwnersFile[] {
  return Object.entries(OLD_NETWORKS[from].more).map(([name, text]) => ({
    name,
    text: text.replaceAll(HOSTS, receiver),
  }));
}
