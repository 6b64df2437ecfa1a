import { setTimeout as wait } from 'node:timers/promises';
import type { Delivery } from '../../connector-api/index.ts';
import { Failure } from '../../connector-api/index.ts';
import type { Outcomes } from './deliver-partly.ts';

/** Waits before a whole batch that was answered 500 is sent again. */
const REPEATED_AFTER_MS = [250, 1_000];
/** Each is up to so much longer by chance, so that what failed together does not come back together. */
const JITTER = 0.2;

/** So many answers 500 in a row, down one side and up again, and it is the system that is broken, not a record. */
const PATIENCE_WITH_500 = 24;

/** Sends records by one request. @returns what it failed by as a whole; null when each of them has its outcome */
export type SendTogether = (part: readonly Delivery[]) => Promise<Failure | null>;

/**
 * Brings records into a target that takes several by one request, and tells each outcome as soon as it is known.
 *
 * A batch that fails as a whole hides who is at fault: halves tell, and halves of halves, until the guilty record stands alone
 * with its own answer. This goes for what is refused (400, 422), too large (413), and also for busy or broken answers (409, 423,
 * 500): a record that makes the target stumble must not hold up its neighbours. It costs about 2·log2(n) requests for each guilty
 * record.
 *
 * A 500 is most likely nobody's fault but a target's that stumbles for a moment. So the whole batch is sent again, twice, with
 * growing waits, before it is halved; only when the target wants more time than that is it halved at once. A target that answers
 * 500 to everything is not asked for each record: after 24 in a row it counts as away, and the records that it was not asked
 * about singly get no outcome.
 * @throws Failure TARGET_UNAVAILABLE when the target answers 500 to everything; whatever `send` throws
 */
export async function narrowDown(
  whole: readonly Delivery[],
  send: SendTogether,
  outcomes: Outcomes,
  signal: AbortSignal,
): Promise<void> {
  const failure = await sendPatiently(whole, send, signal);
  let brokenInARow = 1;

  async function narrow(part: readonly Delivery[], why: Failure): Promise<void> {
    const [first] = part;
    if (part.length === 1 && first) {
      outcomes.set(first, { kind: 'failed', failure: why });
      return;
    }
    if (brokenInARow >= PATIENCE_WITH_500) throw brokenFor(brokenInARow, why);
    const middle = Math.ceil(part.length / 2);
    for (const half of [part.slice(0, middle), part.slice(middle)]) {
      const failed = await send(half);
      brokenInARow = isBroken(failed) ? brokenInARow + 1 : 0;
      if (failed) await narrow(half, failed);
    }
  }
  if (failure) await narrow(whole, failure);
}

/** A single record is left to its lane, which tries it again by its own policy. */
async function sendPatiently(
  whole: readonly Delivery[],
  send: SendTogether,
  signal: AbortSignal,
): Promise<Failure | null> {
  let failure = await send(whole);
  if (whole.length === 1) return failure;
  for (const afterMs of REPEATED_AFTER_MS) {
    if (!isBroken(failure) || (failure?.retryAfterMs ?? 0) > afterMs) break;
    await wait(afterMs * (1 + JITTER * Math.random()), undefined, { signal });
    failure = await send(whole);
  }
  return failure;
}

function isBroken(failure: Failure | null): boolean {
  return failure?.details.status === 500;
}

function brokenFor(requests: number, last: Failure): Failure {
  return new Failure('TARGET_UNAVAILABLE', {
    message: `${requests} requests in a row failed, the last: ${last.message}`,
    details: last.details,
    cause: last,
  });
}
