// The screens of this place, which a browser loads together.
export { ImportScreen } from "./import.tsx";
export { ImportsScreen } from "./imports.tsx";
export { StatementScreen } from "./statement.tsx";
export { StatementsScreen } from "./statements.tsx";
