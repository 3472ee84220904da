import { Problem } from "../../kernel/mod.ts";
import type { CampaignConfig } from "../../campaigns/mod.ts";
import { readServiceAccount } from "../../sources/mod.ts";
import type {
  RawPostback,
  Sheet,
  SourceConfig,
  SourceHealth,
} from "../../sources/mod.ts";
import { rehearse } from "../rejudge/rehearse.ts";
import type { RehearseDeps } from "../rejudge/rehearse.ts";
import { checkOfCode } from "./checklist_words.ts";
import type { Check, CheckName } from "./checklist_words.ts";

/** A store's source, and what is known of it. */
interface StoreInput {
  source: SourceConfig;
  sheet: Sheet;
  campaign: CampaignConfig | undefined;
  /** The text that the app puts into a purchase for the test click. */
  token: string;
  health: SourceHealth | undefined;
  /** A notification to try out; nobody but the store can sign one. */
  raw: RawPostback | null;
}

/** The checks of a store's source: what it and its campaign lack, and how notifications fare. */
export async function storeChecks(
  deps: RehearseDeps,
  input: StoreInput,
): Promise<Check[]> {
  const settings = [
    appOf(input),
    senderOf(input),
    clickOf(input),
    lookUpOf(input),
    goalsOf(input),
  ];
  const { raw } = input;
  const tried =
    raw === null || lacksToken(input, raw)
      ? heard(input)
      : await tryOut(deps, raw);
  return [...settings.filter(({ check }) => check !== tried.check), tried];
}

/** A notification of Google's that was kept comes without its token, and proves nothing any more. */
function lacksToken({ source }: StoreInput, { headers }: RawPostback): boolean {
  return (
    source.preset === "google_play" && headers["authorization"] === undefined
  );
}

function passed(check: CheckName, found: string): Check {
  return { check, state: "passed", ok: true, found, todo: null };
}

function failed(check: CheckName, found: string, todo: string): Check {
  return { check, state: "failed", ok: false, found, todo };
}

function advice(check: CheckName, found: string, todo: string): Check {
  return { check, state: "advice", ok: true, found, todo };
}

function appOf({ source: { store, preset } }: StoreInput): Check {
  const is_apple = preset === "app_store";
  const apps = is_apple ? store.bundle_ids : store.package_names;
  const field = is_apple ? "bundle_ids" : "package_names";
  if (apps.length === 0) {
    const todo = `Put the app into \`store.${field}\`: notifications of any other are refused`;
    return failed("request", "It takes no app yet", todo);
  }
  if (is_apple && store.app_apple_id === null && !store.sandbox) {
    const todo =
      "Put the App Apple ID of App Store Connect, App Information, into `store.app_apple_id`";
    return failed("request", "It takes no App Apple ID yet", todo);
  }
  return passed(
    "request",
    `${apps.join(", ")}${store.sandbox ? ", test purchases only" : ""}`,
  );
}

function senderOf({ source, sheet }: StoreInput): Check {
  const { store, preset } = source;
  if (preset === "app_store") {
    return passed("proof", "Apple's signature, up to its root certificate");
  }
  if (store.push_email === null) {
    const todo = `Put the email of the service account that pushes into \`store.push_email\`. ${sheet.proof.how}`;
    return failed("proof", "It doesn't say yet who pushes", todo);
  }
  return passed("proof", `Google's token of ${store.push_email}`);
}

function clickOf({ sheet, token }: StoreInput): Check {
  const [name] = sheet.names;
  const found = `The app puts it into each purchase as ${name?.send_as ?? "the click"}; of the test click it is ${token}`;
  return passed("click_id", found);
}

function lookUpOf({ source: { preset, service_account } }: StoreInput): Check {
  if (preset === "app_store") {
    return passed("order_id", "The transaction that Apple signed");
  }
  const account =
    service_account === null ? null : readServiceAccount(service_account);
  if (account !== null) {
    return passed("order_id", `Looked up as ${account.client_email}`);
  }
  const todo =
    "Put the JSON key file of an account that may view app information and financial data into `service_account`";
  return failed("order_id", "No purchase can be looked up", todo);
}

function goalsOf({ campaign, source }: StoreInput): Check {
  const keys = campaign?.goals.map(({ key }) => key) ?? [];
  const isMapped = (kind: string) =>
    [...source.goal_map.keys()].some((word) => word.endsWith(`:${kind}`));
  const missing = ["trial", "rebill"].filter(
    (kind) => !keys.includes(kind) && !isMapped(kind),
  );
  const found = `Campaign ${campaign?.id ?? "?"} has ${keys.join(", ")}`;
  if (missing.length === 0) return passed("goal", found);
  const todo = `Add the goal ${missing.join(" and ")} if the app has such purchases: without it they are refused as unknown_goal, and kept`;
  return advice("goal", found, todo);
}

/** How what came fared, of the last seven days. */
function heard({ source, health }: StoreInput): Check {
  const console_name =
    source.preset === "app_store" ? "App Store Server API" : "Play Console";
  if (health === undefined || health.last_seen === null) {
    const todo = `Ask for a test notification (${console_name}): it is answered as ignored`;
    return failed("answer", "No notification has come yet", todo);
  }
  const [refusal] = health.refusals;
  const found = `The last one came at ${health.last_seen}`;
  if (refusal === undefined) return passed("answer", found);
  const todo = `${refusal.count} were refused as ${refusal.code} within seven days: see postback ${refusal.last_id}`;
  return advice("answer", found, todo);
}

async function tryOut(deps: RehearseDeps, raw: RawPostback): Promise<Check> {
  try {
    const [tried] = await rehearse(deps, [raw], { checks_nonce: true });
    if (tried === undefined) throw new Error("A sample was not judged");
    const { status, outcome, detail, body } = tried.answer;
    if (body !== null) return passed("answer", `${status} ${outcome}`);
    const todo = "Put right what is said here, and try the same one again";
    return failed(checkOfCode(outcome), detail ?? outcome, todo);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "unavailable")
      throw error;
    const todo = "Let this machine reach Google, and try again";
    return failed("proof", error.message, todo);
  }
}
