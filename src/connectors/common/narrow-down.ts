import { setTimeout as wait } from 'node:timers/promises';
import type { Delivery } from '../../connector-api/index.ts';
import { Failure } from '../../connector-api/index.ts';
import type { Outcomes } from './deliver-partly.ts';

/** Waits before resending a whole batch that was answered with 500. */
const REPEATED_AFTER_MS = [250, 1_000];
/** Each wait is lengthened at random by up to this share, so that batches that failed together are not resent together. */
const JITTER = 0.2;

/** After this many 500 answers in a row, down one branch and up again, the system counts as broken rather than a record. */
const PATIENCE_WITH_500 = 24;

/** Sends records in one request. @returns the failure of the request as a whole; null when every record has its outcome */
export type SendTogether = (part: readonly Delivery[]) => Promise<Failure | null>;

/**
 * Delivers records to a target that takes several per request, and stores each outcome as soon as it is known.
 *
 * A batch that fails as a whole does not show which record is at fault. So it is split in halves, and those again, until the
 * faulty record is sent alone and gets its own answer. This applies to batches that are refused (400, 422) or too large (413), and
 * also to busy or broken answers (409, 423, 500): a record that makes the target fail must not hold up its neighbours. It costs
 * about 2·log2(n) requests per faulty record.
 *
 * A 500 usually means that the target has a passing problem, not that a record is at fault. So the whole batch is resent up to
 * twice, with growing waits, before it is split; it is split at once only when the target asks for a longer wait than that. A
 * target that answers 500 to everything is not asked about every record: after 24 such answers in a row it counts as unavailable,
 * and the records that were not sent alone get no outcome.
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

/** Does not repeat a single record: its lane retries it by its own policy. */
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
