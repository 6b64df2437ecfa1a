import type { Verdict } from '../../domain/index.ts';
import type { MappedItem } from '../item.ts';

/** A record that waits until the other side's change is read is tried again after half its age, within these bounds. */
const SHORTEST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 60_000;

/** Returns a verdict that counts no attempt, since the target is not at fault. */
export function waitFor({ record }: MappedItem): Verdict {
  const ageMs = Date.now() - record.storedAtMs;
  const waitMs = Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, Math.ceil(ageMs / 2)));
  return { kind: 'wait', dueAtMs: Date.now() + waitMs };
}
