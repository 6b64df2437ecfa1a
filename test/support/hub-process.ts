import { startHub } from '../../src/runtime/hub.ts';

/** A hub in its own process, so that a test can kill it. Sends `settled` to its parent when nothing is left to do. */
const options = JSON.parse(process.argv[2] ?? '{}') as Parameters<typeof startHub>[0];
const hub = await startHub({
  ...options,
  log: 'silent',
  env: { ...process.env, DATABASE_URL: options.databaseUrl },
});
process.on('SIGTERM', () => void hub.stop().then(() => process.exit(0)));
await hub.settled(AbortSignal.timeout(120_000));
process.send?.('settled');
