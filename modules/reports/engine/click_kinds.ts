/** Bits of a click's marks, as they are stored. */
export const MARK_BITS = { unique: 1, bot: 4, prefetch: 8, test: 16 } as const;
/** Of a kind: a click over a cap, for which nobody is paid. */
const UNPAID = 32;

/** How clicks of one kind are counted. */
export interface ClickKind {
  verdict: string;
  is_valid: boolean;
  is_unique: boolean;
  is_bot: boolean;
  is_unpaid: boolean;
}

/** Reads a click's kind, which is its marks and its verdict; null for those that aren't counted. */
export function readKind(kind: string | null): ClickKind | null {
  const [digits = "", verdict = ""] = (kind ?? "").split(" ");
  const marks = Number(digits);
  if ((marks & (MARK_BITS.prefetch | MARK_BITS.test)) !== 0) return null;
  const is_bot = (marks & MARK_BITS.bot) !== 0;
  const is_valid = verdict === "sent" && !is_bot;
  const is_unique = is_valid && (marks & MARK_BITS.unique) !== 0;
  const is_unpaid = (marks & UNPAID) !== 0;
  return { verdict, is_valid, is_unique, is_bot, is_unpaid };
}

/** A click's verdict, from its kind. */
export function verdictOf(kind: string | null): string | null {
  return kind?.slice(kind.indexOf(" ") + 1) ?? null;
}
