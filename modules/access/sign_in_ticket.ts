import {
  constantTimeEquals,
  isoTime,
  Problem,
  seal,
  unseal,
} from "../kernel/mod.ts";
import type { Clock, SealKey } from "../kernel/mod.ts";
import type { UserRow } from "./user.ts";

const LIFE_MS = 5 * 60_000;
const CONTEXT = "sign-in ticket";

interface Ticket {
  user_id: string;
  expires_at: number;
  /** Of the password's hash, so that another password ends it. */
  password: string;
}

interface TicketDeps {
  clock: Clock;
  seal_key: SealKey;
}

/** A ticket of a user whose password was right, to be shown with the second step. */
export function makeTicket(
  { clock, seal_key }: TicketDeps,
  user: UserRow,
): { ticket: string; expires_at: string } {
  const expires_at = clock.nowMs() + LIFE_MS;
  const ticket: Ticket = {
    user_id: user.id,
    expires_at,
    password: digest(user.password_hash),
  };
  const plain = Buffer.from(JSON.stringify(ticket));
  const sealed = Buffer.from(seal(seal_key, plain, CONTEXT));
  return {
    ticket: sealed.toString("base64url"),
    expires_at: isoTime(expires_at),
  };
}

/** The user of a ticket that didn't expire; a Problem for any other. */
export async function readTicket(
  { clock, seal_key }: TicketDeps,
  text: string,
  readUser: (id: string) => Promise<UserRow | undefined>,
): Promise<UserRow> {
  const ticket = open(seal_key, text);
  if (ticket === null || ticket.expires_at <= clock.nowMs()) throw badTicket();
  const user = await readUser(ticket.user_id);
  if (user === undefined || user.disabled_at !== null) throw badTicket();
  const password = digest(user.password_hash);
  if (!constantTimeEquals(password, ticket.password)) throw badTicket();
  return user;
}

function open(seal_key: SealKey, text: string): Ticket | null {
  try {
    const plain = unseal(seal_key, Buffer.from(text, "base64url"), CONTEXT);
    return JSON.parse(Buffer.from(plain).toString()) as Ticket;
  } catch {
    return null;
  }
}

function digest(text: string): string {
  return new Bun.CryptoHasher("sha256").update(text).digest("hex");
}

function badTicket(): Problem {
  return new Problem(401, "ticket_expired", "Sign in again with the password");
}
