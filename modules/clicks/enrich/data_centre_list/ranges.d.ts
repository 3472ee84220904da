/** The packed list, imported as a file: its path, on disk or inside the binary. */
declare module "*.bin.zst" {
  const path: string;
  export default path;
}
