import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { moveRows, moves } from "../../db/schema/mod.ts";
import { INVITATIONS } from "../access/mod.ts";
import { Problem } from "../kernel/mod.ts";
import type { MoveRunDeps } from "./move_deps.ts";
import type { Move } from "./new_row.ts";

/**
 * Invites the affiliates that a move has made and that have an address, where the owner asks for
 * it: an invitation gives the rights of that affiliate and no others.
 */
export async function inviteAffiliates(
  deps: MoveRunDeps,
  move: Move,
  signal?: AbortSignal,
): Promise<void> {
  if (move.settings.invite !== true) return;
  const { db } = deps;
  const isApplying = sql`exists (select from ${moves} where id = ${move.id}::uuid and status = 'applying')`;
  for (;;) {
    signal?.throwIfAborted();
    const [row] = await db
      .select()
      .from(moveRows)
      .where(
        and(
          eq(moveRows.move_id, move.id),
          eq(moveRows.kind, "affiliate"),
          eq(moveRows.state, "done"),
          eq(moveRows.verdict, "create"),
          isNull(moveRows.after),
          isApplying,
          sql`${moveRows.thing} ->> 'email' <> ''`,
        ),
      )
      .orderBy(asc(moveRows.no))
      .limit(1);
    if (row === undefined) return;
    const note = await invite(deps, {
      email: String(row.thing["email"]),
      affiliate_id: Number(row.target_id),
    });
    await db
      .update(moveRows)
      .set({ after: { invited: true }, notes: [...row.notes, note] })
      .where(and(eq(moveRows.move_id, move.id), eq(moveRows.no, row.no)));
  }
}

/** Ends the invitations of a move that nobody has followed yet. */
export async function revokeInvitations(
  deps: MoveRunDeps,
  move: Move,
): Promise<void> {
  const { db } = deps;
  const rows = await db
    .select({ target_id: moveRows.target_id })
    .from(moveRows)
    .where(
      and(
        eq(moveRows.move_id, move.id),
        eq(moveRows.kind, "affiliate"),
        sql`${moveRows.after} ->> 'invited' = 'true'`,
      ),
    );
  if (rows.length === 0) return;
  await INVITATIONS.revokeOfAffiliates(
    deps,
    rows.map(({ target_id }) => Number(target_id)),
  );
}

async function invite(
  deps: MoveRunDeps,
  { email, affiliate_id }: { email: string; affiliate_id: number },
): Promise<string> {
  try {
    const role = "affiliate" as const;
    const made = await INVITATIONS.create(deps, { email, role, affiliate_id });
    return made.mail === "sent"
      ? "It was invited by mail"
      : "It was invited, but no mail was sent: invite it anew to get the link";
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error;
    return `It was not invited: ${error.detail}`;
  }
}
