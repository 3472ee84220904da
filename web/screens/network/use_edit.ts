import { useRef, useState } from "preact/hooks";
import { ApiError } from "../../api/client.ts";
import type { Tagged } from "../../api/client.ts";
import { useForm } from "../../ui/form.tsx";
import type { FormState } from "../../ui/form.tsx";

/** A value that somebody else changed while a form was open. */
interface ChangedMeanwhile {
  name: string;
  before: string;
  now: string;
}

/** The form of a thing that exists. */
export interface Edit<Values extends object> {
  form: FormState<Values>;
  /** Fields that others changed since the form was opened. */
  changed: readonly ChangedMeanwhile[];
  is_saved: boolean;
}

/**
 * A form that sends only what was changed in it, with the tag of what it was made from. If another
 * was quicker, it says what the other changed and keeps what was typed: saving again puts it over.
 */
export function useEdit<Row, Values extends Record<string, unknown>>(of: {
  start: Tagged<Row>;
  valuesOf(row: Row): Values;
  read(): Promise<Tagged<Row>>;
  send(
    changes: Partial<Values>,
    etag: string,
    values: Values,
  ): Promise<Tagged<Row>>;
  onSaved(saved: Tagged<Row>): void;
}): Edit<Values> {
  const base = useRef(of.start);
  const [changed, setChanged] = useState<readonly ChangedMeanwhile[]>([]);
  const [is_saved, setSaved] = useState(false);
  const form = useForm<Values>(of.valuesOf(of.start.value), async (values) => {
    setSaved(false);
    await save(values);
  });
  const save = async (values: Values, is_again = false): Promise<void> => {
    const before = of.valuesOf(base.current.value);
    try {
      const changes = differing(before, values);
      const saved = await of.send(changes, base.current.etag, values);
      base.current = saved;
      setChanged([]);
      setSaved(true);
      form.set(of.valuesOf(saved.value));
      of.onSaved(saved);
    } catch (reason) {
      if (!(reason instanceof ApiError) || reason.code !== "stale_version") {
        throw reason;
      }
      base.current = await of.read();
      const now = of.valuesOf(base.current.value);
      const theirs = differing(before, now);
      // Another changed only what isn't in this form: nobody's work is lost.
      if (Object.keys(theirs).length === 0 && !is_again) {
        return await save(values, true);
      }
      const mine = differing(before, values);
      form.set(without(theirs, Object.keys(mine)));
      setChanged(
        Object.keys(theirs).map((name) => ({
          name,
          before: textOf(before[name]),
          now: textOf(now[name]),
        })),
      );
    }
  };
  return { form, changed, is_saved };
}

function differing<Values extends Record<string, unknown>>(
  before: Values,
  after: Values,
): Partial<Values> {
  const names = Object.keys({ ...before, ...after }).filter(
    (name) => textOf(before[name]) !== textOf(after[name]),
  );
  return Object.fromEntries(
    names.map((name) => [name, after[name]]),
  ) as Partial<Values>;
}

function without<Values extends object>(
  values: Partial<Values>,
  names: readonly string[],
): Partial<Values> {
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => !names.includes(name)),
  ) as Partial<Values>;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}
