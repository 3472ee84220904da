import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";

/** The errors that say that an audit was made, and found something. */
const FINDING = /^(?:LedgerAuditError|ReportAuditError): /;
/** The end of a finding whose next audit could not be made. */
export const NOT_MADE_AGAIN = "; the audit after it could not be made";

/** Whether an audit's last error is what it found; else it could not be made. */
export function isFinding(last_error: string): boolean {
  return FINDING.test(last_error);
}

/** The same as a condition on a column, which is not null. */
export function isFindingText(last_error: SQL): SQL {
  return sql`${last_error} ~ ${sql.raw(`'${FINDING.source}'`)}`;
}

/** Whether an audit with this last error, or null, could be made when it last ran. */
export function isMadeText(last_error: SQL): SQL {
  return sql`(${last_error} is null or (${isFindingText(last_error)}
    and position(${sql.raw(`'${NOT_MADE_AGAIN}'`)} in ${last_error}) = 0))`;
}
