/** `npm run bench -- NAME [options]`: runs one bench. Figures and what they mean: bench/README.md. */
const benches: Readonly<Record<string, () => Promise<{ main(args: string[]): Promise<void> }>>> = {
  control: () => import('./control/main.ts'),
  outage: () => import('./outage/main.ts'),
  relay: () => import('./relay/main.ts'),
  bulk: () => import('./bulk/main.ts'),
  apply: () => import('./apply/main.ts'),
};

const [name = '', ...args] = process.argv.slice(2);
const load = benches[name];
if (load) {
  const bench = await load();
  await bench.main(args).catch((error: unknown) => {
    console.error(
      `The bench ${name} failed: ${error instanceof Error ? error.message : String(error)}`,
    );
    process.exitCode = 1;
  });
} else {
  const known = Object.keys(benches).join(', ');
  console.error(`Which bench? npm run bench -- NAME, where NAME is one of: ${known}`);
  process.exitCode = 2;
}
