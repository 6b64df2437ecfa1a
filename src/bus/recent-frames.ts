import type { OpenedMessage } from './message.ts';

/** Whoever reads record by record mostly finds the next in the frame of the last. */
const MAX_FRAMES = 8;

interface Kept {
  readonly stream: string;
  readonly opened: OpenedMessage;
}

/** The frames that were read last: each is searched, sent and taken apart once, also when its records are asked for one by one. */
export class RecentFrames {
  /** The newest first. */
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

  /** Its log is another, or not all of it is there any more. */
  forget(stream: string): void {
    this.#frames = this.#frames.filter((kept) => kept.stream !== stream);
  }
}
