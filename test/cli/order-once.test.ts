import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CliError, exitCodes } from '../../src/cli/exit.ts';
import { orderOnce } from '../../src/cli/options.ts';
import { Failure } from '../../src/domain/index.ts';

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

test('an order that was refused needs no request id, and one that was answered returns its answer', async () => {
  const refused = new Failure('NOT_FOUND', { message: 'no such lane' });
  await assert.rejects(
    orderOnce({}, () => Promise.reject(refused)),
    refused,
  );
  assert.equal(await orderOnce({ requestId: 'x' }, (id) => Promise.resolve(id)), 'x');
});
