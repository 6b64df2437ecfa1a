import type { OrderedStatus } from '../control/index.ts';
import type { ConnectorStatus } from '../domain/index.ts';
import { plainLine } from './plain-text.ts';

/** What keeps a stream or lane from its work although no pause of its own does; null if nothing. */
export function whyAtRest(
  status: OrderedStatus,
  connectors: readonly ConnectorStatus[],
): string | null {
  if (!('connector' in status) || (status.state !== 'paused' && status.state !== 'held'))
    return null;
  const connector = connectors.find(({ name }) => name === status.connector);
  if (!connector) return null;
  const { name, state, lastError } = connector;
  const order = `"stellwerk resume connector ${name}"`;
  const because =
    lastError === null
      ? ''
      : ` (${lastError.code}: ${plainLine(lastError.message).replace(/\.$/, '')})`;
  switch (state) {
    case 'failed':
      return `It waits because connector ${name} has given up${because}. Fix the cause, then run ${order}.`;
    case 'paused':
      return `It waits because connector ${name} is paused. It continues with ${order}.`;
    case 'unavailable':
    case 'trial':
      return `It waits because connector ${name} does not answer${because}. It continues by itself when it does; ${order} probes it at once.`;
    case 'ready':
    case 'checking':
      return null;
  }
}
