import manifest from "../package.json" with { type: "json" };

/** The version of this program. */
export const VERSION: string = manifest.version;

/** The Bun that it is tested with. */
export const BUN_VERSION: string = manifest.devDependencies["bun-types"];
