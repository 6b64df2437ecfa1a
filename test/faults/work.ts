import { setTimeout as wait } from 'node:timers/promises';
import { seeded } from '../../ops/demo/random.ts';
import { workOnArticles } from './articles.ts';
import type { Company } from './company.ts';
import { workOnCustomers } from './customers.ts';
import type { Clock } from './nemesis.ts';
import { changeStockAndOrders } from './systems.ts';
import type { WorkerTrouble } from './worker-trouble.ts';

/** Long enough that no record meets three dying workers, which would make it a dead letter. */
const WORKER_ENDS_EVERY_MS = 6_000;

/**
 * Runs the whole workload except the movements, each part with its own random numbers, until the signal aborts and every
 * delivery and import has been answered.
 */
export async function work(
  { parts }: Company,
  { seed, clock, signal }: { seed: number; clock: Clock; signal: AbortSignal },
): Promise<void> {
  const { systems, office, workers, senders, importers } = parts;
  const skewSeconds = () => clock.skewSeconds;
  await Promise.all([
    changeStockAndOrders(systems.url, { random: seeded(seed), skewSeconds, signal }),
    workOnArticles(systems.url, seeded(seed + 1), signal),
    workOnCustomers(systems.url, 'shop', seeded(seed + 3), signal),
    workOnCustomers(office.url, 'office', seeded(seed + 4), signal),
    ...senders.map((sender) => sender.work(signal)),
    ...importers.map((importer) => importer.work(signal)),
    endWorkers(workers, signal),
  ]);
}

/** Now and then makes a worker exit over a record that must be delivered nevertheless. */
async function endWorkers(workers: WorkerTrouble, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await workers.order('exit');
    await wait(WORKER_ENDS_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
  await workers.cancel();
}
