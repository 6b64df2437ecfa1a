import { startHub } from '../../src/runtime/hub.ts';
import type { HubOptions } from '../../src/runtime/hub.ts';

/** The hub's process: `hub.ts OPTIONS`. Reports `ready`; ends with its parent. */
const options = JSON.parse(process.argv[2] ?? '{}') as HubOptions;
const hub = await startHub({
  ...options,
  log: 'silent',
  env: { ...process.env, DATABASE_URL: options.databaseUrl },
});
process.on('disconnect', () => void hub.stop().then(() => process.exit(0)));
process.send?.('ready');
