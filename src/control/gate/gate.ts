import type { Metadata, ServerInterceptingCallInterface, ServerInterceptor } from '@grpc/grpc-js';
import { ServerInterceptingCall, status } from '@grpc/grpc-js';
import type {
  Beginning,
  CallAttempt,
  GuardDecision,
  GuardPort,
  StrangersPlace,
} from '../../domain/index.ts';
import { Failure, StrangersRoom } from '../../domain/index.ts';
import { codeIn, statusOf } from '../failure-status.ts';
import type { Admissions } from './admissions.ts';
import type { AuditContext } from './audit-trail.ts';
import { AuditTrail } from './audit-trail.ts';
import type { Change, MethodRule } from './rules.ts';
import { methodName, ruleOf } from './rules.ts';
import type { Vouchers } from './vouchers.ts';

/** Interval at which the permission of a call that lasts is checked again; the call ends once its caller has lost it. */
const ASKED_AGAIN_MS = 30_000;
/** Calls of callers without credentials, who may ask for the health: one whose request never ends takes up to 2 MB. */
const MAX_STRANGERS = 100;

export interface GateOptions extends AuditContext {
  /** Until it has begun, only the health is answered. */
  readonly beginning: Beginning;
  readonly guard: GuardPort;
  readonly admissions: Admissions;
  /** Vouchers for callers on whose behalf the process itself calls. */
  readonly vouchers: Vouchers;
  /** Interval at which the permission of a watch or an upload is checked again, in milliseconds. Default 30 s. */
  readonly askAgainMs?: number;
}

/**
 * The only entrance: every call of every service, including reflection and health, passes here before it reaches its
 * handler. The gate passes the caller on to the handler. It records in the audit log what the call changes or why it
 * was refused.
 */
export function gate(options: GateOptions): ServerInterceptor {
  const strangers = new StrangersRoom({ calls: MAX_STRANGERS, bytes: Infinity });
  return (method, call) => {
    const name = methodName(method.path);
    const { responseStream: streams, requestStream } = method;
    const passage = new Passage({
      ...options,
      call,
      name,
      strangers,
      streams,
      lasts: streams || requestStream,
    });
    return new ServerInterceptingCall(call, {
      start: (next) =>
        next({
          onReceiveMetadata: (metadata, pass) => passage.arrive(metadata, () => pass(metadata)),
          onReceiveMessage(message: object, pass) {
            passage.ask(message, () => pass(message));
          },
          onCancel: () => passage.leave(),
        }),
      sendMessage: (message: object, pass) => passage.answer(message, () => pass(message)),
      sendStatus: (end, pass) => passage.end(end, () => pass(end)),
    });
  };
}

interface PassageOptions extends GateOptions {
  readonly call: ServerInterceptingCallInterface;
  readonly name: string;
  /** For callers who showed no credentials. */
  readonly strangers: StrangersRoom;
  /** Whether the response is a stream. */
  readonly streams: boolean;
  /** Whether request or response is a stream, so that the call may outlast its caller's permission. */
  readonly lasts: boolean;
}

/** One call on its way through the gate. */
class Passage {
  readonly #options: PassageOptions;
  readonly #rule: MethodRule;
  #trail: AuditTrail | null = null;
  #askAgain: NodeJS.Timeout | null = null;
  #place: StrangersPlace | null = null;
  #hasLeft = false;

  constructor(options: PassageOptions) {
    this.#options = options;
    this.#rule = ruleOf(options.name);
  }

  arrive(metadata: Metadata, pass: () => void): void {
    const { call, vouchers } = this.#options;
    const attempt = vouchers.redeem(metadata) ?? attemptOf(call, metadata);
    // Nobody may exhaust the limit of an address from which others ask whether the hub is alive.
    const countedElsewhere = this.#rule.role === null;
    this.#follow(this.#admit({ ...attempt, countedElsewhere }, metadata), pass);
  }

