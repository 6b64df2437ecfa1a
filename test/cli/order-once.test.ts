import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CliError, exitCodes } from '../../src/cli/exit.ts';
import { orderOnce } from '../../src/cli/options.ts';
import { connectControl, HubUnreachable } from '../../src/control/index.ts';
import { Failure } from '../../src/domain/index.ts';
import { startControl } from '../control/support.ts';

const unsure = {
  exitCode: exitCodes.timedOut,
  message: /may have been executed.*--request-id ticket-1\.$/,
};

test('an order that timed out is reported with the request id that makes a repeat safe', async () => {
  const timedOut = new Failure('TIMED_OUT', { message: 'No answer.' });
  const names: string[] = [];
  const order = (requestId: string) => {
    names.push(requestId);
    return Promise.reject(timedOut);
  };
  await assert.rejects(orderOnce({}, order), (error) => {
    assert.ok(error instanceof CliError);
    assert.equal(error.exitCode, exitCodes.timedOut);
    assert.match(error.message, new RegExp(`--request-id ${names[0]}\\.$`));
    return true;
  });
  await assert.rejects(orderOnce({ requestId: 'ticket-1' }, order), /--request-id ticket-1\.$/);
  assert.equal(new Set([...names, 'ticket-1']).size, 2);
});

test('an order during which the hub lost its database is reported with its request id', async () => {
  const lost = new Failure('STORE_UNAVAILABLE', { message: 'Connection terminated.' });
  await assert.rejects(
    orderOnce({ requestId: 'ticket-1' }, () => Promise.reject(lost)),
    unsure,
  );
});

test('an order that was refused needs no request id, and one that was answered returns its answer', async () => {
  const refused = new Failure('NOT_FOUND', { message: 'no such lane' });
  await assert.rejects(
    orderOnce({}, () => Promise.reject(refused)),
    refused,
  );
  assert.equal(await orderOnce({ requestId: 'x' }, (id) => Promise.resolve(id)), 'x');
});

test('an order that the hub is still carrying out is waited for, however often the hub says so', async () => {
  const answers = ['TIMED_OUT', 'ORDER_IN_PROGRESS', 'ORDER_IN_PROGRESS', 'TIMED_OUT'] as const;
  const names: string[] = [];
  const answer = await orderOnce({}, async (requestId) => {
    names.push(requestId);
    const code = answers[names.length - 1];
    if (code) throw new Failure(code, { message: 'Wait.' });
    return 17;
  });
  assert.equal(answer, 17);
  assert.equal(names.length, 5);
  assert.equal(new Set(names).size, 1);
});

const id = { connector: 'erp', entity: 'customer', externalId: '1' };
const merge = { kind: 'merge', record: id, other: { ...id, externalId: '2' }, stays: [] } as const;
/** Orders a merge of a hub that is at work on it when `begun` resolves, and never ends. */
async function orderEndless() {
  const control = await startControl();
  const client = await connectControl(control.address);
  const left = new AbortController();
  const begun = Promise.withResolvers<void>();
  const change = () => {
    begun.resolve();
    return new Promise(() => undefined);
  };
  Object.assign(control.hub.relinking, { change });
  const order = (requestId: string) => client.relinking(left.signal).change(merge, requestId);
  return {
    begun: begun.promise,
    left,
    control,
    ended: orderOnce({ requestId: 'ticket-1' }, order),
    async [Symbol.asyncDispose]() {
      client.close();
      await control.stop(0);
    },
  };
}

test('an order during which the hub vanished, or the caller left, is reported with its request id', async () => {
  for (const how of ['hub', 'caller'] as const) {
    await using order = await orderEndless();
    const reported = assert.rejects(order.ended, unsure);
    await order.begun;
    if (how === 'hub') await order.control.stop(0);
    else order.left.abort();
    await reported;
  }
});

test('an order for which no hub is there needs no request id', async () => {
  const control = await startControl();
  await control.stop(0);
  const client = await connectControl(control.address);
  const order = (requestId: string) =>
    client.relinking(AbortSignal.timeout(30_000)).change(merge, requestId);
  await assert.rejects(orderOnce({}, order), HubUnreachable);
  client.close();
});
