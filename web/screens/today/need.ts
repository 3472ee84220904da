/** Something that waits for a person: how much of it, what, and where it is decided. */
export interface Need {
  key: string;
  /** Empty where it is one thing. */
  count: string;
  text: string;
  tone: "good" | "warn" | "bad" | "note";
  href: string;
  /** Where there is more to read of it. */
  about?: string;
  verb: string;
}

/** Outcomes of postbacks that nobody has to look at. */
export const FINE_OUTCOMES = [
  "recorded",
  "updated",
  "duplicate",
  "ignored",
  "queued",
  "forwarded",
  "unchanged",
];
