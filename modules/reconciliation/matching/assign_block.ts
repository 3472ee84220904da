/** A row matched with a line, with how much better it is than the alternatives. */
export interface Assigned {
  row: number;
  line: number;
  score: number;
  /**
   * Score of the best alternative: `score` less what the total loses without this
   * match. Null if neither side has another candidate.
   */
  runner_up: number | null;
}

/** Scores by row (outer) and line (inner); null where the two can't match. */
export type Scores = readonly (readonly (number | null)[])[];

/**
 * Finds the assignment of rows to lines with the greatest total score; a row or
 * line without a candidate stays unmatched. Each match carries what the total would
 * lose without it, so an interchangeable match loses nothing.
 */
export function assignBlock(scores: Scores): Assigned[] {
  const best = solve(scores);
  const total = totalOf(scores, best);
  return best.flatMap((line, row) => {
    const score = line === null ? null : (scores[row]?.[line] ?? null);
    if (line === null || score === null) return [];
    const without = scores.map((of_row, at) =>
      at === row ? of_row.map((s, to) => (to === line ? null : s)) : of_row,
    );
    const has_other =
      without[row]?.some((other) => other !== null) === true ||
      without.some((of_row) => (of_row[line] ?? null) !== null);
    const lost = total - totalOf(without, solve(without));
    const runner_up = has_other ? Math.max(0, score - lost) : null;
    return [{ row, line, score, runner_up }];
  });
}

function totalOf(scores: Scores, lines: readonly (number | null)[]): number {
  return lines.reduce<number>(
    (sum, line, row) => sum + (line === null ? 0 : (scores[row]?.[line] ?? 0)),
    0,
  );
}

/**
 * Hungarian method: shortest augmenting paths with potentials. Returns the line of
 * each row. Each row also has a zero-cost dummy place, which stands for staying
 * unmatched.
 */
function solve(scores: Scores): (number | null)[] {
  const rows = scores.length;
  const lines = scores[0]?.length ?? 0;
  const places = lines + rows;
  const costOf = (row: number, place: number): number => {
    if (place >= lines) return place - lines === row ? 0 : Infinity;
    const score = scores[row]?.[place] ?? null;
    return score === null ? Infinity : -score;
  };
  const row_potential = new Array<number>(rows).fill(0);
  const place_potential = new Array<number>(places).fill(0);
  const row_at = new Array<number>(places).fill(-1);
  for (let row = 0; row < rows; row++) {
    augment(row, { costOf, row_potential, place_potential, row_at });
  }
  const line_of = new Array<number | null>(rows).fill(null);
  for (let line = 0; line < lines; line++) {
    const row = row_at[line] ?? -1;
    if (row >= 0) line_of[row] = line;
  }
  return line_of;
}

interface Potentials {
  costOf(row: number, place: number): number;
  row_potential: number[];
  place_potential: number[];
  row_at: number[];
}

/** Adds one row to the assignment along the shortest augmenting path. */
function augment(start: number, state: Potentials): void {
  const { costOf, row_potential, place_potential, row_at } = state;
  const places = place_potential.length;
  const distance = new Array<number>(places).fill(Infinity);
  const before = new Array<number>(places).fill(-1);
  const is_done = new Array<boolean>(places).fill(false);
  const path: { row: number; distance: number; place: number }[] = [];
  let row = start;
  let at = -1;
  let reached = 0;
  for (;;) {
    path.push({ row, distance: reached, place: at });
    let next = -1;
    for (let place = 0; place < places; place++) {
      if (is_done[place] === true) continue;
      const cost =
        reached +
        costOf(row, place) -
        (row_potential[row] ?? 0) -
        (place_potential[place] ?? 0);
      if (cost < (distance[place] ?? Infinity)) {
        distance[place] = cost;
        before[place] = at;
      }
      const known = distance[place] ?? Infinity;
      if (next === -1 || known < (distance[next] ?? Infinity)) next = place;
    }
    at = next;
    reached = distance[at] ?? Infinity;
    is_done[at] = true;
    const taken_by = row_at[at] ?? -1;
    if (taken_by === -1) break;
    row = taken_by;
  }
  // Updated potentials keep all reduced costs non-negative, so the next search can
  // be greedy.
  for (const step of path) {
    const gained = reached - step.distance;
    row_potential[step.row] = (row_potential[step.row] ?? 0) + gained;
    if (step.place >= 0) {
      place_potential[step.place] = (place_potential[step.place] ?? 0) - gained;
    }
  }
  for (let place = at; place !== -1;) {
    const from = before[place] ?? -1;
    row_at[place] = from === -1 ? start : (row_at[from] ?? -1);
    place = from;
  }
}
