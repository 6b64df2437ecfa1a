import type { Violation } from './checker.ts';
import type { Delivery } from './delivery.ts';
import { wrongRejects } from './rejects.ts';

/** What the senders of one stream told, and what they were told. */
export interface SenderHistory {
  readonly stream: string;
  readonly deliveries: readonly Delivery[];
  /** Whether rows that cannot be records are kept as dead letters; else it is enough to say so. */
  readonly keepsRejects: boolean;
  /** Those that were kept, by their positions. */
  readonly rejects: readonly string[];
}

/**
 * Every broken rule between senders and the hub: all that is sent is answered in the end, what is good is taken, what is not is
 * refused. Whether what was taken arrives is told by the histories of log and lane.
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
  return `${what}; told ${told ?? 'nothing'} after ${calls} calls`;
}
