import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RejectingStreams } from '../../src/store/rejecting-streams.ts';

/** Counts the calls that ask the database. */
function counted(streams: readonly string[]) {
  const asked = { read: 0, close: 0 };
  const rejecting = new RejectingStreams(() => {
    asked.read++;
    return Promise.resolve(streams);
  });
  const close = (stream: string, hasOthers = false, meanwhile = () => Promise.resolve()) =>
    rejecting.closing(stream, async () => {
      asked.close++;
      await meanwhile();
      return hasOthers;
    });
  return { asked, rejecting, close };
}

test('streams without open rows ask the database once in total, and again only after rows were buried', async () => {
  const { asked, rejecting, close } = counted([]);
  for (const stream of ['a', 'b', 'a']) await close(stream);
  assert.deepEqual(asked, { read: 1, close: 0 });
  await rejecting.buried('a');
  for (const stream of ['a', 'b', 'a']) await close(stream);
  assert.deepEqual(asked, { read: 1, close: 1 });
});

test('a stream with rows of other things keeps asking the database', async () => {
  const { asked, close } = counted(['a']);
  await close('a', true);
  await close('a', true);
  assert.equal(asked.close, 2);
});

test('rows that are buried while others are being closed are not missed', async () => {
  const { asked, rejecting, close } = counted(['a']);
  await close('a', false, () => rejecting.buried('a'));
  await close('a');
  assert.equal(asked.close, 2);
});

test('after a failed query the database is asked again', async () => {
  let away = true;
  const rejecting = new RejectingStreams(() =>
    away ? Promise.reject(new Error('away')) : Promise.resolve(['a']),
  );
  const close = () => rejecting.closing('a', () => Promise.resolve(false));
  await assert.rejects(close(), /away/);
  away = false;
  await close();
});
