import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { SMTPServer } from 'smtp-server';
import { openSender } from '../../src/runtime/notifications/senders.ts';

const message = {
  id: 'msg_1',
  hub: 'hub',
  notice: { kind: 'backlog', state: 'resolved', alerts: [], over: ['lane a/b'], atMs: 0 },
} as const;

test('a mail that some addresses refuse names them, and one that all refuse counts as not sent', async () => {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) =>
      done(address.startsWith('gone') ? new Error('no such mailbox') : null),
    onData: (stream, _session, done) => void stream.resume().on('end', () => done()),
  });
  const { promise: listening, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await listening;
  const smtp = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  const common = { kind: 'mail', name: 'ops', smtp, from: 'hub@shop.example' } as const;
  const policy = { on: new Set<never>(), afterMs: 0, repeatMs: 0 };
  const send = async (to: readonly string[]) => {
    const sender = await openSender({ ...common, ...policy, to });
    return sender.send(message, AbortSignal.timeout(20_000));
  };
  try {
    assert.deepEqual(await send(['ops@shop.example']), []);
    assert.deepEqual(await send(['ops@shop.example', 'gone@shop.example']), ['gone@shop.example']);
    await assert.rejects(send(['gone@shop.example']), /no such mailbox|recipients/);
  } finally {
    const closed = Promise.withResolvers<void>();
    server.close(closed.resolve);
    await closed.promise;
  }
});
