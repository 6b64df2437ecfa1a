import type { Failure, Json, Priority } from '../../connector-api/index.ts';
import { withinTime } from '../../connector-api/index.ts';
import { parseJson, valueAt } from './answer-json.ts';
import { authorizer } from './auth.ts';
import type { Authorizer } from './auth.ts';
import { Budget } from './budget.ts';
import type { Answer, Side } from './failures.ts';
import {
  connectionFailure,
  pausedFailure,
  readFailure,
  refused,
  systemFailure,
} from './failures.ts';
import type { AnswerLimit } from './read-answer.ts';
import { readAnswer } from './read-answer.ts';
import type { HttpSettings } from './spec.ts';
import type { Pace } from './throttling.ts';
import { paceOf } from './throttling.ts';

/** Shorter credentials would match in any text. */
const MIN_CREDENTIAL_CHARS = 4;
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

export interface HttpRequest {
  readonly method: string;
  /** Relative to the base address, or a complete address of the same origin. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Json;
  /** Sent unchanged, instead of `body`. */
  readonly text?: { readonly type: string; readonly content: string };
  /** Computed for each attempt, for headers that are valid only when sent, such as a signature with its time. */
  readonly headersOnSending?: () => Readonly<Record<string, string>>;
}

/** A request as it is sent; redirects are not followed. */
export interface SentRequest {
  readonly method: string;
  readonly redirect: 'manual';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
}

/** Settings of a client that differ from those of a client for an API. */
export interface HttpClientParts {
  /** Sends a request; default: the runtime's own `fetch`. */
  readonly fetch?: (url: URL, request: SentRequest) => Promise<Response>;
  /** Default: answers of more than 64 MiB are refused. */
  readonly answerLimit?: AnswerLimit;
  /** Puts into status and headers what a system says about its pace in the body; default: nothing does. */
  readonly translate?: (answer: Answer) => Answer;
}

/** An answer, and the credentials that its request carried. */
interface Sent {
  readonly answer: Answer;
  readonly authorization: Readonly<Record<string, string>>;
}

/** State shared by all clients of one system, and the priority of one of them. */
interface Shared {
  readonly authorizer: Authorizer;
  readonly budget: Budget;
  readonly priority: () => Priority;
}

/**
 * Talks to one HTTP system for all its streams and lanes, which share one budget. Only token requests are outside the budget: they
 * go to another system, one at a time.
 */
export class HttpClient {
  readonly #settings: HttpSettings;
  readonly #authorizer: Authorizer;
  readonly #budget: Budget;
  readonly #fetch: NonNullable<HttpClientParts['fetch']>;
  readonly #answerLimit: AnswerLimit;
  readonly #parts: HttpClientParts;
  readonly #priority: () => Priority;

  constructor(settings: HttpSettings, parts: HttpClientParts = {}, shared: Partial<Shared> = {}) {
    this.#settings = settings;
    this.#parts = parts;
    this.#fetch = parts.fetch ?? ((url, init) => fetch(url, init));
    this.#answerLimit = parts.answerLimit ?? { maxBytes: MAX_ANSWER_BYTES };
    this.#authorizer = shared.authorizer ?? authorizer(settings.auth, settings.timeoutMs);
    this.#budget = shared.budget ?? new Budget(settings);
    this.#priority = shared.priority ?? (() => 'normal');
  }

