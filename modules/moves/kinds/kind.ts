import type { TSchema } from "@sinclair/typebox";
import { TypeCompiler } from "@sinclair/typebox/compiler";
import type { TypeCheck } from "@sinclair/typebox/compiler";
import type { Transaction } from "../../../db/mod.ts";
import type { MoveSettings } from "../../../db/schema/mod.ts";
import { fieldErrors, invalidFields } from "../../http/mod.ts";
import type { Finding, Shape } from "../../http/mod.ts";
import type { MoveDeps } from "../move_deps.ts";
import type { MovedThing } from "../moved_thing.ts";
import type { Names, Need } from "../names.ts";

export type { NamedKind, Need } from "../names.ts";

/** Values of ours by field, as the API shows them. */
export type Fields = Record<string, unknown>;

/** The verdict on a thing, with all that is needed to carry it out. */
export type Plan =
  | { verdict: "create"; notes?: readonly string[] }
  | {
      verdict: "update";
      id: string;
      before: Fields;
      after: Fields;
      notes?: readonly string[];
    }
  | {
      verdict: "skip";
      id?: string | null;
      reason: string;
      notes?: readonly string[];
    }
  | { verdict: "refuse"; reason: string; notes?: readonly string[] };

/** The same thing as an earlier move made it, where it is still here. */
export interface Earlier<T> {
  id: string;
  thing: T;
}

/** The means of planning and making, in one transaction. */
export interface Work {
  /** Whose changes are part of `tx`. */
  deps: MoveDeps;
  tx: Transaction;
  names: Names;
  move_id: string;
  from: string;
  settings: MoveSettings;
  now_ms: number;
}

/** How things of one kind become ours, and are taken back. */
export interface Kind<T extends MovedThing> {
  /** Its name among its kind, also in a later move. */
  nameOf(thing: T, from: string): string;
  needs(thing: T, from: string): readonly Need[];
  /** Its verdict; throws a Problem for what is refused. */
  plan(work: Work, thing: T, earlier: Earlier<T> | undefined): Promise<Plan>;
  /** Makes it, and returns its id. */
  make(work: Work, thing: T): Promise<string>;
  /** Sets fields of what is here already. */
  change?(work: Work, id: string, fields: Fields): Promise<void>;
  /** The present values of fields, to find out whether somebody changed them since. */
  read?(work: Work, id: string): Promise<Fields>;
  /** Removes what `make` made; throws a Problem where something hangs on it. */
  takeBack(work: Work, id: string, thing: T): Promise<void>;
  /** Puts away what can't be removed. */
  archive?(work: Work, id: string, thing: T): Promise<void>;
}

const CHECKS = new WeakMap<TSchema, TypeCheck<TSchema>>();

/** Throws the Problem that the API answers to a body that doesn't fit. */
export function checkBody(schema: TSchema, body: unknown): void {
  const check = CHECKS.get(schema) ?? TypeCompiler.Compile(schema);
  CHECKS.set(schema, check);
  if (check.Check(body)) return;
  const found = check.Errors(body) as Iterable<Finding>;
  throw invalidFields(fieldErrors(found, schema as Shape));
}

/** Leaves out fields without a value. */
export function given<T extends object>(
  fields: T,
): { [Name in keyof T]: Exclude<T[Name], undefined> } {
  const entries = Object.entries(fields).filter(
    ([, value]) => value !== undefined,
  );
  return Object.fromEntries(entries) as never;
}
