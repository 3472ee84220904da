import { Problem } from "../../kernel/mod.ts";
import type { Earlier, Fields, NamedKind, Plan, Work } from "./kind.ts";

/** A thing with an `external_id`, as it should be here. */
interface Wanted<T> {
  kind: NamedKind;
  thing: T;
  external_id: string;
  earlier: Earlier<T> | undefined;
  /** The fields that a file gives, as the API shows them. */
  fieldsOf(thing: T): Fields;
  read(id: number): Promise<Fields>;
  /** Whether what is here by this `external_id`, and no move made it, is meant. */
  isSame(here: Fields): boolean;
}

/**
 * Plans a thing with an `external_id`. What the owner has changed here stays, unless the file says
 * something else than at the last move.
 */
export async function planNamed<T>(
  { names }: Work,
  wanted: Wanted<T>,
): Promise<Plan> {
  const { kind, thing, external_id, earlier } = wanted;
  if (earlier !== undefined && Bun.deepEquals(earlier.thing, thing)) {
    return here(earlier.id);
  }
  const found = names.find(kind, external_id)?.id ?? null;
  const id = earlier === undefined ? found : Number(earlier.id);
  if (id === null) return { verdict: "create" };
  const now = await wanted.read(id);
  if (earlier === undefined && !wanted.isSame(now)) {
    const name = `${String(now["name"] ?? "")}`;
    throw new Problem(
      409,
      "already_exists",
      `The external_id "${external_id}" is already that of ${kind} ${id}${name === "" ? "" : ` "${name}"`}, which is another one: give that one another external_id`,
    );
  }
  const fields = wanted.fieldsOf(thing);
  const was = earlier === undefined ? {} : wanted.fieldsOf(earlier.thing);
  const changed = Object.keys(fields).filter(
    (name) =>
      !isEqual(fields[name], now[name]) &&
      (earlier === undefined || !isEqual(fields[name], was[name])),
  );
  if (changed.length === 0) return here(String(id));
  return {
    verdict: "update",
    id: String(id),
    before: pick(now, changed),
    after: pick(fields, changed),
  };
}

/** The verdict on what is here as it should be. */
export function here(id: string | null): Plan {
  return { verdict: "skip", id, reason: "It is here already" };
}

/** The values of some fields; null for those that have none. */
export function pick(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(names.map((name) => [name, fields[name] ?? null]));
}

/** Whether two values of a field are the same to the API. */
export function isEqual(one: unknown, other: unknown): boolean {
  return Bun.deepEquals(one ?? null, other ?? null);
}
