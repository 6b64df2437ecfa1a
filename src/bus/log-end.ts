import type { StoredMsg, StreamInfo } from '@nats-io/jetstream';
import type { BusConnection } from './connection.ts';
import { busNames } from './names.ts';
import type { LogEnd, SeqRange } from './numbering.ts';
import { countedOn, toldRange } from './numbering.ts';
import { anchored } from './numberings.ts';

/**
 * Returns the end of a log from JetStream's information about it. It costs one more request only if the log holds
 * frames.
 */
export async function endOf(
  bus: BusConnection,
  stream: string,
  { config, state }: Pick<StreamInfo, 'config' | 'state'>,
): Promise<LogEnd> {
  const streamSeq = state.last_seq;
  const anchor = bus.numberings.learn(stream, { config });
  if (!anchor) return { streamSeq, seq: streamSeq };
  const known = bus.numberings.end(stream, streamSeq);
  if (known) return known;
  const last = state.messages > 0 ? await getMessage(bus, stream, streamSeq) : null;
  const seq = last
    ? (await rangeOf(bus, stream, last)).lastSeq
    : countedOn(streamSeq, anchor).lastSeq;
  const end = { streamSeq, seq };
  bus.numberings.ends(stream, end);
  return end;
}

/** @throws what the client throws */
export async function readEnd(bus: BusConnection, stream: string): Promise<LogEnd> {
  return endOf(bus, stream, await bus.jsm.streams.info(busNames(bus.namespace).stream(stream)));
}

/**
 * Whether records have other numbers than their messages. For a stream that this hub does not run, the server is asked.
 * @throws what the client throws
 */
export async function isNumbered(bus: BusConnection, stream: string): Promise<boolean> {
  const anchor = bus.numberings.anchor(stream);
  if (anchor !== undefined) return anchor !== null;
  const info = await bus.jsm.streams.info(busNames(bus.namespace).stream(stream));
  return bus.numberings.learn(stream, info) !== null;
}

/** Stores durably a position from which records can be counted. */
export async function setAnchor(bus: BusConnection, stream: string, end: LogEnd): Promise<void> {
  const name = busNames(bus.namespace).stream(stream);
  await bus.numberings.change(stream, async () => {
    const { config } = await bus.jsm.streams.info(name);
    const metadata = anchored(config, end);
    bus.numberings.learn(stream, await bus.jsm.streams.update(name, { metadata }));
  });
}

/**
 * Returns the records of a message. A message behind frames without a range of its own was not written by a hub; then
 * the messages before it are counted.
 */
export async function rangeOf(
  bus: BusConnection,
  stream: string,
  { seq: streamSeq, header }: Pick<StoredMsg, 'seq' | 'header'>,
): Promise<SeqRange> {
  const told = toldRange(header);
  if (told) return told;
  const anchor = bus.numberings.anchor(stream);
  if (!anchor || streamSeq <= anchor.streamSeq)
    return countedOn(streamSeq, { streamSeq: 0, seq: 0 });
  for (let before = streamSeq - 1; before > anchor.streamSeq; before--) {
    const range = toldRange((await getMessage(bus, stream, before))?.header);
    if (range) return countedOn(streamSeq, { streamSeq: before, seq: range.lastSeq });
  }
  return countedOn(streamSeq, anchor);
}

async function getMessage(
  bus: BusConnection,
  stream: string,
  streamSeq: number,
): Promise<StoredMsg | null> {
  return bus.jsm.direct.getMessage(busNames(bus.namespace).stream(stream), { seq: streamSeq });
}