  /** Returns a client for the same account with another priority; absent: normal. */
  withPriority(priority: () => Priority = () => 'normal'): HttpClient {
    const shared = { authorizer: this.#authorizer, budget: this.#budget, priority };
    return new HttpClient(this.#settings, this.#parts, shared);
  }

  /**
   * Sends a request when its turn comes and reads its answer, whatever its status, within the time limit. A request answered with
   * 429 is sent again unchanged after the pause that the system wants. It fails `maxThrottleWaitMs` after the first such answer,
   * or at once when the pause would last longer than that.
   * @throws Failure when the system is unavailable, throttles for too long or does not accept the credentials
   */
  async send(request: HttpRequest, side: Side, signal: AbortSignal): Promise<Answer> {
    const where = `${request.method} ${this.#shown(request.path)}`;
    const { maxThrottleWaitMs } = this.#settings;
    let giveUpAtMs: number | null = null;
    let throttled: Failure | null = null;
    let renewed = false;
    for (;;) {
      const patienceMs = giveUpAtMs === null ? maxThrottleWaitMs : giveUpAtMs - performance.now();
      const turn = await this.#budget.turn(patienceMs, signal, this.#priority());
      if (turn.kind === 'refused') throw pausedFailure(turn.retryAfterMs, side, where, throttled);
      const { answer, authorization } = await this.#sendInTurn(
        request,
        side,
        where,
        signal,
        turn.end,
      );
      if (answer.status === 401 && !renewed && this.#authorizer.renew(authorization)) {
        renewed = true;
        continue;
      }
      const failure = systemFailure(answer, side, where);
      if (!failure) return answer;
      giveUpAtMs ??= performance.now() + maxThrottleWaitMs;
      if (answer.status !== 429 || performance.now() >= giveUpAtMs) throw failure;
      throttled = failure;
    }
  }

  /**
   * Sends a GET and reads JSON with a list. No content (204) is an empty list; null is none at all.
   * @throws Failure also when the answer is not a success or not JSON
   */
  async getList(path: string, at: string | undefined, side: Side, signal: AbortSignal) {
    const answer = await this.send({ method: 'GET', path }, side, signal);
    const where = `GET ${this.#shown(path)}`;
    const failure = readFailure(answer, side, where);
    if (failure) throw failure;
    if (answer.status === 204) return { ...answer, value: null, list: [] };
    const value = parseJson(answer, side, where);
    const list = valueAt(value, at);
    return { ...answer, value, list: Array.isArray(list) ? (list as readonly Json[]) : null };
  }

  /** Resolves the address of a path. Only the origin of the base address gets the credentials. */
  address(path: string, side: Side): URL {
    const base = this.#settings.url.replace(/\/+$/, '');
    const url = /^https?:\/\//.test(path)
      ? new URL(path)
      : new URL(`${base}/${path.replace(/^\/+/, '')}`);
    if (url.origin === new URL(base).origin) return url;
    throw refused(
      side,
      `${url.origin} is not the origin ${new URL(base).origin} of the connector; the hub sends no request there.`,
    );
  }

  /** Gives the turn back in any case. */
  async #sendInTurn(
    request: HttpRequest,
    side: Side,
    where: string,
    signal: AbortSignal,
    end: (pace: Pace) => void,
  ): Promise<Sent> {
    let pace: Pace = { kind: 'neutral' };
    try {
      const sent = await this.#sendOnce(request, side, where, signal);
      pace = paceOf(sent.answer, Date.now());
      return sent;
    } finally {
      end(pace);
    }
  }

  async #sendOnce(
    request: HttpRequest,
    side: Side,
    where: string,
    signal: AbortSignal,
  ): Promise<Sent> {
    signal.throwIfAborted();
    const { headers, timeoutMs } = this.#settings;
    const authorization = await this.#authorizer.headers(side, signal);
    const body = bodyOf(request);
    try {
      return await withinTime(timeoutMs, signal, async (call) => {
        const response = await this.#fetch(this.address(request.path, side), {
          method: request.method,
          redirect: 'manual',
          headers: {
            accept: 'application/json',
            'user-agent': 'stellwerk',
            ...(body ? { 'content-type': body.type } : {}),
            ...headers,
            ...authorization,
            ...request.headers,
            ...request.headersOnSending?.(),
          },
          ...(body ? { body: body.content } : {}),
          signal: call,
        });
        const answer = await readAnswer(response, this.#answerLimit, side, where);
        const told = hide(answer, response.ok ? {} : authorization);
        const { status, headers: answered } = response;
        const { translate = (one) => one } = this.#parts;
        return { answer: translate({ status, headers: answered, body: told }), authorization };
      });
    } catch (error) {
      signal.throwIfAborted();
      throw connectionFailure(error, side, where);
    }
  }

  /** Omits the query, which may contain confidential data. */
  #shown(path: string): string {
    const [plain = ''] = path.split('?');
    const base = new URL(this.#settings.url);
    return /^https?:/.test(plain) ? plain : `${base.origin}/${plain.replace(/^\/+/, '')}`;
  }
}

function bodyOf({ text, body }: HttpRequest): HttpRequest['text'] | null {
  if (text) return text;
  if (body === undefined) return null;
  return { type: 'application/json', content: JSON.stringify(body) };
}

/** Hides credentials, because some systems repeat those that they refuse. The body of a success is data and is never changed. */
function hide(body: string, authorization: Readonly<Record<string, string>>): string {
  return Object.values(authorization)
    .map((value) => value.split(' ').at(-1) ?? value)
    .filter((credential) => credential.length >= MIN_CREDENTIAL_CHARS)
    .reduce((text, credential) => text.replaceAll(credential, '***'), body);
}
