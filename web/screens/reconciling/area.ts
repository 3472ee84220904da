// The screens of this place, which a browser loads together.
export { ImportsScreen, StatementsScreen } from "./list.tsx";
export { ImportScreen, StatementScreen } from "./upload.tsx";
