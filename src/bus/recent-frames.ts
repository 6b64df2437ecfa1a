import type { OpenedMessage } from './message.ts';

/** A reader that goes record by record mostly finds the next one in the frame of the last. */
const MAX_FRAMES = 8;

interface Kept {
  readonly stream: string;
  readonly opened: OpenedMessage;
}

/**
 * Keeps the frames that were read last, so that each is searched, sent and split only once even if its records are
 * requested one by one.
 */
export class RecentFrames {
  /** Newest first. */
  #frames: Kept[] = [];

  find(stream: string, seq: number): OpenedMessage | null {
    const isIt = (kept: Kept) =>
      kept.stream === stream &&
      kept.opened.range.firstSeq <= seq &&
      seq <= kept.opened.range.lastSeq;
    return this.#frames.find(isIt)?.opened ?? null;
  }

  keep(stream: string, opened: OpenedMessage): void {
    const { firstSeq, lastSeq } = opened.range;
    if (firstSeq === lastSeq || this.find(stream, firstSeq)) return;
    this.#frames = [{ stream, opened }, ...this.#frames].slice(0, MAX_FRAMES);
  }

  /** Drops the stream's frames: its log was replaced or trimmed. */
  forget(stream: string): void {
    this.#frames = this.#frames.filter((kept) => kept.stream !== stream);
  }
}
