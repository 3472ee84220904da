import { Kind, Type, TypeRegistry } from "@sinclair/typebox";
import type { Static, TSchema } from "@sinclair/typebox";
import type { ApiDescription } from "./describe.ts";
import { Count } from "./shapes.ts";

/** Most items of a request. */
export const BULK_ITEMS_MAX = 1_000;

/** Creating many of a resource at once, below `/api/v1/bulk`. */
export interface Bulk {
  /** Its segment in the path: `links` in `/bulk/links`. */
  name: string;
  /** Body of one, with the ids of what it belongs to. */
  item: TSchema;
  /** How one that was made is shown. */
  made: TSchema;
}

/** Body of one item. */
export type ItemOf<B extends Bulk> = Static<B["item"]>;

/** Request body of a bulk. */
export interface BulkBody {
  items: unknown[];
  partial?: boolean;
  /** Whether it is only said what would be made. */
  dry_run?: boolean;
}

const FieldErrors = Type.Array(
  Type.Object({
    field: Type.String({ examples: ["name"] }),
    message: Type.String({ examples: ["is already in use"] }),
    allowed: Type.Optional(Type.Array(Type.String())),
  }),
);

// Each item is checked by itself, so that others can be made without it.
TypeRegistry.Set("BulkItems", () => true);

/** Schema of a bulk's body; the document shows that of the items, which are checked later. */
export function bulkBody({ item }: Bulk) {
  const items = Type.Unsafe<unknown[]>({
    [Kind]: "BulkItems",
    type: "array",
    minItems: 1,
    maxItems: BULK_ITEMS_MAX,
    items: item,
  });
  return Type.Object(
    {
      items,
      partial: Type.Optional(Type.Boolean()),
      dry_run: Type.Optional(Type.Boolean()),
    },
    { additionalProperties: false },
  );
}

/** Describes a bulk's route. */
export function bulkApi(bulk: Bulk): ApiDescription {
  const { name, made } = bulk;
  const answer = Type.Object({
    data: Type.Array(
      Type.Object({
        index: Count,
        status: Type.Integer({ examples: [201] }),
        id: Type.Optional(Type.Integer({ minimum: 1, examples: [7] })),
        made: Type.Optional(made),
        code: Type.Optional(Type.String({ examples: ["already_exists"] })),
        detail: Type.Optional(Type.String()),
        errors: Type.Optional(FieldErrors),
      }),
    ),
  });
  return {
    [`POST /api/v1/bulk/${name}`]: {
      summary: `Creates up to ${BULK_ITEMS_MAX} ${name} at once`,
      description:
        "With `dry_run` nothing is created, and each item says whether it could be.",
      answers: { 200: answer, 201: answer },
    },
  };
}
