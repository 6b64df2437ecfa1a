import type { StreamConfig, StreamInfo } from '@nats-io/jetstream';
import { Mutex } from '../domain/index.ts';
import type { LogEnd } from './numbering.ts';

/**
 * Metadata of a log that holds or held frames: `<streamSeq>:<seq>`, a position to count from. It is written before the
 * first frame, and again before a log is emptied, when no message is left to state it. A log without it numbers records
 * like messages.
 */
const ANCHOR = 'stellwerk-seq';

/** Remembers how records are numbered in this hub's logs, by stream. */
export class Numberings {
  readonly #anchors = new Map<string, LogEnd | null>();
  /** Of logs that hold frames: the end that was last read or written. */
  readonly #ends = new Map<string, LogEnd>();
  readonly #turns = new Mutex();

  /**
   * Returns the log's anchor: null if its records are numbered like its messages, undefined if this hub has not looked
   * yet.
   */
  anchor(stream: string): LogEnd | null | undefined {
    return this.#anchors.get(stream);
  }

  /** Notes the log's anchor from its configuration, which may have been read before this hub wrote a newer one. */
  learn(stream: string, info: Pick<StreamInfo, 'config'>): LogEnd | null {
    const [told, known] = [anchorOf(info), this.#anchors.get(stream)];
    const anchor = known && known.streamSeq >= (told?.streamSeq ?? 0) ? known : told;
    this.#anchors.set(stream, anchor);
    return anchor;
  }

  /** Returns the end of a numbered log, if its last message is still the one that was seen there. */
  end(stream: string, streamSeq: number): LogEnd | null {
    const end = this.#ends.get(stream);
    return end?.streamSeq === streamSeq ? end : null;
  }

  ends(stream: string, end: LogEnd): void {
    if (this.#anchors.get(stream)) this.#ends.set(stream, end);
  }

  /**
   * Changes a log's configuration alone: an update writes all of what it read just before, so that one of two loses its change, an
   * anchor or limits.
   */
  async change<T>(stream: string, work: () => Promise<T>): Promise<T> {
    const done = await this.#turns.enter(stream, new AbortController().signal);
    return work().finally(done);
  }

  forget(stream: string): void {
    this.#anchors.delete(stream);
    this.#ends.delete(stream);
  }
}

/** Returns the metadata of a log with a new anchor. */
export function anchored(
  { metadata }: Pick<StreamConfig, 'metadata'>,
  { streamSeq, seq }: LogEnd,
): Record<string, string> {
  return { ...metadata, [ANCHOR]: `${streamSeq}:${seq}` };
}

function anchorOf({ config }: Pick<StreamInfo, 'config'>): LogEnd | null {
  const text = config.metadata?.[ANCHOR];
  if (text === undefined) return null;
  const [streamSeq = 0, seq = 0] = text.split(':').map(Number);
  return { streamSeq, seq };
}
