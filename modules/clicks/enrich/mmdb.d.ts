/** A database that is imported as a file: its path, on disk or inside the binary. */
declare module "*.mmdb" {
  const path: string;
  export default path;
}
