/** One mistake that could be made: a text of a file, what stands there instead, and the tests that have to notice. */
export interface Mutation {
  name: string;
  file: string;
  text: string;
  instead: string;
  tests: readonly string[];
}
