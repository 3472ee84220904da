import { Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import type { CheckText, FormatText, Manifest } from "./manifest.ts";
import type { KeysText } from "./sealed_keys.ts";

const Text = Type.String();
const Count = Type.Integer({ minimum: 0 });
const TextOrNull = Type.Union([Text, Type.Null()]);

const CONTENT = { path: Text, parts: Count, size_bytes: Count, sha256: Text };

const FORMAT = Type.Object({ format: Count, tallyho: Text });

const CHECK = Type.Object({ sha256: Text, mac: TextOrNull });

const KEYS = Type.Object({
  scrypt: Type.Object({ N: Count, r: Count, p: Count, salt: Text }),
  sealed: Text,
});

const MANIFEST = Type.Object({
  id: Type.String({ pattern: "^[\\w-]{1,64}$" }),
  made_at: Text,
  postgres: Text,
  migration_ms: Count,
  settings: Type.Record(Text, Text),
  key_check: TextOrNull,
  has_keys: Type.Boolean(),
  tables: Type.Array(
    Type.Object({
      ...CONTENT,
      name: Text,
      parent: TextOrNull,
      columns: Type.Array(Text),
      rows: Count,
      rows_sum: Text,
    }),
  ),
  sequences: Type.Array(
    Type.Object({
      name: Text,
      last_value: Type.String({ pattern: "^-?\\d+$" }),
      is_called: Type.Boolean(),
    }),
  ),
  journals: Type.Array(Text),
  other_journals: Count,
  files: Type.Array(Type.Object(CONTENT)),
});

/** Whether a text of a backup is a manifest: its checksum is whoever's who wrote it. */
export function isManifest(value: unknown): value is Manifest {
  return Value.Check(MANIFEST, value);
}

/** Whether a text of a backup is its form. */
export function isFormat(value: unknown): value is FormatText {
  return Value.Check(FORMAT, value);
}

/** Whether a text of a backup is its check. */
export function isCheck(value: unknown): value is CheckText {
  return Value.Check(CHECK, value);
}

/** Whether a text of a backup is its sealed keys. */
export function isKeys(value: unknown): value is KeysText {
  return Value.Check(KEYS, value);
}
