import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { guard } from "../access/mod.ts";
import type { GuardDeps } from "../access/mod.ts";
import { DEVICES, SYSTEMS } from "../campaigns/mod.ts";
import { oneOf } from "../http/mod.ts";
import { tryClick } from "./sandbox.ts";
import type { SandboxDeps } from "./sandbox.ts";

const text = (max: number) => Type.Optional(Type.String({ maxLength: max }));
const VISITOR = {
  query: text(8192),
  ip: text(64),
  user_agent: text(1024),
  referrer: text(2048),
  country: Type.Optional(Type.String({ pattern: "^[A-Za-z]{2}$" })),
  device: Type.Optional(oneOf(DEVICES)),
  os: Type.Optional(oneOf(SYSTEMS)),
};
const SandboxBody = Type.Object(
  { url: text(8192), slug: text(64), ...VISITOR },
  { additionalProperties: false },
);

/** The visitor that a link is checked for. */
export const CheckQuery = Type.Object(VISITOR, { additionalProperties: false });

/** `sandbox/click`: where a click would go, and why. */
export function sandboxRoutes(deps: SandboxDeps & GuardDeps) {
  return new Elysia({ name: "sandbox-click", prefix: "/api/v1" })
    .use(guard(deps, ["admin", "manager"]))
    .post("/sandbox/click", ({ body }) => tryClick(deps, body), {
      body: SandboxBody,
    });
}
