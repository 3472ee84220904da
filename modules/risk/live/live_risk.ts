import { insertRows } from "../../../db/mod.ts";
import type { Queryable, Transaction } from "../../../db/mod.ts";
import { conversionRisks, riskRules } from "../../../db/schema/mod.ts";
import type {
  StoredCustomer,
  StoredOtherwise,
} from "../../../db/schema/mod.ts";
import type { ConfigurationPart } from "../../campaigns/mod.ts";
import type { ClickFacts } from "../../clicks/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import { NO_SURROUNDINGS } from "../facts.ts";
import type { Visitor } from "../facts.ts";
import { tellHeld } from "../hold_conversions.ts";
import { findReasons } from "../find_reasons.ts";
import type { Known } from "../find_reasons.ts";
import { Knowledge, readKnowledge, readKnowledgeMark } from "../knowledge.ts";
import { DEFAULT_RULE, RuleBook } from "../risk_rules.ts";
import type { RiskRule } from "../risk_rules.ts";
import { scoreOf } from "../score.ts";
import type { Risk } from "../score.ts";
import { readSenders, Senders } from "./senders.ts";

/** Another instance's comparison counts here after so long. */
const REFRESH_MS = 60_000;

/** A sale as it is reported, as far as it is known at once. */
export interface LiveSale {
  campaign_id: number;
  affiliate_id: number;
  recorded_at: number;
  clicked_at: number;
  /** From the click to the sale; null without a click of ours. */
  seconds: number | null;
  /** By its times, an install began before its click. */
  is_injected: boolean;
  /** Its click; undefined if it wasn't read or isn't stored yet. */
  click: ClickFacts | undefined;
  /** The customer as the sender tells; null if it doesn't. */
  customer: {
    country: string | null;
    is_data_centre: boolean;
    agent: string | null;
  } | null;
  labels: Readonly<Record<string, string>>;
  /** The countries that the campaign wants; null: any. */
  wanted: readonly string[] | null;
  sender: { source_id: number; address: string } | null;
}

/** The risk of a sale at its conversion time, and what a rule wants to do about it. */
export interface LiveVerdict {
  risk: Risk;
  action: "pending" | "reject" | null;
  customer: StoredCustomer | null;
}

/** The risk of a new conversion, and what a rule did about it. */
export interface SaleRisk extends LiveVerdict {
  /** How the conversion is without that; null if its status isn't the rule's. */
  otherwise: StoredOtherwise | null;
  /** Whether it is left out of payment runs. */
  is_held: boolean;
}

/** Judges sales as they are reported, by what is in memory: rules, and the last comparison. */
export class LiveRisk implements ConfigurationPart {
  readonly name = "risk_rules";
  readonly #clock: Clock;
  readonly #deviceOf: (agent: string) => { os: string; is_bot: boolean };
  readonly #senders = new Senders();
  #rules = new RuleBook([]);
  #knowledge = new Knowledge([], new Map());
  #read_at = -Infinity;
  #known_mark: string | null = null;

  constructor(deps: {
    clock: Clock;
    deviceOf(agent: string): { os: string; is_bot: boolean };
  }) {
    this.#clock = deps.clock;
    this.#deviceOf = deps.deviceOf;
  }

  async read(tx: Transaction): Promise<(typeof riskRules.$inferSelect)[]> {
    return await tx.select().from(riskRules);
  }

