import { claims, linkOf, meaningOf } from "../../campaigns/mod.ts";
import type {
  CampaignConfig,
  ClaimedInstall,
  Configuration,
} from "../../campaigns/mod.ts";
import { clicklessId, clickIdText, peekClickId } from "../../clicks/mod.ts";
import { findOwner } from "../../conversions/mod.ts";
import type { Owner } from "../../conversions/mod.ts";
import { parseAmount } from "../../kernel/mod.ts";
import { Refused } from "../../sources/mod.ts";
import type { SkanSettings, SkanValue } from "../../../db/schema/mod.ts";
import type { PostbackEvent } from "../read/event.ts";
import { resolveEvent } from "../read/resolve_event.ts";
import type { EventEvidence } from "../read/resolve_event.ts";
import type { ReadPostback } from "../read/read_result.ts";
import { readAppleInstall } from "./apple_install.ts";
import type { SignedInstall } from "./apple_install.ts";

/** Reason of an install that nobody has confirmed yet. */
const UNCONFIRMED = "install_unconfirmed";

interface AppleDeps {
  configuration: Configuration;
}

/**
 * Reads one of Apple's install postbacks: its signature, whose it is, and what its value stands
 * for. Apple's phones want 200 for what is signed, so refusals once its campaign is found, or none is, are
 * answered so.
 */
export async function readApple(
  read: ReadPostback,
  via: "skan" | "aak",
  { is_offline }: { is_offline: boolean },
  deps: AppleDeps,
): Promise<ReadPostback> {
  const { trace } = read;
  let step = "signature";
  try {
    const install = readAppleInstall(via, read.raw.body);
    trace.passed("signature", install.signed_by);
    trace.subject.order_id = orderOf(install);
    step = "app";
    const campaign = await findCampaign(install, is_offline, deps);
    const { skan } = campaign;
    read.advertiser_id = campaign.advertiser_id;
    read.proof = "skan";
    read.answer = "always_200";
    trace.subject.campaign_id = campaign.id;
    trace.passed(step, describe(install, campaign));
    if (!install.did_win) {
      trace.passed(
        "did_win",
        "Another ad won: kept, and nothing is made of it",
      );
      return { ...read, result: { kind: "ignored" } };
    }
    step = "link";
    const owner = findLink(install, campaign, deps.configuration);
    trace.subject.link_id = owner.link.id;
    trace.subject.affiliate_id = owner.link.affiliate_id;
    step = "value";
    const meaning = findMeaning(install, campaign);
    if (meaning === null) {
      const found = `The campaign maps nothing in window ${install.facts.window}`;
      trace.passed(step, found);
      return { ...read, result: { kind: "ignored" } };
    }
    trace.passed(step, describeValue(install, meaning));
    return {
      ...read,
      result: resolve(read, install, { owner, skan, meaning }),
    };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { refusal } = error;
    trace.refused(step, refusal);
    if (refusal.code === "unknown_app") read.answer = "always_200";
    return { ...read, result: { kind: "refused", refusal } };
  }
}

/** A double is the same transaction and window, whatever its unsigned value. */
function orderOf({ facts }: SignedInstall): string {
  return `${facts.transaction_id}:${facts.window}`;
}

type Taking = CampaignConfig & { skan: SkanSettings };

async function findCampaign(
  install: SignedInstall,
  is_offline: boolean,
  { configuration }: AppleDeps,
): Promise<Taking> {
  const found = claimant(install, configuration);
  if (found !== undefined) return found;
  if (!is_offline) {
    // It may have been set up on another instance.
    await configuration.refresh();
    const now = claimant(install, configuration);
    if (now !== undefined) return now;
  }
  const { app_id, ad_network_id, source_identifier } = install.facts;
  if (install.is_development) {
    const detail = `A development key signed it, and no sandbox campaign takes app ${app_id}`;
    throw new Refused("sandbox_only", detail);
  }
  const detail = `No campaign takes app ${app_id} of ${ad_network_id} with source ${source_identifier}: set up its install postbacks, and judge this again`;
  throw new Refused("unknown_app", detail);
}

/** The campaign that takes an install; a sandbox only what no other one does. */
function claimant(
  install: SignedInstall,
  configuration: Pick<Configuration, "campaignsOfApp">,
): Taking | undefined {
  const claimed = claimedOf(install);
  const taking = configuration
    .campaignsOfApp(install.facts.app_id)
    .flatMap((campaign): Taking[] => {
      const { skan } = campaign;
      if (!skan || !claims(skan, claimed)) return [];
      return [{ ...campaign, skan }];
    });
  return taking.find(({ skan }) => !skan.sandbox) ?? taking[0];
}

function claimedOf(install: SignedInstall): ClaimedInstall {
  const { facts, is_hierarchical, is_development } = install;
  const { ad_network_id, source_identifier } = facts;
  return { ad_network_id, source_identifier, is_hierarchical, is_development };
}

