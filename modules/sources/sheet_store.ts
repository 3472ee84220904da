import type { StoreName } from "./stores/store_types.ts";

/** The parts of a sheet that are another for a store: its app sends nothing here itself. */
interface StoreParts {
  names: { ours: string; send_as: string; required: boolean; note: string }[];
  proof: { require: string; how: string };
  examples: { get: string; curl: string };
}

const HOW: Readonly<Record<StoreName, string>> = {
  app_store:
    "Put this address into App Store Connect as the server URL for notifications, version 2. Apple signs each one; nothing else is taken.",
  google_play:
    "Let a Pub/Sub push subscription, authenticated by a service account, send to this address. Google proves each message; nothing else is taken.",
};

const CLICK: Readonly<Record<StoreName, { send_as: string; note: string }>> = {
  app_store: {
    send_as: "appAccountToken",
    note: "The UUID that stands for the click (app_account_token), which the app gets from POST /v1/install or GET /v1/click/{id}/claim; set it on each purchase",
  },
  google_play: {
    send_as: "obfuscatedExternalAccountId",
    note: "The click id, set by setObfuscatedAccountId on each purchase",
  },
};

/** The parts for a store: the click in the purchase instead of parameters, and the address to put in there. */
export function storeParts(
  preset: StoreName,
  { url, require }: { url: string; require: string },
): StoreParts {
  const body =
    preset === "app_store"
      ? '{"signedPayload": "…"}'
      : '{"message": {"data": "…", "messageId": "…"}}';
  return {
    names: [{ ours: "click_id", required: true, ...CLICK[preset] }],
    proof: { require, how: HOW[preset] },
    examples: {
      get: url,
      curl: `curl -sS '${url}' -H 'content-type: application/json' -d '${body}'`,
    },
  };
}