  build(rows: readonly unknown[]): void {
    this.#rules = new RuleBook(
      rows as readonly (typeof riskRules.$inferSelect)[],
    );
  }

  rule(campaign_id: number): RiskRule {
    return this.#rules.of(campaign_id);
  }

  /**
   * Asks once a minute whether there was another comparison, and reads what it found: the comparison
   * itself is a matter of hours, so a minute more makes it no staler.
   */
  async refresh(db: Queryable): Promise<void> {
    const now_ms = this.#clock.nowMs();
    if (now_ms - this.#read_at < REFRESH_MS) return;
    this.#read_at = now_ms;
    const mark = await readKnowledgeMark(db);
    if (mark === this.#known_mark) return;
    this.#knowledge = await readKnowledge(db);
    this.#known_mark = mark;
  }

  /** Learns from which addresses sources send, as all instances together have stored it. */
  async learnSenders(db: Queryable): Promise<void> {
    this.#senders.replace(await readSenders(db, this.#clock.nowMs()));
  }

  /** Whether its click's row can change what happens to a sale at once. */
  asksForClick(campaign_id: number, affiliate_id: number): boolean {
    return (
      this.#rules.of(campaign_id).action !== DEFAULT_RULE.action ||
      this.#knowledge.knows(campaign_id, affiliate_id)
    );
  }

  judge(sale: LiveSale): LiveVerdict {
    const { campaign_id, affiliate_id, click, labels } = sale;
    const who = { campaign_id, affiliate_id, labels };
    const customer = this.#visitorOf(sale.customer);
    const facts = {
      ...who,
      conversion_id: "",
      recorded_at: sale.recorded_at,
      clicked_at: sale.clicked_at,
      ...{ is_first: true, seconds: sale.seconds },
      is_injected: sale.is_injected,
      ...{ ip: click?.ip ?? null, agent: null, device_id: null },
      click: click ?? null,
      customer,
      ...{ status: "pending", is_refunded: false },
    };
    const { sender } = sale;
    const around = {
      ...NO_SURROUNDINGS,
      sender: sender && this.#senders.read(sender.source_id, sender.address),
    };
    const known = { ...this.#knowledge.of(who), wanted: sale.wanted };
    if (isUnremarkable(sale, known) && around.sender === null) {
      return { risk: CLEAR, action: null, customer: null };
    }
    const rule = this.#rules.of(campaign_id);
    const risk = scoreOf(findReasons(facts, around, known), rule);
    const is_held = risk.verdict === "hold" && rule.action !== "flag";
    const action = is_held && rule.action !== "flag" ? rule.action : null;
    return { risk, action, customer: storedCustomer(customer) };
  }

  /** Notes an accepted postback's sender; call it after the commit. */
  heard(source_id: number, address: string): void {
    this.#senders.note(source_id, address);
  }

  #visitorOf(customer: LiveSale["customer"]): Visitor | null {
    if (customer === null) return null;
    const { country, is_data_centre, agent } = customer;
    const device = agent === null ? null : this.#deviceOf(agent);
    const is_bot = device?.is_bot === true;
    return { country, is_data_centre, os: device?.os ?? null, is_bot };
  }
}

const CLEAR: Risk = { score: 0, verdict: "clear", reasons: [] };

/** Whether no signal could say anything, which is so for most sales and costs nothing to see. */
function isUnremarkable(
  { click, customer, wanted, is_injected }: LiveSale,
  { offer, findings }: Known,
): boolean {
  if (customer !== null || wanted !== null || is_injected) return false;
  if (offer !== null || findings.length > 0) return false;
  return click?.is_bot !== true && click?.is_data_centre !== true;
}

function storedCustomer(visitor: Visitor | null): StoredCustomer | null {
  if (visitor === null) return null;
  return {
    ...(visitor.country === null ? {} : { c: visitor.country }),
    ...(visitor.os === null ? {} : { o: visitor.os }),
    ...(visitor.is_bot ? { b: true as const } : {}),
    ...(visitor.is_data_centre ? { d: true as const } : {}),
  };
}

/** A new conversion with its risk. */
export interface NewRisk {
  conversion: {
    campaign_id: number;
    id: string;
    affiliate_id: number;
    recorded_at: number;
  };
  risk: SaleRisk;
}

/** Keeps the risk of new conversions, with one statement; those without anything to say have none. */
export async function keepRisks(
  tx: Transaction,
  clock: Clock,
  made: readonly NewRisk[],
): Promise<void> {
  if (made.length === 0) return;
  const now_ms = clock.nowMs();
  const rows = made
    .filter(
      ({ risk }) => risk.risk.reasons.length > 0 || risk.customer !== null,
    )
    .map(({ conversion, risk: { risk, is_held, ...kept } }) => ({
      campaign_id: conversion.campaign_id,
      conversion_id: conversion.id,
      affiliate_id: conversion.affiliate_id,
      recorded_at: conversion.recorded_at,
      ...risk,
      scored_at: conversion.recorded_at,
      ...kept,
      held_at: is_held ? now_ms : null,
    }));
  await insertRows(tx, conversionRisks, rows, {
    order_by: ["campaign_id", "conversion_id"],
    on_conflict: "do nothing",
  });
  await tellHeld(tx, clock, newHolds(rows));
}

function newHolds(
  rows: readonly {
    campaign_id: number;
    affiliate_id: number;
    held_at: number | null;
    reasons: readonly { code: string }[];
  }[],
) {
  const held = rows.filter(({ held_at }) => held_at !== null);
  const groups = Map.groupBy(
    held,
    (row) => `${row.campaign_id} ${row.affiliate_id}`,
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { campaign_id, affiliate_id } = first;
    const codes = new Set(
      group.flatMap(({ reasons }) => reasons[0]?.code ?? []),
    );
    const n = group.length;
    return [{ campaign_id, affiliate_id, conversions: n, codes: [...codes] }];
  });
}
