import type { Static } from "@sinclair/typebox";
import { and, eq } from "drizzle-orm";
import type { Database, Queryable, Transaction } from "../../db/mod.ts";
import { applications, users } from "../../db/schema/mod.ts";
import { INVITATIONS } from "../access/mod.ts";
import type { Mailer } from "../access/mod.ts";
import { networkSetup } from "../campaigns/mod.ts";
import type { AffiliateDeps } from "../campaigns/mod.ts";
import {
  invalid,
  listPage,
  notFound,
  orNotFound,
  selectList,
  within,
} from "../http/mod.ts";
import type { ListRequest } from "../http/mod.ts";
import { isEmail, isoTime, isUuid, newId, Problem } from "../kernel/mod.ts";
import { APPLICATION_TABLE } from "./application_list.ts";
import { readNotes } from "./application_notes.ts";
import type { ApplicationNote } from "./application_notes.ts";
import { checkAnswers, readQuestions } from "./questions.ts";
import { refusalMail, tellApplied } from "./tell_applied.ts";
import type { ApplicationBody } from "./sign_up_model.ts";

/** Applications of one email that may wait at once; more are taken and forgotten. */
const PENDING_MAX = 3;

export interface SignUpDeps extends AffiliateDeps {
  db: Database;
  /** Facts of an address. */
  addressFacts(ip: string): { country: string | null; is_data_centre: boolean };
  /** Absent where no mail is sent. */
  mailer?: Mailer | undefined;
}

/** Takes an application; the caller learns nothing of what is known here. */
export async function apply(
  deps: SignUpDeps,
  input: Static<typeof ApplicationBody>,
  address: string,
): Promise<void> {
  const email = input.email.trim().toLowerCase();
  if (!isEmail(email)) throw invalid("email", "must be an email address");
  const answers = input.answers ?? {};
  checkAnswers(await readQuestions(deps.db), answers);
  const { country, is_data_centre } = deps.addressFacts(address);
  const mine = and(
    eq(applications.email, email),
    eq(applications.status, "pending"),
  );
  if ((await deps.db.$count(applications, mine)) >= PENDING_MAX) return;
  const row = {
    id: newId(deps.clock),
    email,
    name: input.name,
    website: input.website ?? null,
    answers,
    address,
    country,
    is_data_centre,
    created_at: deps.clock.nowMs(),
  };
  await deps.db.transaction(async (tx) => {
    await tx.insert(applications).values(row);
    await tellApplied(tx, deps.clock, row);
  });
}

/** Lists applications, newest first. */
export async function listApplications(deps: SignUpDeps, list: ListRequest) {
  const rows = await selectList(deps.db, {
    from: applications,
    table: APPLICATION_TABLE,
    list,
  });
  const notes = await readNotes(deps.db, rows);
  const of = new Map(rows.map(({ id }, at) => [id, notes[at] ?? []]));
  return listPage(APPLICATION_TABLE, list, rows, (row) =>
    present(row, of.get(row.id) ?? []),
  );
}

/** An application, or 404. */
export async function readApplication(db: Queryable, id: string) {
  if (!isUuid(id)) throw notFound();
  const where = eq(applications.id, id);
  const [found] = await db.select().from(applications).where(where);
  const row = orNotFound(found);
  const [notes = []] = await readNotes(db, [row]);
  return present(row, notes);
}

/**
 * Approves an application: makes the affiliate, once, and a link to sign in by. Approving it
 * again makes another link, until one was used.
 */
export async function approveApplication(deps: SignUpDeps, id: string) {
  const { email, affiliate_id } = await deps.configuration.change((tx) =>
    makeAffiliate(deps, tx, id),
  );
  const made = await INVITATIONS.create(deps, {
    email,
    role: "affiliate",
    affiliate_id,
  });
  const { url, expires_at, mail } = made;
  return {
    ...(await readApplication(deps.db, id)),
    invitation: { url, expires_at, mail },
  };
}

/** The affiliate of an application, made where there is none. */
async function makeAffiliate(deps: SignUpDeps, tx: Transaction, id: string) {
  const row = await lockApplication(tx, id);
  const { name, email, status, affiliate_id } = row;
  if (status === "refused") throw decided(status);
  if (affiliate_id !== null) return { email, affiliate_id };
  await refuseUser(tx, email);
  const made = await networkSetup.affiliates.create(within(deps, tx), {
    name,
    email,
  });
  await tx
    .update(applications)
    .set({
      status: "approved",
      affiliate_id: made.id,
      decided_at: deps.clock.nowMs(),
    })
    .where(eq(applications.id, id));
  return { email, affiliate_id: made.id };
}

/** Throws a Problem if a user has this email, who could not be invited. */
async function refuseUser(tx: Transaction, email: string): Promise<void> {
  if ((await tx.$count(users, eq(users.email, email))) === 0) return;
  const detail = `A user "${email}" exists: it can't be an affiliate's, too`;
  throw new Problem(409, "already_exists", detail);
}

/** Refuses an application that waits, with the reason. */
export async function refuseApplication(
  { db, clock, mailer }: SignUpDeps,
  id: string,
  reason: string,
) {
  const { email, is_new } = await db.transaction(async (tx) => {
    const { status, email: reader } = await lockApplication(tx, id);
    if (status === "approved") throw decided(status);
    await tx
      .update(applications)
      .set({ status: "refused", reason, decided_at: clock.nowMs() })
      .where(eq(applications.id, id));
    return { email: reader, is_new: status === "pending" };
  });
  if (is_new) await mailer?.send(refusalMail(id, email));
  return await readApplication(db, id);
}

/** An application that nobody else decides meanwhile, or 404. */
async function lockApplication(tx: Transaction, id: string) {
  if (!isUuid(id)) throw notFound();
  const where = eq(applications.id, id);
  const [row] = await tx.select().from(applications).where(where).for("update");
  return orNotFound(row);
}

function decided(status: string): Problem {
  const detail = `The application is ${status} already`;
  return new Problem(409, "already_decided", detail);
}

function present(
  row: typeof applications.$inferSelect,
  notes: ApplicationNote[],
) {
  return {
    ...row,
    notes,
    created_at: isoTime(row.created_at),
    decided_at: row.decided_at === null ? null : isoTime(row.decided_at),
  };
}
