// Bun's fetch uses the proxy variables even when told not to, and an outgoing postback must go to
// the address that was vetted, so they are removed first.
for (const name of ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"]) {
  delete process.env[name];
  delete process.env[name.toLowerCase()];
}

const { run } = await import("./run.ts");
process.exit(await run(process.argv.slice(2)));

export {};
