import { seeded } from '../../ops/demo/random.ts';
import { workOnArticles, workOnMovements } from './captured.ts';
import type { Company } from './company.ts';
import { workOnCustomers } from './customers.ts';
import type { Clock } from './nemesis.ts';
import { changeStockAndOrders } from './systems.ts';

/** Everybody at work, each at his own random, until the signal aborts. */
export async function work(
  { parts }: Company,
  { seed, clock, signal }: { seed: number; clock: Clock; signal: AbortSignal },
): Promise<void> {
  const { systems, office } = parts;
  const skewSeconds = () => clock.skewSeconds;
  await Promise.all([
    changeStockAndOrders(systems.url, { random: seeded(seed), skewSeconds, signal }),
    workOnArticles(systems.url, seeded(seed + 1), signal),
    workOnMovements(systems.url, seeded(seed + 2), signal),
    workOnCustomers(systems.url, 'shop', seeded(seed + 3), signal),
    workOnCustomers(office.url, 'office', seeded(seed + 4), signal),
  ]);
}
