/** A question that is asked of those who apply. */
export interface Question {
  key: string;
  label: string;
  required: boolean;
}

/** A question that is being written; a new one has no key yet. */
export interface QuestionDraft extends Omit<Question, "key"> {
  key: string | null;
}

export const NEW_QUESTION: QuestionDraft = {
  key: null,
  label: "",
  required: false,
};

const KEY_CHARS_MAX = 40;

/** The questions to send: each new one gets a key from its words, which no other has. */
export function questionsToSend(drafts: readonly QuestionDraft[]): Question[] {
  const taken = new Set(drafts.map(({ key }) => key));
  return drafts.map(({ key, label, required }) => {
    const own = key ?? freeKey(label, taken);
    taken.add(own);
    return { key: own, label: label.trim(), required };
  });
}

function freeKey(label: string, taken: ReadonlySet<string | null>): string {
  const words = label
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^a-z0-9 ]+/g, "")
    .trim()
    .replace(/ +/g, "_");
  const base = /^[a-z]/.test(words) ? words : "question";
  for (let count = 1; ; count++) {
    const end = count === 1 ? "" : `_${count}`;
    const key = base.slice(0, KEY_CHARS_MAX - end.length) + end;
    if (!taken.has(key)) return key;
  }
}
