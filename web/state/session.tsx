import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { api, ok } from "../api/client.ts";
import type { Schema } from "../api/client.ts";
import { useChoices } from "./choices.ts";
import { setTrackerClock } from "./tracker_clock.ts";

/** Who is signed in. */
export type Me = Schema<"Me">;

export type Role = Me["role"];

const SIGNED_IN = createContext<Me | null>(null);

/** Provides the screens below with the user who is signed in. */
export const SignedIn = SIGNED_IN.Provider;

/** Who is signed in, on screens that only they see. */
export function useMe(): Me {
  const me = useContext(SIGNED_IN);
  if (me === null) throw new Error("Nobody is signed in here");
  return me;
}

/** Whether somebody runs the network. */
export function isOffice({ role }: Pick<Me, "role">): boolean {
  return role === "admin" || role === "manager";
}

/** Whether somebody runs the whole network, not only some parties of it. */
export function isWhole(me: Me): boolean {
  const { affiliate_ids, advertiser_ids } = me;
  return isOffice(me) && affiliate_ids === null && advertiser_ids === null;
}

/** The zone in which times are shown: the chosen one, else the account's. */
export function useTimezone(): string {
  const me = useMe();
  return useChoices().timezone ?? me.timezone;
}

let early: Promise<Me> | null = null;

/** Begins to ask who is signed in before anything is drawn; the first `readMe` takes the answer, or says the failure. */
export async function askEarly(): Promise<void> {
  early = askMe();
  await early.catch(() => undefined);
}

/** Asks who is signed in. */
export async function readMe(signal?: AbortSignal): Promise<Me> {
  const asked = early ?? askMe(signal);
  early = null;
  return await asked;
}

async function askMe(signal?: AbortSignal): Promise<Me> {
  const me = await ok(api.GET("/api/v1/me", { ...(signal && { signal }) }));
  setTrackerClock(me.as_of);
  return me;
}

/** Ends the session. */
export async function signOut(): Promise<void> {
  await ok(api.DELETE("/api/v1/session"));
  window.location.assign("/app");
}
