import { startHub } from '../../src/runtime/hub.ts';

/** A hub in a process of its own, so that it can be killed. Tells its parent how its stream is when it is asked. */
const options = JSON.parse(process.argv[2] ?? '{}') as Parameters<typeof startHub>[0];
const hub = await startHub({ ...options, log: 'silent' });
process.on('SIGTERM', () => void hub.stop().then(() => process.exit(0)));
process.on('message', () => {
  const { lastRun, state, changes, lastError, totals } = hub.streams()[0] ?? {};
  process.send?.({
    lastRun,
    state,
    changes,
    lastError,
    totals,
    lanes: hub.lanes(),
    usage: process.resourceUsage(),
  });
});
process.send?.('up');
