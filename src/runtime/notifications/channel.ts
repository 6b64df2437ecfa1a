import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { AlertGroup, JsonObject, RetryPolicy, Trouble } from '../../domain/index.ts';
import { alertsOf, resumeAlerts, waitAfterAttempt } from '../../domain/index.ts';
import type { Logger } from '../log.ts';
import type { Message } from './message.ts';
import { openSender } from './senders.ts';
import type { NotificationSettings } from './settings.ts';

/** Messages that wait for an unavailable receiver; when there are more, the oldest are dropped. */
const MAX_WAITING = 100;
/** Older messages are of no use any more. */
const GIVEN_UP_MS = 24 * 3_600_000;
const retries: RetryPolicy = {
  attempts: Infinity,
  initialMs: 1_000,
  factor: 2,
  maxMs: 300_000,
  jitter: 0.2,
};

export interface ChannelParts {
  readonly settings: NotificationSettings;
  readonly hub: string;
  /** The state that a former hub passed to `save`. */
  readonly remembered: JsonObject | undefined;
  /** Stores what must survive a restart: what was reported, and what is still to be sent. */
  readonly save: (state: JsonObject) => Promise<void>;
  readonly log: Logger;
}

interface State {
  readonly groups: readonly AlertGroup[];
  readonly waiting: readonly Message[];
}

/** One receiver of notifications: decides what to send, remembers it, and retries until the receiver accepts it. */
export class Channel {
  readonly #parts: ChannelParts;
  #state: State;
  /** Whether the state holds something that is not in the store yet. */
  #unsaved = false;
  #arrived = Promise.withResolvers<void>();
  #lastChange = Promise.resolve();

  constructor(parts: ChannelParts, nowMs: number) {
    const { groups = [], waiting = [] } = (parts.remembered ?? {}) as Partial<State>;
    this.#parts = parts;
    this.#state = { groups: resumeAlerts(groups, nowMs), waiting };
  }

  /** Records what is wrong now. `run` does the sending, so this never waits for a receiver. */
  async note(troubles: readonly Trouble[], nowMs: number): Promise<void> {
    const { settings, hub, log } = this.#parts;
    await this.#change(({ groups: before, waiting }) => {
      const { groups, notices } = alertsOf(troubles, before, settings, nowMs);
      const fresh = notices.map((notice) => ({ id: `msg_${randomUUID()}`, hub, notice }));
      this.#unsaved ||= fresh.length > 0;
      const all = [...waiting, ...fresh];
      if (all.length > MAX_WAITING)
        log.warn(
          { channel: settings.name },
          'too many notifications are waiting; the oldest were dropped',
        );
      return { groups, waiting: all.slice(-MAX_WAITING) };
    });
    this.#arrived.resolve();
  }

  /** Sends the waiting messages in order, each until it is accepted or too old; ends when the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    const sender = await openSender(this.#parts.settings);
    const { log, settings } = this.#parts;
    const channel = settings.name;
    for (let attempt = 1; !signal.aborted;) {
      const [message] = this.#state.waiting;
      if (!message) {
        await this.#untilArrival(signal);
        continue;
      }
      try {
        const refused = await sender.send(message, signal);
        if (refused.length > 0)
          log.warn({ channel, refused }, 'some addresses of a notification were refused');
      } catch (error) {
        if (signal.aborted) return;
        if (Date.now() - message.notice.atMs > GIVEN_UP_MS) {
          log.error(
            { channel, err: error },
            'a notification could not be sent for a day and was dropped',
          );
        } else {
          log.warn(
            { channel, attempt, err: error },
            'the receiver did not accept a notification; trying again',
          );
          const waitMs = waitAfterAttempt(retries, attempt++);
          await wait(waitMs, undefined, { signal, ref: false }).catch(() => undefined);
          continue;
        }
      }
      attempt = 1;
      await this.#sent(message);
    }
  }

  async #sent({ id: sent }: Message): Promise<void> {
    await this.#change(({ groups, waiting }) => {
      this.#unsaved = true;
      return { groups, waiting: waiting.filter(({ id }) => id !== sent) };
    });
  }

  /**
   * Makes changes one at a time and saves each before it counts, so that a successor never decides again what a crashed
   * hub has already sent. If the store rejects a change, it is saved with the next one; a crash before that sends the
   * message again, under the same id.
   */
  async #change(next: (state: State) => State): Promise<void> {
    const change = this.#lastChange.then(async () => {
      const state = next(this.#state);
      if (this.#unsaved) await this.#save(state);
      this.#state = state;
    });
    this.#lastChange = change;
    await change;
  }

  async #save(state: State): Promise<void> {
    const { save, settings, log } = this.#parts;
    try {
      await save(structuredClone(state) as unknown as JsonObject);
      this.#unsaved = false;
    } catch (error) {
      log.warn(
        { channel: settings.name, err: error },
        'the state of notifications could not be saved',
      );
    }
  }

  async #untilArrival(signal: AbortSignal): Promise<void> {
    this.#arrived = Promise.withResolvers<void>();
    const wake = () => this.#arrived.resolve();
    signal.addEventListener('abort', wake, { once: true });
    if (signal.aborted) wake();
    await this.#arrived.promise;
    signal.removeEventListener('abort', wake);
  }
}
