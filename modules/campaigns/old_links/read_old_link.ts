import type { OldLink, OldLinkForm } from "./old_link.ts";
import { OUR_SEGMENTS } from "./our_segments.ts";
import { readCode, readPairs } from "./read_pairs.ts";
import type { Pairs } from "./read_pairs.ts";

/** Most forms' own. */
const PLAIN = {
  campaign: null,
  affiliate: null,
  names: null,
  shape: "certain",
  answer: "redirect",
} as const;

/** How a form names affiliate and campaign in its query. */
interface PairForm {
  form: OldLinkForm;
  affiliate: string;
  campaign: readonly string[];
  names?: ReadonlyMap<string, string>;
  answer?: "json";
}

/** How a form names its code in its query. */
interface CodeForm {
  form: OldLinkForm;
  code: string;
  names?: ReadonlyMap<string, string>;
}

const TUNE: PairForm = {
  form: "tune",
  affiliate: "aff_id",
  campaign: ["offer_id"],
};
const EVERFLOW: PairForm = {
  form: "everflow",
  affiliate: "affid",
  campaign: ["oid"],
  answer: "json",
};
const AFFISE: PairForm = {
  form: "affise",
  affiliate: "pid",
  campaign: ["offer_id"],
};
const SCALEO: PairForm = { form: "scaleo", affiliate: "a", campaign: ["o"] };
const CAKE: PairForm = {
  form: "cake",
  affiliate: "a",
  campaign: ["c"],
  names: namesOf({ ckmrdr: "deep_link" }),
};
const POST_AFFILIATE_PRO: PairForm = {
  form: "post_affiliate_pro",
  affiliate: "a_aid",
  campaign: ["a_cid", "a_bid"],
  names: namesOf({ chan: "source", desturl: "deep_link" }),
};
const BINOM: CodeForm = { form: "binom", code: "key" };
const PROSPER202: CodeForm = {
  form: "prosper202",
  code: "t202id",
  names: namesOf({ c1: "sub1", c2: "sub2", c3: "sub3", c4: "sub4" }),
};
const IMPACT_NAMES = namesOf({ sharedid: "source", u: "deep_link" });
const PARTNERSTACK_NAMES = namesOf({
  sid: "sub1",
  sid1: "sub2",
  sid2: "sub3",
  sid3: "sub4",
});

/**
 * Reads the path and query of another system's link; null if it is none, above all where the
 * address is one of ours or a platform's postback.
 */
export function readOldLink(path: string, query: string): OldLink | null {
  const segments = path.split("/", SEGMENTS_MAX).filter((part) => part !== "");
  const first = (segments[0] ?? "").toLowerCase();
  if (first === "") return readRoot(query);
  if (first === "click" && segments.length > 1) {
    return readPartnerize(path, query);
  }
  const rest = segments.slice(1);
  if (OUR_SEGMENTS.has(first)) return readFixed(first, rest, query);
  if (segments.length === 1) return readAlias(segments[0] ?? "", query);
  return segments.length === 2 ? readEverflow(segments, query) : null;
}

/** The most of a path that any form but Partnerize's has, and one. */
const SEGMENTS_MAX = 8;

/** Addresses of one form or a few, of which the parameters decide. */
function readFixed(
  first: string,
  rest: readonly string[],
  query: string,
): OldLink | null {
  const path = [first, ...rest].join("/").toLowerCase();
  switch (path) {
    case "aff_c":
      return ofPair(TUNE, readPairs(query));
    case "clk":
      return ofPair(EVERFLOW, readPairs(query));
    case "click":
    case "click.php":
      return readClick(query);
    case "scripts/click.php":
      return ofPair(POST_AFFILIATE_PRO, readPairs(query));
    case "tracking202/redirect/dl.php":
      return ofCode(PROSPER202, readPairs(query));
  }
  if (first === "go" && rest.length === 1) {
    const id = readCode(rest[0] ?? "");
    return id === null ? null : { ...PLAIN, form: "bemob", id, query };
  }
  return first === "c" ? readOwn(rest, query) : null;
}

/** Names of the parameter that Everflow's postbacks carry beside `nid`. */
const EVERFLOW_ORDER = ["transaction_id", "transactionid", "transaction-id"];

/** The bare address: a platform's postback comes first, and without ids it is the page. */
function readRoot(query: string): OldLink | null {
  if (query === "") return null;
  const pairs = readPairs(query);
  const is_postback = EVERFLOW_ORDER.some((name) => pairs.has(name));
  if (is_postback && pairs.has("nid")) return null;
  if (pairs.has("a") && pairs.has("c")) return ofPair(CAKE, pairs);
  return pairs.has("a_aid") ? ofPair(POST_AFFILIATE_PRO, pairs) : null;
}

/** Parameters of Binom's postbacks and updates of clicks, at the address of its links. */
const OF_POSTBACKS = ["cnv_id", "cnvid", "upd_clickid", "updclickid"];

/** Four systems share `/click`; a postback at that address comes first. */
function readClick(query: string): OldLink | null {
  const pairs = readPairs(query);
  if (OF_POSTBACKS.some((name) => pairs.has(name))) return null;
  if (pairs.has("pid") && pairs.has("offer_id")) return ofPair(AFFISE, pairs);
  if (pairs.has("key")) return ofCode(BINOM, pairs);
  return pairs.has("o") && pairs.has("a") ? ofPair(SCALEO, pairs) : null;
}

