import { createHash } from 'node:crypto';
import type {
  Delivery,
  JsonObject,
  PeekedThing,
  TargetSettings,
} from '../../connector-api/index.ts';
import { Failure, isJsonObject, shortened } from '../../connector-api/index.ts';
import type { Outcomes } from '../common/deliver-partly.ts';
import { sendTraced } from '../common/traced-request.ts';
import { parseJson } from '../http/answer-json.ts';
import type { HttpClient } from '../http/client.ts';
import type { Answer } from '../http/failures.ts';
import { recordAnswer, recordFailure, refused } from '../http/failures.ts';
import type { ShopError } from './api.ts';
import { errorsOf, post } from './api.ts';
import type { ShopwareTargetOptions } from './spec.ts';

const PATH = '/api/_action/sync';
const WHERE = `POST ${PATH}`;
/** Not found, method not allowed, not implemented: the address is wrong for every record. */
const WRONG_PLACE: ReadonlySet<number> = new Set([404, 405, 501]);
/** Bad value, violated constraint (SQLSTATE 22 and 23; deadlocks and lock timeouts are 40 and HY), or a text that is no time. */
const DATA_REFUSED = /SQLSTATE\[2[23]|Failed to parse time string/;
const MAX_SHOWN = 100;
const MAX_REASON = 500;
const indexing = {
  now: {},
  queue: { 'indexing-behavior': 'use-queue-indexing' },
  none: { 'indexing-behavior': 'disable-indexing' },
} as const;

/** A row of a request, and the record that it belongs to. */
interface Row {
  readonly one: Delivery;
  readonly action: 'upsert' | 'delete';
  readonly payload: JsonObject;
}

/**
 * The id of a thing in the shop: the one that the hub knows, else `id` of the document, else one that follows from lane and key. So
 * an attempt that is repeated, even by a hub that has lost its database, writes the same entity.
 */
export function idOf(
  { externalId, document, key }: Pick<PeekedThing, 'externalId' | 'document' | 'key'>,
  lane: string,
): string {
  if (externalId !== null) return externalId;
  if (typeof document.id === 'string') return document.id;
  return createHash('sha256').update(`${lane}\n${key}`).digest('hex').slice(0, 32);
}

/**
 * Writes records in one request (`POST /api/_action/sync`), which the shop carries out as a whole or not at all. Rows that it names
 * as wrong fail alone; the rest is sent again without them.
 * @returns the failure of what is left if the shop does not say which row is at fault; null when every record has its outcome
 */
export async function sync(
  client: HttpClient,
  settings: TargetSettings,
  part: readonly Delivery[],
  outcomes: Outcomes,
  signal: AbortSignal,
): Promise<Failure | null> {
  for (;;) {
    const rows = part.filter((one) => !outcomes.has(one)).map((one) => rowOf(one, settings));
    if (rows.length === 0) return null;
    const answer = await send(client, settings, rows, signal);
    checkPlace(answer);
    const failure = recordFailure(recordAnswer(answer), WHERE);
    if (!failure) {
      checkWritten(answer);
      for (const { one } of rows)
        outcomes.set(one, { kind: 'applied', externalId: idOf(one, settings.lane) });
      return null;
    }
    const errors = errorsOf(answer.body);
    const final = errors.find(isFinal);
    if (final) return refusal([reasonIn(final)]);
    if (answer.status !== 400) return failure;
    const faulty = refusedRows(rows, errors);
    if (faulty.size === 0) return failure;
    for (const [one, why] of faulty) outcomes.set(one, { kind: 'failed', failure: why });
  }
}

function rowOf(one: Delivery, { lane, options }: TargetSettings): Row {
  const id = idOf(one, lane);
  if (one.operation === 'delete') return { one, action: 'delete', payload: { id } };
  const { transition } = options as ShopwareTargetOptions;
  const { [transition ?? '']: _, ...fields } = one.document;
  return { one, action: 'upsert', payload: { ...fields, id } };
}

function send(
  client: HttpClient,
  settings: TargetSettings,
  rows: readonly Row[],
  signal: AbortSignal,
) {
  const { indexing: when = 'now' } = settings.options as ShopwareTargetOptions;
  const operations = (['upsert', 'delete'] as const).map((action) => ({
    entity: settings.entity,
    action,
    payload: rowsOf(rows, action).map(({ payload }) => payload),
  }));
  return sendTraced(
    rows.map(({ one }) => one),
    settings,
    (trace) =>
      post(
        client,
        PATH,
        operations.filter(({ payload }) => payload.length > 0),
        'target',
        signal,
        { ...indexing[when], ...trace },
      ),
  );
}

function rowsOf(rows: readonly Row[], action: Row['action']): readonly Row[] {
  return rows.filter((row) => row.action === action);
}

/** @throws Failure TARGET_MISCONFIGURED when there is no Sync API at the address */
function checkPlace({ status }: Answer): void {
  if (!WRONG_PLACE.has(status) && (status < 300 || status >= 400)) return;
  const what = `${WHERE} was answered ${status}, so there is no Shopware 6 shop at this address`;
  throw refused('target', `${what}: correct \`url\`, which ends before /api.`);
}

/** A success that says nothing of entities comes from something else, such as a proxy's page. */
function checkWritten(answer: Answer): void {
  const told = parseJson(answer, 'target', WHERE);
  if (isJsonObject(told) && told.data !== undefined) return;
  throw new Failure('TARGET_UNAVAILABLE', {
    message: `${WHERE} was answered without \`data\`, so it is unknown whether the shop wrote anything: ${shortened(answer.body, MAX_SHOWN)}`,
  });
}

/**
 * Whether waiting does not cure an error whatever the status says: what else uses the entity keeps it from being deleted (409), or
 * a value or a reference is wrong that only the shop's database or PHP notices, which the shop reports as a fault of its own (500)
 * without naming a row.
 */
function isFinal({ code, detail }: ShopError): boolean {
  return code === 'FRAMEWORK__DELETE_RESTRICTED' || DATA_REFUSED.test(detail);
}

/** Without the statement, which older shops show first with all its values. */
function reasonIn({ code, detail }: ShopError): string {
  return `${shortened(detail.slice(Math.max(detail.search(DATA_REFUSED), 0)), MAX_REASON)} (${code})`;
}

function refusal(why: readonly string[]): Failure {
  return new Failure('TARGET_REFUSED', {
    message: `The shop refuses the record: ${why.join('; ')}`,
    details: { status: 400 },
  });
}

/** Groups errors by the record that their pointer (`/<operation>/<row>/<field>`) names. */
function refusedRows(
  rows: readonly Row[],
  errors: readonly ShopError[],
): ReadonlyMap<Delivery, Failure> {
  const operations = [rowsOf(rows, 'upsert'), rowsOf(rows, 'delete')].filter(
    ({ length }) => length > 0,
  );
  const reasons = new Map<Delivery, string[]>();
  for (const { code, detail, pointer } of errors) {
    const [, operation = '', row = '', field = ''] = /^\/(\d+)\/(\d+)\/?(.*)$/.exec(pointer) ?? [];
    const one = operations[Number(operation)]?.[Number(row)]?.one;
    if (operation === '' || !one) continue;
    const reason = `${field === '' ? '' : `${field}: `}${detail} (${code})`;
    reasons.set(one, [...(reasons.get(one) ?? []), reason]);
  }
  return new Map([...reasons].map(([one, why]) => [one, refusal(why)]));
}
