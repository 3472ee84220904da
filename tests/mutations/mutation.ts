/** A mutation: a text in a file, its replacement, and the tests that must fail. */
export interface Mutation {
  name: string;
  file: string;
  text: string;
  instead: string;
  tests: readonly string[];
}
