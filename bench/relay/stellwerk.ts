import { startHub } from '../../src/runtime/hub.ts';
import { writeConfiguration } from './configuration.ts';
import type { Outcome, SystemOptions } from './systems.ts';

/** The hub as a user runs it: configuration file, declarative mapping, events with per-key order, master keys, settlement. */
export async function runStellwerk(options: SystemOptions): Promise<Outcome> {
  const configFile = await writeConfiguration(options.dir, {
    records: options.records,
    invalidEvery: options.invalidEvery,
  });
  const hub = await startHub({
    configFile,
    natsUrl: options.natsUrl,
    databaseUrl: options.databaseUrl,
    stateDir: options.dir,
    log: 'silent',
    env: { TARGET_URL: options.databaseUrl },
  });
  const stop = hub.subscribe(() => {
    const run = hub.streams()[0]?.lastRun;
    if (!run) return;
    stop();
    options.onStart(run.startedAtMs);
  });
  await hub.settled(AbortSignal.timeout(15 * 60_000));
  const deadLetters = await hub.troubles();
  await hub.stop();
  return { deadLetters: deadLetters.reduce((sum, group) => sum + group.open, 0) };
}
