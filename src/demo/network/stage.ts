import type { DemoClient } from "../client.ts";
import type { EndpointServer } from "./endpoint_server.ts";
import type { Dice } from "./visitors.ts";

/** A clock that is moved forward. */
export interface MovedClock {
  nowMs(): number;
  moveTo(time_ms: number): void;
}

/** A tracker with a clock in the past, and everybody around it. */
export interface Stage {
  client: DemoClient;
  clock: MovedClock;
  endpoints: EndpointServer;
  dice: Dice;
  /** Does the tracker's background work that is due: clicks stored, deliveries sent. */
  work(): Promise<void>;
  /** Runs the jobs and tasks that are due. */
  runJobs(): Promise<void>;
}

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
