/** The result of a check. */
export interface Finding {
  check: string;
  state: "ok" | "warning" | "fault" | "skipped";
  says: string;
  /** The remedy. */
  do?: string;
}

/** A check's finding, before it is given its name. */
export type Verdict = Omit<Finding, "check">;

export function ok(says: string): Verdict {
  return { state: "ok", says };
}

export function skipped(says: string): Verdict {
  return { state: "skipped", says };
}

export function warning(says: string, todo: string): Verdict {
  return { state: "warning", says, do: todo };
}

export function fault(says: string, todo: string): Verdict {
  return { state: "fault", says, do: todo };
}
