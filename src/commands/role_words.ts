import { ROLES } from "../../modules/access/mod.ts";
import type { Role } from "../../modules/access/mod.ts";
import { UsageError } from "./usage_error.ts";

/** The role that a word of the command line names. */
export function readRole(text: string): Role {
  const role = ROLES.find((name) => name === text);
  if (role !== undefined) return role;
  throw new UsageError(`A role is one of ${ROLES.join(", ")}`);
}
