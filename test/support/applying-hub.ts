import type { ConfigBundle } from '../../src/domain/index.ts';
import { startHub } from '../../src/runtime/hub.ts';
import { applyTo } from './apply.ts';

/**
 * A hub in its own process that applies the given configurations in turn, again and again, until it is killed. It sends
 * `applying` to its parent when it begins.
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
