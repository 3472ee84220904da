/** The meaning of a sender's word, as the API takes it. */
export type Meaning = State | { status: State; goal?: string; mode?: Mode };
export type State = "approved" | "ignore" | "pending" | "rejected" | "reversed";
type Mode = "add" | "change" | "upsert";

/** A meaning in the parts that a form has; empty ones aren't said. */
export interface MeaningParts {
  status: State;
  goal: string;
  mode: Mode | "";
}

const STATES: readonly string[] = [
  "approved",
  "pending",
  "rejected",
  "reversed",
  "ignore",
];
const MODES: readonly string[] = ["add", "change", "upsert"];

/** The meanings of words as texts: `approved`, or `approved lead change` with goal and mode. */
export function meaningTexts(
  map: Readonly<Record<string, Meaning>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(map).map(([word, meaning]) => [
      word,
      textOf(
        typeof meaning === "string"
          ? { status: meaning, goal: "", mode: "" }
          : {
              status: meaning.status,
              goal: meaning.goal ?? "",
              mode: meaning.mode ?? "",
            },
      ),
    ]),
  );
}

export function textOf({ status, goal, mode }: MeaningParts): string {
  return [status, goal || (mode && "-"), mode].join(" ").trim();
}

/** The parts of such a text. */
export function partsOf(text: string): MeaningParts {
  const [status = "", goal = "", mode = ""] = text.split(" ");
  return {
    status: (STATES.includes(status) ? status : "ignore") as State,
    goal: goal === "-" ? "" : goal,
    mode: (MODES.includes(mode) ? mode : "") as Mode | "",
  };
}

/** The map to send, without the words that were removed. */
export function mapOf(
  texts: Readonly<Record<string, string | undefined>>,
): Record<string, Meaning> {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([word, text]): [string, Meaning][] => {
      if (text === undefined || text === "") return [];
      const { status, goal, mode } = partsOf(text);
      if (goal === "" && mode === "") return [[word, status]];
      const more = {
        ...(goal !== "" && { goal }),
        ...(mode !== "" && { mode }),
      };
      return [[word, { status, ...more }]];
    }),
  );
}

/** A word as it is stored; null where it can't be added. */
export function newWord(
  typed: string,
  texts: Readonly<Record<string, string | undefined>>,
): string | null {
  const word = typed.trim().toLowerCase();
  return word === "" || (texts[word] ?? "") !== "" ? null : word;
}
