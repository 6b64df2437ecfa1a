import { EventEmitter, on } from 'node:events';
import type { BusConnection } from '../../src/bus/connection.ts';
import { connectBus } from '../../src/bus/connection.ts';
import type { CommandHandler, MailboxOptions } from '../../src/bus/mailbox.ts';
import { busNames } from '../../src/bus/names.ts';
import { openMailbox } from '../../src/bus/mailbox.ts';
import type { Command } from '../../src/domain/index.ts';
import type { TestScope } from '../support/scope.ts';

/** A process that consumes the mailbox, and the commands that it received. */
export interface ConsumingHub extends AsyncDisposable {
  /** Waits for the next command that the test has not seen yet. */
  next(): Promise<Command>;
  readonly commands: readonly Command[];
}

/** Opens a connection that closes at the end of its block. */
export async function testBus(scope: TestScope): Promise<BusConnection & AsyncDisposable> {
  const bus = await connectBus(scope.natsUrl, scope.namespace);
  return { ...bus, [Symbol.asyncDispose]: () => bus.nc.close() };
}

/** Starts a hub on its own connection. Disposing of it stops it as SIGTERM would. */
export async function consumingHub(
  scope: TestScope,
  handler: CommandHandler = async () => undefined,
  options: MailboxOptions = {},
): Promise<ConsumingHub> {
  await using resources = new AsyncDisposableStack();
  const bus = resources.use(await testBus(scope));
  const mailbox = await openMailbox(bus, options);
  const arrivals = new EventEmitter();
  const unseen = on(arrivals, 'command')[Symbol.asyncIterator]();
  const commands: Command[] = [];
  const stop = new AbortController();
  const consuming = mailbox.consume((command, signal) => {
    commands.push(command);
    arrivals.emit('command', command);
    return handler(command, signal);
  }, stop.signal);
  const opened = resources.move();
  return {
    commands,
    async next() {
      const result = (await unseen.next()) as IteratorResult<[Command], void>;
      if (result.done) throw new Error('No more commands.');
      return result.value[0];
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await consuming;
      await opened.disposeAsync();
    },
  };
}

/** Waits until the mailbox stream holds `count` messages. The server removes expired messages about once a second. */
export async function untilKept(
  { nc, jsm, namespace }: BusConnection,
  count: number,
  signal: AbortSignal,
): Promise<void> {
  const { mailboxStream } = busNames(namespace);
  const kept = async () => (await jsm.streams.info(mailboxStream)).state.messages;
  while (!signal.aborted && (await kept()) !== count) await nc.flush();
}
