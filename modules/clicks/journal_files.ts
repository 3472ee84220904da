import { HeldJournal } from "./journal_copy.ts";
import { verifyJournal } from "./verify_journal.ts";

/** Reads the journal of a data directory from outside, also while a tracker writes to it. */
export const journalFiles = {
  verify: verifyJournal,
  /** Holds its files for a copy. */
  hold: (data_dir: string): HeldJournal => new HeldJournal(data_dir),
};
