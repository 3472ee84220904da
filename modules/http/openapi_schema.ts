import type { TSchema } from "@sinclair/typebox";
import { marksInWords, SEEN_AS, withoutMarks } from "./hidden_fields.ts";

/** A JSON schema as written to the document. */
export type JsonSchema = Record<string, unknown>;

/** Writes schemas, and collects the named ones as components. */
export class SchemaWriter {
  readonly components: Record<string, JsonSchema> = {};
  /** Problem responses of routes, by their codes. */
  readonly responses: Record<string, { description: string }> = {};
  readonly #shapes = new Map<string, TSchema>();

  /** Writes a schema as JSON; a named one goes to the components and is referenced. */
  write(schema: TSchema): JsonSchema {
    const name = schema.$id;
    if (name === undefined) return this.#plain(schema);
    const { plain, marks } = withoutMarks(schema);
    // They are the field's, and not those of others with this shape.
    if (Object.keys(marks).length > 0) {
      const description = marksInWords(schema);
      return {
        ...this.write(plain),
        ...(description === undefined ? {} : { description }),
        ...marks,
      };
    }
    const known = this.#shapes.get(name);
    if (known === undefined) {
      this.#shapes.set(name, schema);
      this.components[name] = this.#plain(schema);
    } else if (known !== schema && !isSame(known, schema)) {
      throw new Error(`Two shapes are named "${name}"`);
    }
    return { $ref: `#/components/schemas/${name}` };
  }

  #plain(schema: TSchema): JsonSchema {
    const { $id, anyOf, properties, items, patternProperties, ...rest } =
      schema as JsonSchema;
    const written: JsonSchema = { ...rest };
    delete written.examples;
    delete written.parse;
    delete written[SEEN_AS];
    const { examples } = rest as { examples?: unknown[] };
    if (examples !== undefined) written.examples = examples;
    const hidden = marksInWords(schema);
    if (hidden !== undefined) {
      const { description } = rest as { description?: string };
      written.description = [description, hidden].filter(Boolean).join(" ");
    }
    if (Array.isArray(anyOf)) {
      const words = (anyOf as TSchema[]).map((one) => one.const as unknown);
      const are_words = words.every((word) => typeof word === "string");
      if (are_words) return { ...written, type: "string", enum: words };
      written.anyOf = (anyOf as TSchema[]).map((one) => this.write(one));
    }
    if (properties !== undefined) {
      written.properties = this.#each(properties as Record<string, TSchema>);
    }
    if (patternProperties !== undefined) {
      const [value] = Object.values(patternProperties as object) as TSchema[];
      if (value !== undefined) written.additionalProperties = this.write(value);
    }
    if (Array.isArray(items)) {
      written.prefixItems = (items as TSchema[]).map((one) => this.write(one));
      delete written.additionalItems;
    } else if (items !== undefined) {
      written.items = this.write(items as TSchema);
    }
    return written;
  }

  #each(properties: Record<string, TSchema>): Record<string, JsonSchema> {
    return Object.fromEntries(
      Object.entries(properties).map(([name, one]) => [name, this.write(one)]),
    );
  }
}

/** A schema is copied where it is optional, so identity isn't enough. */
function isSame(one: TSchema, other: TSchema): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
