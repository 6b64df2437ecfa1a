import type { Json } from '../../connector-api/index.ts';
import { isJsonList, isJsonObject } from '../../connector-api/index.ts';
import type { Answer } from '../http/failures.ts';

/**
 * Shopify says with status 200 that it throttles. Returns such an answer as HTTP has it: with 429, and with the time until the
 * app's bucket holds what the operation may cost.
 */
export function throttledAsStatus(answer: Answer): Answer {
  if (answer.status !== 200 || !answer.body.includes('"THROTTLED"')) return answer;
  const told = parsed(answer.body);
  if (!isJsonObject(told) || !isJsonList(told.errors) || !told.errors.some(isThrottling)) {
    return answer;
  }
  const headers = new Headers(answer.headers);
  const seconds = secondsIn(told.extensions);
  if (seconds !== null) headers.set('retry-after', seconds.toFixed(3));
  return { ...answer, status: 429, headers };
}

function isThrottling(error: Json): boolean {
  const extensions = isJsonObject(error) ? error.extensions : undefined;
  return isJsonObject(extensions) && extensions.code === 'THROTTLED';
}

/** The time until a bucket that leaks `restoreRate` points a second has room for the operation; null if it has. */
function secondsIn(extensions: Json | undefined): number | null {
  const cost = isJsonObject(extensions) ? extensions.cost : undefined;
  if (!isJsonObject(cost) || !isJsonObject(cost.throttleStatus)) return null;
  const { currentlyAvailable, restoreRate } = cost.throttleStatus;
  const missing = Number(cost.requestedQueryCost) - Number(currentlyAvailable);
  const seconds = missing / Number(restoreRate);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : null;
}

/** A product may carry the word in its text, and an answer may be cut. */
function parsed(body: string): Json {
  try {
    return JSON.parse(body) as Json;
  } catch {
    return null;
  }
}
