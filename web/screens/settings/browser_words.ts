/** Browsers by what only they write, in the order in which they must be asked. */
const BROWSERS = [
  [/\bEdgA?\/(\d+)/, "Edge"],
  [/\bOPR\/(\d+)/, "Opera"],
  [/\b(?:Firefox|FxiOS)\/(\d+)/, "Firefox"],
  [/(?:Chrome|CriOS)\/(\d+)/, "Chrome"],
  [/\bVersion\/(\d+)\S* .*Safari\//, "Safari"],
] as const;

const SYSTEMS = [
  [/iPhone|iPad/, "iOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/CrOS/, "ChromeOS"],
  [/Linux/, "Linux"],
] as const;

/** A browser and its system, such as "Firefox 140, Windows"; what isn't known stays as it came. */
export function browserInWords(user_agent: string): string {
  const system = SYSTEMS.find(([pattern]) => pattern.test(user_agent))?.[1];
  for (const [pattern, name] of BROWSERS) {
    const version = pattern.exec(user_agent)?.[1];
    if (version === undefined) continue;
    return [`${name} ${version}`, ...(system ? [system] : [])].join(", ");
  }
  return user_agent;
}
