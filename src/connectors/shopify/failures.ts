import type { JsonObject } from '../../connector-api/index.ts';
import { Failure, isJsonList, isJsonObject } from '../../connector-api/index.ts';
import { textOf } from '../common/text-of.ts';
import type { Answer, Side } from '../http/failures.ts';
import { recordFailure, refused } from '../http/failures.ts';

/** Not found, method not allowed: nothing speaks GraphQL there. */
const WRONG_PLACE: ReadonlySet<number> = new Set([404, 405]);
/** Payment required, locked: a shop whose owner has not paid, or that Shopify has closed for the moment. */
const CLOSED: ReadonlySet<number> = new Set([402, 423]);
/** One operation costs more than the shop allows for any. */
const TOO_DEAR = 'MAX_COST_EXCEEDED';
const remedies: Readonly<Record<string, string>> = {
  ACCESS_DENIED: ': grant the app this access, or leave the field out',
  [TOO_DEAR]: ': leave fields out',
};

/** Returns what the status says about the address or the whole shop; null if it says nothing about them. */
export function placeFailure({ status }: Answer, side: Side, where: string): Failure | null {
  if (CLOSED.has(status)) return away(side, `the shop is closed (HTTP ${status})`, {});
  if (!WRONG_PLACE.has(status) && (status < 300 || status >= 400)) return null;
  return refused(
    side,
    `${where} was answered ${status}, so there is no Admin API at this address: correct \`url\` (https://NAME.myshopify.com) or \`apiVersion\`.`,
  );
}

/**
 * What an error of an answer says about the operation. A closed shop is waited for, since no change of the configuration opens it.
 * @param served the version by which the shop answered, if that is not the one that was asked for
 */
export function errorFailure(
  { message, extensions }: JsonObject,
  side: Side,
  served: string | null,
): Failure {
  const code = isJsonObject(extensions) ? textOf(extensions.code) : '';
  const told = `${textOf(message)}${code === '' ? '' : ` (${code})`}`;
  const details = { code };
  if (code === 'INTERNAL_SERVER_ERROR') return away(side, told, { ...details, status: 500 });
  if (code === 'SHOP_INACTIVE') return away(side, told, details);
  const fallen =
    served === null
      ? ''
      : `. The shop answers by version ${served}, because it no longer serves \`apiVersion\`: set that to a newer one`;
  const { code: kind } = refused(side, told);
  return new Failure(kind, {
    message: `The shop refuses the request: ${told}${remedies[code] ?? ''}${fallen}`,
    details,
  });
}

function away(side: Side, told: string, details: Readonly<Record<string, unknown>>): Failure {
  const code = side === 'source' ? 'SOURCE_UNAVAILABLE' : 'TARGET_UNAVAILABLE';
  return new Failure(code, { message: `The shop does not answer: ${told}`, details });
}

export function isTooDear(error: unknown): boolean {
  return error instanceof Failure && error.details.code === TOO_DEAR;
}

/**
 * Returns what an error says about the only record of a request: values that are not of the API's types, too much for one request,
 * or a fault of the shop that other records may not cause. Null if it says nothing about the record.
 */
export function aboutRecord(error: unknown): Failure | null {
  if (!(error instanceof Failure)) return null;
  const { message } = error;
  const { status, code } = error.details;
  if (status === 500) {
    return recordFailure({ status, reason: message, retryAfterMs: null }, 'The shop');
  }
  if (code !== 'INVALID_VARIABLE' && code !== TOO_DEAR) return null;
  return new Failure('TARGET_REFUSED', { message, details: { code } });
}

/** An error that the shop returns for the input of a mutation. */
export interface UserError {
  /** Where it is in the input, for example `variants.0.price`. */
  readonly field: string;
  readonly code: string;
  readonly told: string;
}

export function userErrorsOf(payload: JsonObject): readonly UserError[] {
  const errors = isJsonList(payload.userErrors) ? payload.userErrors.filter(isJsonObject) : [];
  return errors.map(({ field, code, message }) => {
    const path = isJsonList(field) ? field.filter((one) => one !== 'input').map(textOf) : [];
    const where = path.join('.');
    const why = code === null || code === undefined ? '' : ` (${textOf(code)})`;
    const told = `${where === '' ? '' : `${where}: `}${textOf(message)}${why}`;
    return { field: where, code: textOf(code), told };
  });
}

export function refusedFor(errors: readonly UserError[]): Failure {
  return new Failure('TARGET_REFUSED', {
    message: `The shop refuses the record: ${errors.map(({ told }) => told).join('; ')}`,
    details: { codes: errors.map(({ code }) => code) },
  });
}
