import type { Delivery, TargetSettings } from '../../connector-api/index.ts';
import { Failure, inParallel } from '../../connector-api/index.ts';
import type { Outcomes } from '../common/deliver-partly.ts';
import { inParts } from '../common/in-parts.ts';
import { narrowDown } from '../common/narrow-down.ts';
import { sendTraced } from '../common/traced-request.ts';
import type { HttpClient } from '../http/client.ts';
import type { Answer } from '../http/failures.ts';
import { recordAnswer, recordFailure, refused } from '../http/failures.ts';
import type { BatchFormat } from './batch-format.ts';
import type { Write } from './write.ts';

/** Takes the answer to one write. */
type Settle = (write: Write, answer: Answer) => Promise<void>;

/** Sends the writes of a lane. */
export interface Sender {
  /** @throws Failure when the service is unavailable; writes that were answered before are settled */
  send(
    writes: readonly Write[],
    settle: Settle,
    outcomes: Outcomes,
    signal: AbortSignal,
  ): Promise<void>;
}

/** Sends each write in a request of its own. */
export class SingleSender implements Sender {
  readonly #client: HttpClient;
  readonly #concurrency: number;

  constructor(client: HttpClient, concurrency: number) {
    this.#client = client;
    this.#concurrency = concurrency;
  }

  async send(
    writes: readonly Write[],
    settle: Settle,
    _outcomes: Outcomes,
    signal: AbortSignal,
  ): Promise<void> {
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
 * A service that does not go on after a write that it refuses leaves the ones behind it unanswered; these are sent again.
 */
export class BatchSender implements Sender {
  readonly #client: HttpClient;
  readonly #settings: TargetSettings;
  readonly #format: BatchFormat;
  readonly #size: number;

  constructor(client: HttpClient, settings: TargetSettings, format: BatchFormat, size: number) {
    this.#client = client;
    this.#settings = settings;
    this.#format = format;
    this.#size = size;
  }

  async send(
    writes: readonly Write[],
    settle: Settle,
    outcomes: Outcomes,
    signal: AbortSignal,
  ): Promise<void> {
    const byRecord = new Map(writes.map((write) => [write.one, write]));
    const answered = new Set<Write>();
    const send = async (some: readonly Delivery[]) => {
      for (;;) {
        const open = some
          .flatMap((one) => byRecord.get(one) ?? [])
          .filter((write) => !answered.has(write));
        if (open.length === 0) return null;
        const answer = await this.#post(open, signal);
        const failure = recordFailure(recordAnswer(answer), WHERE);
        if (failure) return failure;
        const answers = this.#format.read(answer, open.length);
        if (answers.size === 0) throw unanswered(open.length);
        for (const [nth, told] of answers) {
          const write = open[nth];
          if (!write) continue;
          answered.add(write);
          await settle(write, told);
        }
      }
    };
    for (const part of inParts([...byRecord.keys()], this.#size))
      await narrowDown(part, send, outcomes, signal);
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
