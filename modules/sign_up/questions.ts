import { eq } from "drizzle-orm";
import type { Database, Queryable } from "../../db/mod.ts";
import { signUpQuestions } from "../../db/schema/mod.ts";
import { invalid } from "../http/mod.ts";
import type { Precondition } from "../http/mod.ts";

type Question = (typeof signUpQuestions.$inferSelect)["questions"][number];

const ONLY = 1;

/** The network's questions. */
export async function readQuestions(
  db: Queryable,
): Promise<readonly Question[]> {
  const where = eq(signUpQuestions.id, ONLY);
  const [row] = await db.select().from(signUpQuestions).where(where);
  return row?.questions ?? [];
}

/** Replaces the network's questions. */
export async function writeQuestions(
  db: Database,
  questions: Question[],
  check?: Precondition,
): Promise<{ questions: readonly Question[] }> {
  const keys = questions.map(({ key }) => key);
  const double = keys.findIndex((key, at) => keys.indexOf(key) !== at);
  if (double >= 0) throw invalid(`questions.${double}.key`, "is given twice");
  await db.transaction(async (tx) => {
    await check?.(tx);
    await tx
      .insert(signUpQuestions)
      .values({ id: ONLY, questions })
      .onConflictDoUpdate({
        target: signUpQuestions.id,
        set: { questions },
      });
  });
  return { questions };
}

/** Throws a Problem if an answer is missing, or answers no question. */
export function checkAnswers(
  questions: readonly Question[],
  answers: Readonly<Record<string, string>>,
): void {
  const keys = questions.map(({ key }) => key);
  const unknown = Object.keys(answers).find((key) => !keys.includes(key));
  if (unknown !== undefined) {
    throw invalid(`answers.${unknown}`, "answers no question");
  }
  const missing = questions.find(
    ({ key, required }) => required && (answers[key] ?? "").trim() === "",
  );
  if (missing !== undefined) {
    throw invalid(`answers.${missing.key}`, "is required");
  }
}
