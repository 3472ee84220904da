import { isoTime } from "../kernel/mod.ts";

/** Longer estimates are meaningless. */
const ETA_MS_MAX = 10 * 365 * 24 * 3_600_000;

/** Progress of the current run; times by the clock of its instance. */
export interface Measured {
  claimed_at: number | null;
  progress_at: number | null;
  done: number;
  done_at_claim: number;
  total: number | null;
}

/** The rate of the current run from its saved progress, and when it will finish at that rate. */
export function measureProgress(row: Measured): {
  rate_per_second: number | null;
  eta_at: string | null;
} {
  const { claimed_at, progress_at, done, done_at_claim, total } = row;
  if (claimed_at === null || progress_at === null || done <= done_at_claim) {
    return { rate_per_second: null, eta_at: null };
  }
  const elapsed_s = (progress_at - claimed_at) / 1000;
  if (elapsed_s <= 0) return { rate_per_second: null, eta_at: null };
  const rate = (done - done_at_claim) / elapsed_s;
  const left_ms = total === null ? null : ((total - done) / rate) * 1000;
  return {
    rate_per_second: Math.round(rate * 100) / 100,
    eta_at:
      left_ms === null || left_ms < 0 || left_ms > ETA_MS_MAX
        ? null
        : isoTime(progress_at + Math.round(left_ms)),
  };
}
