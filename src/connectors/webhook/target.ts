import { createHash } from 'node:crypto';
import type { Delivery, Outcome, Target, TargetSettings } from '../../connector-api/index.ts';
import { inParallel } from '../../connector-api/index.ts';
import type { Outcomes } from '../common/deliver-partly.ts';
import { deliverPartly } from '../common/deliver-partly.ts';
import { inParts } from '../common/in-parts.ts';
import { cloudEvent, messageId } from '../common/message.ts';
import { narrowDown } from '../common/narrow-down.ts';
import { sendTraced } from '../common/traced-request.ts';
import type { HttpClient } from '../http/client.ts';
import type { Answer } from '../http/failures.ts';
import { recordAnswer, recordFailure, refused } from '../http/failures.ts';
import type { Message, signer } from './signing.ts';
import type { WebhookTargetOptions } from './spec.ts';
import { contentTypes } from './spec.ts';

const DEFAULT_BATCH_SIZE = 100;

export interface Subscriber {
  readonly client: HttpClient;
  readonly url: string;
  readonly sign: ReturnType<typeof signer>;
  readonly maxConcurrency: number;
}

/**
 * Sends each record to a subscriber as a signed POST, at least once: after a crash or a lost answer it is sent again with the same
 * `webhook-id`, by which the subscriber recognises it. In a batch each event has its own id, because batches may be cut
 * differently next time; a batch that fails as a whole is resent or halved (`narrowDown`).
 */
export class WebhookTarget implements Target {
  readonly #subscriber: Subscriber;
  readonly #settings: TargetSettings;
  readonly #options: WebhookTargetOptions;

  constructor(subscriber: Subscriber, settings: TargetSettings) {
    this.#subscriber = subscriber;
    this.#settings = settings;
    this.#options = settings.options;
  }

  deliver(deliveries: readonly Delivery[], signal: AbortSignal): Promise<readonly Outcome[]> {
    const { format = 'document', batchSize = DEFAULT_BATCH_SIZE } = this.#options;
    const size = format === 'cloudevents-batch' ? batchSize : 1;
    const { maxConcurrency } = this.#subscriber;
    return deliverPartly(
      deliveries,
      async (outcomes) => {
        await inParallel(
          inParts(deliveries, size),
          maxConcurrency,
          (part) => this.#tell(part, outcomes, signal),
          signal,
        );
      },
      signal,
    );
  }

  #tell(whole: readonly Delivery[], outcomes: Outcomes, signal: AbortSignal): Promise<void> {
    const send = async (part: readonly Delivery[]) => {
      const answer = await this.#post(part, signal);
      const failure = recordFailure(recordAnswer(answer), 'The subscriber');
      if (failure) return failure;
      for (const one of part)
        outcomes.set(one, { kind: 'applied', externalId: one.externalId ?? one.key });
      return null;
    };
    return narrowDown(whole, send, outcomes, signal);
  }

  async #post(part: readonly Delivery[], signal: AbortSignal): Promise<Answer> {
    const { client, url, sign } = this.#subscriber;
    const { format = 'document' } = this.#options;
    const message = this.#message(part);
    const [{ operation }] = part as readonly [Delivery];
    const told = format === 'document' ? { 'stellwerk-operation': operation } : {};
    const answer = await sendTraced(part, this.#settings, (traceHeaders) =>
      client.send(
        {
          method: 'POST',
          path: url,
          text: { type: contentTypes[format], content: message.body },
          headers: { ...told, ...traceHeaders },
          headersOnSending: () => sign(message, new Date()),
        },
        'target',
        signal,
      ),
    );
    checkSubscription(answer);
    return answer;
  }

  #message(part: readonly Delivery[]): Message {
    const { format = 'document', batchSize: _, ...options } = this.#options;
    const [first] = part as readonly [Delivery];
    if (format === 'document')
      return { id: messageId(first), body: JSON.stringify(first.document) };
    const events = part.map((one) => cloudEvent(this.#settings, options, one));
    if (format === 'cloudevents') return { id: messageId(first), body: JSON.stringify(events[0]) };
    const ids = createHash('sha256').update(part.map(messageId).join('\n'));
    return { id: `batch_${ids.digest('base64url').slice(0, 32)}`, body: JSON.stringify(events) };
  }
}

/** Checks for answers that concern the subscription, whatever was sent. @throws Failure TARGET_MISCONFIGURED */
function checkSubscription({ status }: Answer): void {
  if (status === 410) {
    throw refused(
      'target',
      'The subscriber answered 410 Gone: it has ended the subscription. Remove the lane, or resume it when the subscriber wants events again.',
    );
  }
  if (status === 405) {
    throw refused(
      'target',
      'The subscriber answered 405: its `url` does not accept POST. Correct it.',
    );
  }
  if (status >= 300 && status < 400) {
    throw refused(
      'target',
      `The subscriber answered ${status}, a redirect that is not followed: correct \`url\`, or raise \`redirects\`.`,
    );
  }
}
