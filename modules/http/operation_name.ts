const VERBS: Readonly<Record<string, string>> = {
  GET: "get",
  POST: "post",
  PUT: "replace",
  PATCH: "change",
  DELETE: "delete",
};
const API = /^\/api\/v1/;

/** A unique name for a route, such as `getLinksById`. */
export function operationId(route: { method: string; path: string }): string {
  const parts = route.path.replace(API, "").split("/").filter(Boolean);
  const words = parts.map((part) => {
    if (part === "*") return "Any";
    return part.startsWith(":") ? `By${pascal(part.slice(1))}` : pascal(part);
  });
  return `${VERBS[route.method] ?? "call"}${words.join("") || "Root"}`;
}

/** A route's tag: its resource. */
export function tagOf(path: string): string {
  if (!API.test(path)) return "public";
  const parts = path.replace(API, "").split("/").filter(Boolean);
  const names = parts.filter((part) => !part.startsWith(":"));
  return names.find((name) => NESTED.has(name)) ?? names[0] ?? "public";
}

/** Resources nested under another one in the path. */
const NESTED = new Set(["sources", "postbacks"]);

/** Converts a name to PascalCase. */
export function pascal(text: string): string {
  return text
    .split(/[^a-zA-Z0-9]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}
