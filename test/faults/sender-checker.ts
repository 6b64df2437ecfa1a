import type { Violation } from './checker.ts';
import type { Delivery } from './delivery.ts';
import { wrongRejects } from './rejects.ts';

/** What the senders of one stream sent, and how they were answered. */
export interface SenderHistory {
  readonly stream: string;
  readonly deliveries: readonly Delivery[];
  /** Whether rows that cannot be records are kept as dead letters; otherwise the answer only has to report them. */
  readonly keepsRejects: boolean;
  /** Positions of the rows that were kept. */
  readonly rejects: readonly string[];
}

/**
 * Returns every broken rule between senders and the hub: each delivery is answered in the end, good events are accepted, broken
 * and forged ones are refused. The histories of log and lane show whether accepted events arrive.
 */
export function senderViolations(history: SenderHistory): Violation[] {
  const { stream, deliveries, keepsRejects, rejects } = history;
  const lane = `${stream}/sender`;
  const told = deliveries.flatMap((delivery) => {
    const rule = brokenBy(delivery);
    return rule ? [{ lane, rule, key: delivery.id, evidence: evidenceOf(delivery) }] : [];
  });
  const due = deliveries.flatMap(({ id, events, broken }) =>
    broken > 0 ? [`webhook ${id}, item ${events.length + 1}`] : [],
  );
  const kept = keepsRejects ? wrongRejects(due, rejects) : [];
  return [
    ...told,
    ...kept.map((evidence) => ({ lane, rule: 'rejects', key: '', evidence }) as const),
  ];
}

function brokenBy({ answer, events, broken, forged }: Delivery): Violation['rule'] | null {
  if (answer === null) return 'unanswered';
  const isRefused = answer.status >= 400 && answer.taken === 0;
  if (forged) return isRefused ? null : 'answer';
  if (events.length === 0 && isRefused) return null;
  return answer.taken === events.length && answer.rejected === broken ? null : 'answer';
}

function evidenceOf({ answer, events, broken, forged, calls }: Delivery): string {
  const what = `${forged ? 'forged, ' : ''}${events.length} events, ${broken} broken`;
  const told = answer && `${answer.status}, ${answer.taken} taken, ${answer.rejected} rejected`;
  return `${what}; answer: ${told ?? 'none'} after ${calls} calls`;
}