  ask(request: object, pass: () => void): void {
    const change = this.#rule.change?.(request as Readonly<Record<string, unknown>>);
    if (change && this.#trail) this.#follow(this.#begin(change, this.#trail), pass);
    else pass();
  }

  /** Call this when the caller has left. A unary handler still reports its end; a streaming one may not. */
  leave(): void {
    this.#hasLeft = true;
    this.#place?.leave();
    if (this.#askAgain) clearInterval(this.#askAgain);
    if (!this.#options.streams || !this.#trail?.isOpen) return;
    this.#trail.failed('CANCELLED').catch(() => undefined); // Reported by `onLostEntry`.
  }

  answer(message: object, pass: () => void): void {
    // A streaming call has not ended with its first message.
    if (this.#options.streams || !this.#trail?.isOpen) pass();
    else this.#follow(this.#trail.done(message).catch(afterChange), pass);
  }

  end(end: Parameters<typeof codeIn>[0], pass: () => void): void {
    this.#place?.leave();
    if (!this.#trail?.isOpen) return pass();
    const code = end.code === status.OK ? null : codeIn(end);
    const noted = code === null ? this.#trail.done(null) : this.#trail.failed(code);
    // A failure is returned unchanged, recorded or not: it cannot be mistaken for success.
    this.#follow(code === null ? noted.catch(afterChange) : noted.catch(() => undefined), pass);
  }

  /** Continues after the work, or ends the call with the error that it threw. */
  #follow(work: Promise<void>, pass: () => void): void {
    void work.then(pass, (error: unknown) => {
      this.#options.call.sendStatus(statusOf(Failure.from(error)));
    });
  }

  async #admit(attempt: CallAttempt, metadata: Metadata): Promise<void> {
    const { name, beginning, guard, admissions, lasts } = this.#options;
    if (this.#rule.role !== null) beginning.requireBegun();
    const decision = await guard.decide(attempt, this.#rule.role);
    const refusal =
      decision.refusal ?? this.#beyondStreams(decision) ?? this.#beyondStrangers(decision);
    const trail = new AuditTrail(this.#options, name, decision);
    if (refusal) {
      // Refused in any case; `onLostEntry` has reported a lost entry.
      if (!decision.isRepeated) await trail.denied(refusal.code).catch(() => undefined);
      throw refusal;
    }
    this.#trail = trail;
    if (decision.caller) admissions.admit(metadata, decision.caller);
    // Only leaving ends the repeated checks, and a caller that left during the guard's decision will not leave again.
    if (lasts && decision.caller && !this.#hasLeft) this.#keepAsking(attempt);
  }

  /** Refuses the change while the audit log cannot take it. */
  async #begin(change: Change, trail: AuditTrail): Promise<void> {
    await trail.begin(change);
    if (!this.#hasLeft) return;
    // Its handler does not run any more.
    await trail.failed('CANCELLED');
    throw new Failure('CANCELLED', { message: 'The caller left before the change began' });
  }

  #beyondStreams({ caller }: GuardDecision): Failure | null {
    if (!caller?.streams || this.#rule.limited) return null;
    const message =
      'This caller is limited to certain streams, and the call affects more than those';
    return new Failure('PERMISSION_DENIED', { message });
  }

  #beyondStrangers({ caller, sender }: GuardDecision): Failure | null {
    if (caller || this.#hasLeft) return null;
    this.#place = this.#options.strangers.enter(sender);
    if (this.#place) return null;
    const message =
      'Too many calls without credentials are open, over all callers or from this address';
    return new Failure('TOO_MANY_FEEDS', { message });
  }

  #keepAsking(attempt: CallAttempt): void {
    const { guard, call, askAgainMs = ASKED_AGAIN_MS } = this.#options;
    // Not counted again: a caller over the limit of its address would be refused for that, which ends no call.
    const again = { ...attempt, countedElsewhere: true };
    let asking = false;
    this.#askAgain = setInterval(() => {
      if (asking) return;
      asking = true;
      void guard.decide(again, this.#rule.role).then(
        ({ refusal }) => {
          asking = false;
          if (!refusal || refusal.retryable || this.#askAgain === null) return;
          clearInterval(this.#askAgain);
          this.#askAgain = null; // End it only once.
          call.sendStatus(statusOf(refusal));
        },
        () => (asking = false), // The next check follows soon.
      );
    }, askAgainMs).unref();
  }
}

function afterChange(error: unknown): never {
  const { code } = Failure.from(error);
  const message = 'The call was carried out, but could not be recorded in the audit log';
  throw new Failure(code, { message, cause: error });
}

function attemptOf(call: ServerInterceptingCallInterface, metadata: Metadata): CallAttempt {
  const header = (name: string) => metadata.get(name).map(String);
  const commonName: unknown = call.getAuthContext().sslPeerCertificate?.subject.CN;
  const { remoteAddress, localAddress } = call.getConnectionInfo();
  return {
    peerAddress: remoteAddress ?? 'unknown',
    ownAddress: localAddress ?? 'unknown',
    forwardedFor: header('x-forwarded-for').join(',') || null,
    // Two headers are joined to a value that is never valid.
    authorization: header('authorization').join(', ') || null,
    certificateName: typeof commonName === 'string' ? commonName : null,
  };
}
