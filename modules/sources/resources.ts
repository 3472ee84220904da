import { NewSourceSecret, Source } from "./source_answers.ts";
import { SecretBody, SourceBody, SourcePatch } from "./source_body.ts";

/** The API resource of an advertiser's sources. */
export const SOURCES = {
  path: "/advertisers/:id/sources",
  key: "source_id",
  one: "a source",
  many: "the sources of an advertiser",
  body: SourceBody,
  patch: SourcePatch,
  filters: {},
  view: Source,
  moving: ["warnings"],
  problems: ["already_exists"],
  deletes: true,
  delete_problems: ["in_use"],
} as const;

/** The API resource of a source's signing secrets. */
export const SOURCE_SECRETS = {
  path: "/advertisers/:id/sources/:source_id/secrets",
  key: "secret_id",
  one: "a secret of a source",
  many: "the secrets of a source",
  body: SecretBody,
  view: NewSourceSecret,
  problems: ["too_many_secrets"],
  deletes: true,
} as const;
