import { isSystemName } from './systems.ts';
import { runHandWritten } from './hand-written.ts';
import { runStellwerk } from './stellwerk.ts';

/** The process of one system under test: `child.ts SYSTEM OPTIONS`; reports to its parent by messages. */
const [system = '', json = '{}'] = process.argv.slice(2);
if (!isSystemName(system)) throw new Error(`no system ${system}`);
const run = system === 'stellwerk' ? runStellwerk : runHandWritten;
const options = JSON.parse(json) as {
  natsUrl: string;
  databaseUrl: string;
  dir: string;
  records: number;
};
await run({
  ...options,
  onStart: (startedAtMs) => process.send?.({ startedAtMs }),
});
process.send?.({ done: true });
// Stays alive until the parent has read its usage from /proc and ends it.
process.on('message', () => undefined);
process.on('disconnect', () => process.exit(0));
