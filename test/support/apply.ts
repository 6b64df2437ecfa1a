import type { ConfigOrder } from '../../src/control/index.ts';
import type { ConfigBundle, ConfigOutcome } from '../../src/domain/index.ts';
import type { RunningHub } from '../../src/runtime/hub.ts';

/** A bundle of one configuration and files beside it. */
export function bundleOf(yaml: string, files: Readonly<Record<string, string>> = {}): ConfigBundle {
  return { main: 'stellwerk.yaml', files: { 'stellwerk.yaml': yaml, ...files } };
}

export const plainOrder: ConfigOrder = {
  expectedVersion: null,
  dryRun: false,
  allowDataLoss: false,
  note: '',
  requestedBy: 'test',
};

export function applyTo(
  hub: RunningHub,
  bundle: ConfigBundle,
  order: Partial<ConfigOrder> = {},
): Promise<ConfigOutcome> {
  const signal = AbortSignal.timeout(60_000);
  return hub.configuration.apply(bundle, { ...plainOrder, ...order }, signal);
}

/** Lists the changes of an outcome, one phrase each. */
export function told({ changes }: ConfigOutcome): readonly string[] {
  return changes.map(({ kind, name, change }) => `${change} ${kind} ${name}`);
}