/** `/c/{campaign}/{affiliate}`, ours, and impact.com's `/c/{partner}/{ad}/{campaign}`. */
function readOwn(rest: readonly string[], query: string): OldLink | null {
  const [one = null, two = null, three = null] = rest.map(readCode);
  if (rest.length === 2 && one !== null && two !== null) {
    const id = `${two}/${one}`;
    const [campaign, affiliate] = [one, two];
    return { ...PLAIN, form: "pair", id, campaign, affiliate, query };
  }
  if (rest.length !== 3 || one === null || two === null || three === null) {
    return null;
  }
  return {
    ...PLAIN,
    form: "impact",
    id: `${one}/${two}/${three}`,
    affiliate: one,
    campaign: three,
    query,
    names: IMPACT_NAMES,
  };
}

const PARTNERIZE_NAMES: ReadonlyMap<string, string> = new Map([
  ["pubref", "click_ref"],
  ["adref", "sub1"],
]);
const DESTINATION = "destination:";

/** `/click/camref:X/pubref:Y/adref:Z/destination:URL`; the URL comes last, and may have a query. */
function readPartnerize(path: string, query: string): OldLink | null {
  const whole = query === "" ? path : `${path}?${query}`;
  const at = destinationAt(whole);
  const pairs = at < 0 ? [query].filter((text) => text !== "") : [];
  if (at >= 0) {
    const sent = whole.slice(at + DESTINATION.length);
    const is_encoded = /^https?%3a/i.test(sent);
    pairs.push(`deep_link=${is_encoded ? sent : encodeURIComponent(sent)}`);
  }
  let id: string | null = null;
  const parts = (at < 0 ? path : whole.slice(0, at)).split("/", PARTS_MAX);
  for (const part of parts) {
    const [, name = "", value = ""] =
      /^([a-z0-9_]+)(?::|%3a)(.*)$/i.exec(part) ?? [];
    const lower = name.toLowerCase();
    if (lower === "camref") id ??= readCode(value);
    else if (value !== "") {
      const ours = PARTNERIZE_NAMES.get(lower) ?? lower;
      const plain = value.replaceAll("&", "%26").replaceAll("+", "%2B");
      pairs.push(`${ours}=${plain}`);
    }
  }
  if (id === null) return null;
  return { ...PLAIN, form: "partnerize", id, query: pairs.join("&") };
}

/** The most parts of a path in Partnerize's style that are read. */
const PARTS_MAX = 32;

function destinationAt(text: string): number {
  return text.toLowerCase().indexOf(DESTINATION);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const HEX_ID = /^[0-9a-f]{24}$/i;
const ALIAS = /^[A-Za-z0-9_-]{2,64}$/;

/** `/{alias}`: Keitaro's, dub's and PartnerStack's keys, Voluum's and RedTrack's campaigns. */
function readAlias(segment: string, query: string): OldLink | null {
  const id = readCode(segment);
  if (id === null || OUR_SEGMENTS.has(id.toLowerCase())) return null;
  const form = UUID.test(id)
    ? "voluum"
    : HEX_ID.test(id)
      ? "redtrack"
      : "alias";
  const is_likely = form !== "alias" || ALIAS.test(id);
  return {
    ...PLAIN,
    form,
    id,
    query,
    names: isPartnerStack(query) ? PARTNERSTACK_NAMES : null,
    shape: is_likely ? "likely" : "unlikely",
  };
}

/** `sid` is a label only where no other system's are. */
function isPartnerStack(query: string): boolean {
  return /(^|&)sid[1-3]?=/i.test(query) && !/(^|&)sub/i.test(query);
}

const EVERFLOW_CODE = /^[A-Za-z0-9]{1,32}$/;

/** `/{AFF}/{OFFER}/`. */
function readEverflow(
  segments: readonly string[],
  query: string,
): OldLink | null {
  const [affiliate = null, campaign = null] = segments.map(readCode);
  if (affiliate === null || campaign === null) return null;
  if (OUR_SEGMENTS.has(affiliate.toLowerCase())) return null;
  // A source's own address, in Keitaro's form.
  if (campaign.toLowerCase() === "postback") return null;
  const is_likely = [affiliate, campaign].every((code) =>
    EVERFLOW_CODE.test(code),
  );
  return {
    ...PLAIN,
    form: "everflow",
    id: `${affiliate}/${campaign}`,
    affiliate,
    campaign,
    query,
    shape: is_likely ? "likely" : "unlikely",
  };
}

function ofPair(of: PairForm, pairs: Pairs): OldLink | null {
  const affiliate = pairs.get(of.affiliate);
  const found = of.campaign.map((name) => pairs.get(name));
  const campaign = found.find((value) => value !== null) ?? null;
  if (affiliate === null && campaign === null) return null;
  return {
    ...PLAIN,
    form: of.form,
    id: `${affiliate ?? ""}/${campaign ?? ""}`,
    affiliate,
    campaign,
    query: pairs.without(new Set([of.affiliate, ...of.campaign])),
    names: of.names ?? null,
    answer: of.answer ?? "redirect",
  };
}

function ofCode(of: CodeForm, pairs: Pairs): OldLink | null {
  const id = pairs.get(of.code);
  if (id === null) return null;
  const query = pairs.without(new Set([of.code]));
  return { ...PLAIN, form: of.form, id, query, names: of.names ?? null };
}

function namesOf(names: Record<string, string>): ReadonlyMap<string, string> {
  return new Map(Object.entries(names));
}