function findLink(
  install: SignedInstall,
  { id, skan }: Taking,
  configuration: Configuration,
): Owner {
  const plain = configuration
    .linksOf(id)
    .filter(({ kind, archived }) => kind === "plain" && !archived);
  const [only, other] = plain;
  const link_id =
    linkOf(skan, claimedOf(install)) ??
    (other === undefined ? only?.id : undefined);
  const owner =
    link_id === undefined ? null : findOwner(link_id, configuration);
  if (owner !== null) return owner;
  const detail = `Source ${install.facts.source_identifier} names no link of campaign ${id}: give it one in the campaign's install postbacks, and judge this again`;
  throw new Refused("unknown_link", detail);
}

/** The meaning of its value; null in a later window that the campaign says nothing about. */
function findMeaning(
  { facts }: SignedInstall,
  { app, skan: { values } }: Taking,
): SkanValue | null {
  const meaning = meaningOf(values, facts);
  const { window } = facts;
  if (meaning !== undefined) {
    const is_install = meaning.goal === (app?.install_goal ?? "install");
    if (facts.kind !== "re-engagement" || !is_install) return meaning;
    const detail = `${valueOf(facts)} in window ${window} is of a user who came back, and stands for goal "${meaning.goal}", which is for new installs: give it another goal, and judge this again`;
    throw new Refused("unmapped_value", detail);
  }
  const is_silent = values.every(
    (value) =>
      value.window !== window &&
      !(value.window === null && value.coarse !== null),
  );
  if (window > 0 && is_silent) return null;
  const detail = `${valueOf(facts)} in window ${window} stands for nothing in this campaign: add it to its values, and judge this again`;
  throw new Refused("unmapped_value", detail);
}

function valueOf({ fine, coarse }: SignedInstall["facts"]): string {
  if (fine !== null) return `Value ${fine}`;
  return coarse === null ? "No value" : `Value "${coarse}"`;
}

function describe(install: SignedInstall, campaign: Taking): string {
  const { app_id, ad_network_id, source_identifier, kind } = install.facts;
  const is_test = isTest(install, campaign.skan);
  const what = is_test ? `a test ${kind}` : `a ${kind}`;
  return `Campaign ${campaign.id} "${campaign.name}" takes it: ${what} of app ${app_id}, by ${ad_network_id}, source ${source_identifier}`;
}

function describeValue(
  { facts }: SignedInstall,
  { goal, amount }: SkanValue,
): string {
  const money = amount === null ? "" : `, amount ${amount}`;
  return `${valueOf(facts)} in window ${facts.window}, which nobody signs: goal "${goal}"${money}`;
}

function isTest({ is_test }: SignedInstall, { sandbox }: SkanSettings) {
  return is_test || sandbox;
}

function resolve(
  { raw, trace }: ReadPostback,
  install: SignedInstall,
  {
    owner,
    skan,
    meaning,
  }: { owner: Owner; skan: SkanSettings; meaning: SkanValue },
): ReadPostback["result"] {
  const event = eventOf(install, meaning, {
    link_id: owner.link.id,
    is_test: isTest(install, skan),
    received_at: raw.received_at,
  });
  const evidence: EventEvidence = {
    source: null,
    proof: "skan",
    needed_proof: "skan",
    signed_at: null,
    received_at: raw.received_at,
    nonce_key: null,
    content: new Uint8Array(),
    sender_ip: null,
  };
  const resolved = resolveEvent(event, owner, evidence, trace);
  if (resolved.kind !== "event") return resolved;
  return {
    kind: "event",
    event: {
      ...resolved.event,
      is_once: true,
      transaction: "install",
      install: install.facts,
      approve_after_days: skan.approve_after_days,
    },
  };
}

function eventOf(
  install: SignedInstall,
  { goal, amount }: SkanValue,
  at: { link_id: number; is_test: boolean; received_at: number },
): PostbackEvent {
  const { facts } = install;
  const order_id = orderOf(install);
  const { link_id, is_test } = at;
  const click_id = clickIdText(
    clicklessId({ link_id, name: order_id, is_test }),
  );
  const fields = peekClickId(click_id)?.fields;
  if (fields === undefined) throw new Error("A clickless id can't be read");
  return {
    click_id,
    click: { ...fields, time_ms: at.received_at },
    goal,
    event: null,
    order_id,
    customer_id: null,
    amount_micros: amount === null ? null : parseAmount(amount),
    revenue_micros: null,
    payout_micros: null,
    is_refund: false,
    currency: null,
    // Its value isn't signed, so that nobody is paid on it alone.
    status: "pending",
    raw_status: null,
    reason: UNCONFIRMED,
    occurred_at: null,
    mode: "upsert",
    nonce: null,
    ip: null,
    user_agent: null,
    adv: null,
    flags: [
      "no_click",
      ...(facts.kind === "redownload" ? ["redownload"] : []),
      ...(facts.kind === "re-engagement" ? ["reengagement"] : []),
      ...(facts.interaction === "view" ? ["view_through"] : []),
    ],
    unmapped: [],
  };
}
