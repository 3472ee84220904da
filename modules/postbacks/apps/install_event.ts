import type { ReferrerInstall } from "../../../db/schema/mod.ts";
import type { Owner } from "../../conversions/mod.ts";
import { foldName, Refused } from "../../sources/mod.ts";
import type {
  ConversionStatus,
  Parameter,
  Proof,
  RawPostback,
} from "../../sources/mod.ts";
import type { Sender } from "../read/check_sender.ts";
import type { PostbackEvent } from "../read/event.ts";
import { signatureClaims } from "../read/sender_signature.ts";
import type { Trace } from "../read/trace.ts";
import {
  installFlags,
  installGoal,
  readInstallFacts,
} from "./referrer_install.ts";
import type { InstallReport } from "./referrer_install.ts";

/** Reason of an install that an app reported, which keeps no secret. */
const UNPROVEN = "unproven";

/**
 * The parameter of an app without a secret: which click. Not whose, or a guessed customer's later sales would be that
 * click's; and nothing of money.
 */
const WITHOUT_PROOF: ReadonlySet<string> = new Set([foldName("click_id")]);

/** Whether a request shows a token or a signature, right or wrong. */
export function showsProof(
  raw: RawPostback,
  parameters: readonly Parameter[],
  token: string | null,
): boolean {
  const has_token = token !== null && token !== "";
  return has_token || signatureClaims(raw, parameters).length > 0;
}

/** The sender of an install that shows nothing: an app, whose install waits as pending. */
export function appSender(trace: Trace): Sender {
  trace.passed("proof", "None: an app keeps no secret, so its install waits");
  return {
    ok: true,
    proof: "none",
    scheme: null,
    signed_at: null,
    nonce: null,
    reads_query: true,
    let_pass: [],
    wrong_signature: null,
  };
}

/** The parameters of an install that its sender may set. */
export function installParameters(
  parameters: readonly Parameter[],
  proof: Proof,
): readonly Parameter[] {
  return proof === "none"
    ? parameters.filter(({ name }) => WITHOUT_PROOF.has(foldName(name)))
    : parameters;
}

/** The part of an event that only an install has. */
export interface InstallPart {
  install: ReferrerInstall;
  is_once: boolean;
}

/**
 * The event of an install, with its facts. Throws `Refused` for another app, times that can't be,
 * and a campaign without a goal for installs.
 */
export function installEvent(
  event: PostbackEvent,
  report: InstallReport,
  by: {
    owner: Owner;
    proof: Proof;
    reads_query: boolean;
    received_at: number;
  },
): { event: PostbackEvent; part: InstallPart } {
  const { campaign } = by.owner;
  const fields = by.reads_query
    ? report.fields
    : new Map([...report.fields].filter(([, { from }]) => from !== "query"));
  const install = readInstallFacts(fields, campaign, by.received_at);
  const goal = event.goal ?? installGoal(campaign);
  if (typeof goal !== "string") throw new Refused(goal.code, goal.detail);
  const flags = [...event.flags, ...installFlags(install, event.click.time_ms)];
  const known = { ...event, goal, event: null, flags };
  if (by.proof !== "none") {
    // It confirms what the app reported before.
    const status = event.status ?? defaultStatus(campaign, goal);
    return { event: { ...known, status }, part: { install, is_once: false } };
  }
  // Nobody is paid on what anybody could have sent.
  const waiting = { status: "pending", reason: UNPROVEN } as const;
  return { event: { ...known, ...waiting }, part: { install, is_once: true } };
}

function defaultStatus(
  { goals }: Owner["campaign"],
  key: string,
): PostbackEvent["status"] {
  const goal = goals.find((one) => one.key === key);
  return goal === undefined ? null : (goal.default_status as ConversionStatus);
}
