// The screens of this place, which a browser loads together.
export { SourceScreen } from "./source.tsx";
export { SourcesScreen } from "./sources.tsx";
