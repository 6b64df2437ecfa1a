import type { PeerOptions } from './feed.ts';
import { systemNamed } from './systems.ts';

/** The process of one system under test: `child.ts SYSTEM OPTIONS`; reports to its parent by messages. */
// Stays alive until the parent has read its usage from /proc and ends it, and never longer than the parent.
process.on('message', () => undefined);
process.on('disconnect', () => process.exit(0));
const [name = '', json = '{}'] = process.argv.slice(2);
const run = await systemNamed(name).load();
const options = JSON.parse(json) as Omit<PeerOptions, 'onStart'>;
const { deadLetters } = await run({
  ...options,
  onStart: (startedAtMs) => process.send?.({ startedAtMs }),
});
process.send?.({ deadLetters });
