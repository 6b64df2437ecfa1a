import { startHub } from '../../src/runtime/hub.ts';

/** Runs a hub in a separate process, so that it can be killed. Reports the state of its stream to its parent on request. */
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
