import type { Delivery, TargetSettings } from '../../connector-api/index.ts';
import { Failure, inParallel } from '../../connector-api/index.ts';
import { BatchSize } from '../common/batch-size.ts';
import type { Outcomes } from '../common/deliver-partly.ts';
import { inParts } from '../common/in-parts.ts';
import { narrowDown } from '../common/narrow-down.ts';
import { sendTraced } from '../common/traced-request.ts';
import { requireNoRedirect } from '../http/answer-json.ts';
import type { HttpClient } from '../http/client.ts';
import type { Answer } from '../http/failures.ts';
import { recordAnswer, recordFailure, refused } from '../http/failures.ts';
import type { BatchFormat } from './batch-format.ts';
import type { Write } from './write.ts';

/** What a sender needs of the target. */
export interface Desk {
  /** Takes the answer to one write. */
  readonly settle: (write: Write, answer: Answer) => Promise<void>;
  /** The writes of records whose earlier writes got no answer, and may have been carried out. Those that nothing is left to do for have none. */
  readonly again: (deliveries: readonly Delivery[]) => Promise<readonly Write[]>;
  readonly outcomes: Outcomes;
}

/** Sends the writes of a lane. */
export interface Sender {
  /** @throws Failure when the service is unavailable; writes that were answered before are settled */
  send(writes: readonly Write[], desk: Desk, signal: AbortSignal): Promise<void>;
}

/** Sends each write in a request of its own. */
export class SingleSender implements Sender {
  readonly #client: HttpClient;
  readonly #concurrency: number;

  constructor(client: HttpClient, concurrency: number) {
    this.#client = client;
    this.#concurrency = concurrency;
  }

  async send(writes: readonly Write[], { settle }: Desk, signal: AbortSignal): Promise<void> {
    const one = async (write: Write) => {
      const { method, path, headers, body } = write;
      const { 'content-type': type = '', ...others } = headers;
      const text = body && { text: { type, content: JSON.stringify(body) } };
      const request = { method, path, headers: others, ...text };
      await settle(write, await this.#client.send(request, 'target', signal));
    };
    await inParallel(writes, this.#concurrency, one, signal);
  }
}

const PATH = '$batch';
const WHERE = `POST ${PATH}`;
/** The service knows no `$batch`, or not in this format. */
const WRONG_FORMAT: ReadonlySet<number> = new Set([400, 404, 405, 406, 415, 501]);

/**
 * Sends many writes in one request, each with an answer of its own. One batch follows the other, in the order of the lane.
 *
 * A service that does not go on after a write that it refuses leaves the ones behind it unanswered; these are sent again. So are the
 * writes of a request that failed as a whole. But a service may have carried out what it does not answer (a time limit, an answer
 * that was cut): so nothing is created a second time before it was looked up.
 */
export class BatchSender implements Sender {
  readonly #client: HttpClient;
  readonly #settings: TargetSettings;
  readonly #format: BatchFormat;
  readonly #size: BatchSize;

  constructor(client: HttpClient, settings: TargetSettings, format: BatchFormat, size: number) {
    this.#client = client;
    this.#settings = settings;
    this.#format = format;
    this.#size = new BatchSize(size);
  }

  async send(writes: readonly Write[], desk: Desk, signal: AbortSignal): Promise<void> {
    for (const part of inParts(writes, this.#size.now))
      await this.#size.learn(part, () => this.#sendPart(part, desk, signal));
  }

  async #sendPart(part: readonly Write[], desk: Desk, signal: AbortSignal): Promise<void> {
    const done = new Set<Delivery>();
    let isSent = false;
    const nextWrites = async (some: readonly Delivery[]) => {
      const left = some.filter((one) => !done.has(one));
      if (!isSent) {
        isSent = true;
        return part;
      }
      const writes = left.length === 0 ? [] : await desk.again(left);
      const open = new Set(writes.map(({ one }) => one));
      for (const one of left) if (!open.has(one)) done.add(one);
      return writes;
    };
    const send = async (some: readonly Delivery[]) => {
      for (;;) {
        const writes = await nextWrites(some);
        if (writes.length === 0) return null;
        const answer = await this.#post(writes, signal);
        const failure = recordFailure(recordAnswer(answer), WHERE);
        if (failure) return failure;
        const answers = this.#format.read(answer, writes.length);
        const answered = [...writes.entries()].filter(([nth]) => answers.has(nth));
        if (answered.length === 0) throw unanswered(writes.length);
        for (const [nth, write] of answered) {
          done.add(write.one);
          await desk.settle(write, answers.get(nth) as Answer);
        }
      }
    };
    const deliveries = part.map(({ one }) => one);
    await narrowDown(deliveries, send, desk.outcomes, signal);
  }

  async #post(writes: readonly Write[], signal: AbortSignal): Promise<Answer> {
    const text = this.#format.write(writes, this.#client.address('/', 'target'));
    const headers = { prefer: 'odata.continue-on-error', ...this.#format.headers };
    const answer = await sendTraced(
      writes.map(({ one }) => one),
      this.#settings,
      (trace) =>
        this.#client.send(
          { method: 'POST', path: PATH, text, headers: { ...headers, ...trace } },
          'target',
          signal,
        ),
    );
    requireNoRedirect(answer, WHERE);
    if (!WRONG_FORMAT.has(answer.status)) return answer;
    const { reason } = recordAnswer(answer);
    throw refused(
      'target',
      `${WHERE} was answered ${answer.status}: ${reason}. If the service does not take a batch in this format, correct \`batch\` of the connector.`,
    );
  }
}

function unanswered(writes: number): Failure {
  return new Failure('TARGET_UNAVAILABLE', {
    message: `${WHERE} with ${writes} writes was answered without the answer to any of them, so it is unknown whether the service wrote anything.`,
  });
}
