import { DeliverPolicy } from '@nats-io/jetstream';
import type { JsMsg } from '@nats-io/jetstream';
import type { BusConnection } from './connection.ts';
import { keyHash, toldKeys } from './frame-keys.ts';
import { busNames } from './names.ts';
import { toldRange } from './numbering.ts';

/** Limit for the hashes of all streams together, at four bytes per record. */
const MAX_BYTES = 64 * 1024 * 1024;
const READ_AT_ONCE = 500;
const EXPIRES_MS = 5_000;

/** A frame and the hashes of its records' keys. */
interface IndexedFrame {
  readonly streamSeq: number;
  readonly firstSeq: number;
  readonly hashes: Uint32Array;
}

/** A record that may belong to a key; since hashes can collide, the record has to be read to be sure. */
export interface FramedPlace {
  readonly streamSeq: number;
  readonly firstSeq: number;
  readonly seq: number;
}

interface StreamIndex {
  readonly frames: readonly IndexedFrame[];
  readonly untilStreamSeq: number;
}

/**
 * Finds the frames that hold a key. Single records are found by the server's index of subjects. Frames carry hashes of
 * their keys in a header, which is read once, without the content, and kept for later queries as long as there is room.
 */
export class FrameIndex {
  /** The most recently queried stream is last. */
  readonly #streams = new Map<string, StreamIndex>();
  #bytes = 0;

  /** Returns places in ascending order. @throws what the client throws */
  async find(bus: BusConnection, stream: string, key: string): Promise<readonly FramedPlace[]> {
    const { state } = await bus.jsm.streams.info(busNames(bus.namespace).stream(stream));
    const known = this.#streams.get(stream);
    const behind = known && known.untilStreamSeq <= state.last_seq ? known : nothing;
    const read = await readFrames(bus, stream, behind.untilStreamSeq, state.last_seq);
    const frames = [
      ...behind.frames.filter(({ streamSeq }) => streamSeq >= state.first_seq),
      ...read,
    ];
    this.#keep(stream, { frames, untilStreamSeq: state.last_seq });
    const hash = keyHash(key);
    return frames.flatMap((frame) => placesOf(frame, hash));
  }

  forget(stream: string): void {
    this.#bytes -= bytesOf(this.#streams.get(stream));
    this.#streams.delete(stream);
  }

  #keep(stream: string, index: StreamIndex): void {
    this.forget(stream);
    this.#streams.set(stream, index);
    this.#bytes += bytesOf(index);
    for (const oldest of this.#streams.keys()) {
      if (this.#bytes <= MAX_BYTES) break;
      this.forget(oldest);
    }
  }
}

const nothing: StreamIndex = { frames: [], untilStreamSeq: 0 };

function bytesOf(index: StreamIndex | undefined): number {
  return (index?.frames ?? []).reduce((sum, { hashes }) => sum + hashes.byteLength + 100, 0);
}

function placesOf({ streamSeq, firstSeq, hashes }: IndexedFrame, hash: number): FramedPlace[] {
  const found: FramedPlace[] = [];
  for (let index = hashes.indexOf(hash); index >= 0; index = hashes.indexOf(hash, index + 1))
    found.push({ streamSeq, firstSeq, seq: firstSeq + index });
  return found;
}

/** Reads headers only: the server does not send the content. */
async function readFrames(
  bus: BusConnection,
  stream: string,
  behindStreamSeq: number,
  lastStreamSeq: number,
): Promise<IndexedFrame[]> {
  if (behindStreamSeq >= lastStreamSeq) return [];
  const names = busNames(bus.namespace);
  const consumer = await bus.js.consumers.get(names.stream(stream), {
    filter_subjects: [names.frames(stream)],
    deliver_policy: DeliverPolicy.StartSequence,
    opt_start_seq: behindStreamSeq + 1,
    headers_only: true,
  });
  const frames: IndexedFrame[] = [];
  try {
    for (let pending = (await consumer.info()).num_pending; pending > 0;) {
      const messages = await consumer.fetch({
        max_messages: Math.min(READ_AT_ONCE, pending),
        expires: EXPIRES_MS,
      });
      let newest: JsMsg | null = null;
      for await (const message of messages) {
        newest = message;
        const firstSeq = toldRange(message.headers)?.firstSeq ?? 0;
        frames.push({ streamSeq: message.seq, firstSeq, hashes: toldKeys(message.headers) });
      }
      // Otherwise an incomplete index would be used as if it were complete.
      if (!newest) throw new Error(`${pending} frames did not come within ${EXPIRES_MS} ms`);
      pending = newest.info.pending;
    }
  } finally {
    await consumer.delete();
  }
  return frames.filter(({ streamSeq }) => streamSeq <= lastStreamSeq);
}
