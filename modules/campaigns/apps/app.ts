import type { Static } from "@sinclair/typebox";
import { and, eq } from "drizzle-orm";
import type { Transaction } from "../../../db/mod.ts";
import { campaigns, goals } from "../../../db/schema/mod.ts";
import type { AppSettings } from "../../../db/schema/mod.ts";
import { changeOne, invalid, orNotFound } from "../../http/mod.ts";
import type { SetupDeps } from "../setup.ts";
import type { AppBody } from "./app_model.ts";

type AppInput = Static<typeof AppBody>;

const HOST = /^[a-z0-9-]+(\.[a-z0-9-]+)*$/;

/** The settings of a campaign without apps. */
const NONE: AppSettings = {
  ios: null,
  android: null,
  install_goal: null,
  domains: [],
  paths: [],
};

/** The apps of a campaign; 404 without the campaign. */
export async function readApp(deps: SetupDeps, campaign_id: number) {
  const where = eq(campaigns.id, campaign_id);
  const [row] = await deps.db.select().from(campaigns).where(where);
  return orNotFound(row).app ?? NONE;
}

/** Replaces the apps of a campaign. Throws a Problem for a goal that it doesn't have. */
export async function writeApp(
  deps: SetupDeps,
  campaign_id: number,
  input: AppInput,
) {
  const app = settingsOf(input);
  const row = await changeOne(deps.configuration, async (tx) => {
    await checkGoal(tx, campaign_id, app.install_goal);
    return await tx
      .update(campaigns)
      .set({ app: isEmpty(app) ? null : app })
      .where(eq(campaigns.id, campaign_id))
      .returning();
  });
  return row.app ?? NONE;
}

function settingsOf(input: AppInput): AppSettings {
  const { ios = null, android = null } = input;
  return {
    ios,
    android:
      android === null
        ? null
        : {
            package: android.package,
            sha256_fingerprints: [
              ...new Set(
                android.sha256_fingerprints.map((one) => one.toUpperCase()),
              ),
            ],
          },
    install_goal: input.install_goal ?? null,
    domains: [...new Set((input.domains ?? []).map(readHost))],
    paths: [...new Set(input.paths ?? [])],
  };
}

function readHost(text: string, index: number): string {
  const host = text.trim().toLowerCase();
  if (HOST.test(host)) return host;
  throw invalid(
    `domains.${index}`,
    "must be a host such as go.example, without https:// and path",
  );
}

function isEmpty({ ios, android, install_goal, domains, paths }: AppSettings) {
  return (
    ios === null &&
    android === null &&
    install_goal === null &&
    domains.length + paths.length === 0
  );
}

async function checkGoal(
  tx: Transaction,
  campaign_id: number,
  key: string | null,
): Promise<void> {
  if (key === null) return;
  const found = await tx
    .select({ key: goals.key })
    .from(goals)
    .where(and(eq(goals.campaign_id, campaign_id), eq(goals.key, key)));
  if (found.length > 0) return;
  throw invalid("install_goal", `the campaign has no goal "${key}"`);
}
