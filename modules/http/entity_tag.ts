import type { TSchema } from "@sinclair/typebox";
import type { Transaction } from "../../db/mod.ts";
import { Problem } from "../kernel/mod.ts";

/** Bytes of a hash that a tag shows: 96 bits never clash by chance. */
const HASH_BYTES = 12;
/** Remarks on the request at hand, no part of what is stored. */
const REMARKS = ["notes"];
/** Names beside ids are put in after a thing is read, and differ by who asks. */
const NAME = /_by_name$/;

/** How a resource is shown, as far as its tag depends on it. */
export interface TaggedView {
  view: TSchema;
  /** Fields that change without anyone changing it, such as what was used of a cap. */
  moving?: readonly string[];
}

/**
 * The strong entity tag of what is shown: a hash of what can be changed, and after a point
 * one of what moves by itself. A change compares only the first, so that a counter that
 * moved refuses nobody; a cache compares both, so that it never shows an old counter.
 */
export function entityTag(shown: object, resource: TaggedView): string {
  const { view, moving = [] } = resource;
  const known = view.properties as Record<string, unknown> | undefined;
  const entries = Object.entries(shown).filter(
    ([name]) =>
      (known === undefined || Object.hasOwn(known, name)) &&
      !REMARKS.includes(name),
  );
  const settled = entries.filter(([name]) => !moving.includes(name));
  const settings = hashOf(Object.fromEntries(settled));
  if (moving.length === 0) return `"${settings}"`;
  const moved = entries.filter(([name]) => moving.includes(name));
  return `"${settings}.${hashOf(Object.fromEntries(moved))}"`;
}

/** Whether `If-Match` lets a change pass: any one with `*`, or one with these settings. */
export function passesIfMatch(header: string, tag: string): boolean {
  if (header.trim() === "*") return true;
  return readTags(header).some(
    (given) => !given.is_weak && settingsOf(given.tag) === settingsOf(tag),
  );
}

/** The refusal of a change to what has another tag by now. */
export function staleTag(tag: string): Problem {
  const detail =
    "It has changed since you read it: read it again, and send its new ETag as If-Match";
  return new Problem(412, "stale_version", detail, { headers: { etag: tag } });
}

/**
 * A check that a change makes in its own transaction, before it changes anything and while
 * nobody else can; a Problem refuses the change.
 */
export type Precondition = (tx: Transaction) => Promise<void>;

/** The check that `If-Match` asks for: what is read then still has its tag. */
export function preconditionOf<Tx>(
  header: string | null,
  resource: TaggedView,
  read: (tx: Tx) => Promise<object>,
): ((tx: Tx) => Promise<void>) | undefined {
  if (header === null) return undefined;
  return async (tx) => {
    const tag = entityTag(await read(tx), resource);
    if (!passesIfMatch(header, tag)) throw staleTag(tag);
  };
}

/** Whether `If-None-Match` names what would be shown. */
export function isKnownTag(header: string, tag: string): boolean {
  if (header.trim() === "*") return true;
  return readTags(header).some((given) => given.tag === tag);
}

/** The tags of a list, with their quotes; none if it isn't a list of tags. */
function readTags(header: string): { tag: string; is_weak: boolean }[] {
  const tags: { tag: string; is_weak: boolean }[] = [];
  const text = header.trim();
  let at = 0;
  for (;;) {
    const is_weak = text.startsWith("W/", at);
    const start = is_weak ? at + 2 : at;
    const end = text[start] === '"' ? text.indexOf('"', start + 1) : -1;
    if (end === -1) return [];
    tags.push({ tag: text.slice(start, end + 1), is_weak });
    at = skipBlanks(text, end + 1);
    if (at === text.length) return tags;
    if (text[at] !== ",") return [];
    at = skipBlanks(text, at + 1);
  }
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === " " || text[at] === "\t") at += 1;
  return at;
}

function settingsOf(tag: string): string {
  return tag.replaceAll('"', "").split(".")[0] ?? "";
}

function hashOf(value: unknown): string {
  const hash = new Bun.CryptoHasher("sha256").update(canonical(value)).digest();
  return hash.subarray(0, HASH_BYTES).toString("base64url");
}

/** JSON with the names of each object in order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(
          Object.entries(part)
            .filter(([name]) => !NAME.test(name))
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : part,
  );
}
