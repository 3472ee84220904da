import type { Database } from "../../db/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import { idle } from "../scheduler/mod.ts";
import type { LoopDefinition } from "../scheduler/mod.ts";
import type { CapUsage } from "./cap_usage.ts";
import type { Configuration } from "./configuration.ts";

/** Keeps each instance's configuration and sums of caps fresh. */
export function campaignLoops(deps: {
  db: Database;
  clock: Clock;
  configuration: Configuration;
  caps: CapUsage;
}): LoopDefinition[] {
  const { db, clock, configuration, caps } = deps;
  return [
    {
      name: "refresh_configuration",
      poll_ms: 1_000,
      runOnce: idle(() => configuration.refresh()),
    },
    {
      name: "refresh_caps",
      poll_ms: 1_000,
      runOnce: idle(() => caps.refresh(db, clock.nowMs())),
    },
  ];
}
