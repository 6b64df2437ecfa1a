import type { ConfigBundle } from '../../src/domain/index.ts';
import { startHub } from '../../src/runtime/hub.ts';
import { applyTo } from './apply.ts';

/**
 * A hub in a process of its own that applies one configuration after the other, over and over, until it is killed. Tells its parent
 * `applying` when it begins.
 */
interface Given {
  readonly hub: Parameters<typeof startHub>[0];
  readonly bundles: readonly ConfigBundle[];
}
const { hub: options, bundles } = JSON.parse(process.argv[2] ?? '{}') as Given;
const hub = await startHub({ ...options, log: 'silent' });
process.send?.('applying');
for (;;) {
  for (const bundle of bundles) await applyTo(hub, bundle, { allowDataLoss: true });
}
