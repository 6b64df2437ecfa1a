import type { StreamConfig, StreamInfo } from '@nats-io/jetstream';
import type { LogEnd } from './numbering.ts';

/**
 * Metadata of a log that holds frames, or did: `<streamSeq>:<seq>`, a place from which can be counted on. It is written before the
 * first frame, and again before a log is emptied, whose messages cannot say it any more. A log without it counts as JetStream does.
 */
const ANCHOR = 'stellwerk-seq';

/** What this hub remembers of its logs' numbering, by stream. */
export class Numberings {
  readonly #anchors = new Map<string, LogEnd | null>();
  /** Of logs that hold frames: the last end that was looked up or written. */
  readonly #ends = new Map<string, LogEnd>();

  /** The log's anchor: null when its records are numbered like its messages, undefined when this hub has never looked. */
  anchor(stream: string): LogEnd | null | undefined {
    return this.#anchors.get(stream);
  }

  /** The log stands like that now. */
  learn(stream: string, info: Pick<StreamInfo, 'config'>): LogEnd | null {
    const anchor = anchorOf(info);
    this.#anchors.set(stream, anchor);
    return anchor;
  }

  /** The end of a numbered log, if it is still the message that was seen there. */
  end(stream: string, streamSeq: number): LogEnd | null {
    const end = this.#ends.get(stream);
    return end?.streamSeq === streamSeq ? end : null;
  }

  ends(stream: string, end: LogEnd): void {
    if (this.#anchors.get(stream)) this.#ends.set(stream, end);
  }

  forget(stream: string): void {
    this.#anchors.delete(stream);
    this.#ends.delete(stream);
  }
}

/** The metadata of a log with another anchor. */
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
