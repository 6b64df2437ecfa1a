import type { ActorKind, ErrorStatus } from '../src/domain/index.ts';
import { Failure } from '../src/domain/index.ts';
import type { ActorContext, ActorEvent, HoldCause } from './actor.ts';

/** The status of one actor. */
export interface ActorView<State extends string = string> {
  readonly state: State;
  /**
   * When it entered the state, in milliseconds since the Unix epoch. Of an outage, when the circuit opened, whatever was
   * probed and tried since.
   */
  readonly sinceMs: number;
  /** Its current error; null if there is none, and while it is paused. */
  readonly lastError: ErrorStatus | null;
}

/** A change of the shown state, or a failed probe of a connector that stays unavailable. */
export interface Transition {
  readonly kind: ActorKind;
  readonly name: string;
  /** The connector that it depends on; for a connector, its own name. */
  readonly connector: string;
  /** Null if the actor has just started. */
  readonly from: string | null;
  readonly to: string;
  readonly lastError: ErrorStatus | null;
}

/** A running actor, without the details of its machine. */
export interface Supervised<State extends string = string> {
  readonly kind: ActorKind;
  readonly name: string;
  /** The connector that it depends on; for a connector, its own name. */
  readonly connector: string;
  start(): void;
  send(event: ActorEvent): void;
  view(): ActorView<State>;
  /** An operator paused it. */
  isPaused(): boolean;
  /** Why its connector holds it; null if it is not held. */
  heldBy(): HoldCause | null;
  /** For a connector: whether its circuit is open or half open. */
  isOpen(): boolean;
  /** False for a stream without a due run and a lane without records: when released, they would do nothing. */
  hasWork(): boolean;
  /** The failure behind the view's `lastError`. */
  lastFailure(): Failure | null;
  /** Resolves when no work is in flight. @throws Failure TIMED_OUT or CANCELLED if the signal aborts first */
  atRest(signal: AbortSignal): Promise<void>;
  /** Resolves when it has ended permanently. */
  readonly ended: Promise<void>;
  /** Ends it without waiting for its work. */
  kill(): void;
}

/** The part of an xstate actor that is needed here. The machines differ in type, but share this part. */
interface MachineActor {
  start(): unknown;
  send(event: ActorEvent): void;
  getSnapshot(): MachineSnapshot;
  subscribe(observer: { next(snapshot: MachineSnapshot): void; complete(): void }): {
    unsubscribe(): void;
  };
}

interface MachineSnapshot {
  readonly value: string | object;
  readonly context: ActorContext & { readonly open?: boolean; readonly owed?: boolean };
  readonly status: string;
  hasTag(tag: 'working'): boolean;
}

/** The properties that all actors of a kind share. */
export interface SupervisedKind<State extends string> {
  readonly kind: ActorKind;
  /** The states that status shows. The first one is shown before the actor has started. */
  readonly states: readonly [State, ...State[]];
  readonly now: () => number;
  /** Default: whether a run is due, for kinds that have runs. */
  readonly hasWork?: (name: string) => boolean;
  /** Called with each transition, in order. */
  readonly onTransition: (transition: Transition) => void;
}

interface Machine {
  readonly name: string;
  readonly connector: string;
  readonly actor: MachineActor;
}

/** Wraps a machine's actor. A class, to save memory: a hub may hold tens of thousands. */
class SupervisedMachine<State extends string> implements Supervised<State> {
  readonly name: string;
  readonly connector: string;
  readonly ended: Promise<void>;
  readonly #kind: SupervisedKind<State>;
  readonly #actor: MachineActor;
  #shown: State | null = null;
  #sinceMs = 0;
  /** Of the last transition. */
  #lastError: ErrorStatus | null = null;

  constructor(kind: SupervisedKind<State>, { name, connector, actor }: Machine) {
    this.name = name;
    this.connector = connector;
    this.#kind = kind;
    this.#actor = actor;
    this.ended = new Promise((resolve) => {
      actor.subscribe({ next: (snapshot) => this.#show(snapshot), complete: resolve });
    });
  }

  get kind(): ActorKind {
    return this.#kind.kind;
  }

  start(): void {
    this.#actor.start();
  }

  send(event: ActorEvent): void {
    this.#actor.send(event);
  }

  view(): ActorView<State> {
    const { states, now } = this.#kind;
    return {
      state: this.#shown ?? states[0],
      sinceMs: this.#shown === null ? now() : this.#sinceMs,
      lastError: this.#context.lastError,
    };
  }

  isPaused(): boolean {
    return this.#context.paused;
  }

  heldBy(): HoldCause | null {
    return this.#context.held;
  }

  isOpen(): boolean {
    return this.#context.open ?? false;
  }

  hasWork(): boolean {
    return this.#kind.hasWork?.(this.name) ?? this.#context.owed ?? true;
  }

  lastFailure(): Failure | null {
    return this.#context.lastFailure;
  }

  atRest(signal: AbortSignal): Promise<void> {
    return atRest(this.#actor, `${this.kind} ${this.name}`, signal);
  }

  kill(): void {
    this.#actor.send({ type: 'kill' });
  }

  get #context(): MachineSnapshot['context'] {
    return this.#actor.getSnapshot().context;
  }

  #show(snapshot: MachineSnapshot): void {
    const { kind, states, now, onTransition } = this.#kind;
    const state = topState(snapshot, states);
    const { lastError } = snapshot.context;
    const from = this.#shown;
    const isSame = state === from && (state !== 'unavailable' || lastError === this.#lastError);
    if (state === undefined || isSame) return;
    this.#shown = state;
    this.#lastError = lastError;
    if (!isOutage(from) || !isOutage(state)) this.#sinceMs = now();
    const { name, connector } = this;
    onTransition({ kind, name, connector, from, to: state, lastError });
  }
}

/** Puts a machine's actor under supervision, without starting it. */
export function supervise<State extends string>(
  kind: SupervisedKind<State>,
  machine: Machine,
): Supervised<State> {
  return new SupervisedMachine(kind, machine);
}

/**
 * `deciding` is transient and `ended` is not shown: both leave the shown state unchanged. The probe of an open circuit is
 * part of the outage: it may take half a minute, and would look like its end.
 */
function topState<State extends string>(
  { value, context }: MachineSnapshot,
  states: readonly State[],
): State | undefined {
  const top = typeof value === 'string' ? value : Object.keys(value)[0];
  const shown = context.open === true && top === 'checking' ? 'unavailable' : top;
  return states.find((state) => state === shown);
}

/** The states of a connector whose circuit is open or half open. */
function isOutage(state: string | null): boolean {
  return state === 'unavailable' || state === 'trial';
}

async function atRest(actor: MachineActor, label: string, signal: AbortSignal): Promise<void> {
  const rested = Promise.withResolvers<void>();
  const aborted = () => rested.reject(notAtRest(label, signal));
  const check = (snapshot: MachineSnapshot) => {
    if (snapshot.status !== 'active' || !snapshot.hasTag('working')) rested.resolve();
  };
  const subscription = actor.subscribe({ next: check, complete: () => rested.resolve() });
  check(actor.getSnapshot());
  signal.addEventListener('abort', aborted);
  if (signal.aborted) aborted();
  try {
    await rested.promise;
  } finally {
    subscription.unsubscribe();
    signal.removeEventListener('abort', aborted);
  }
}

function notAtRest(label: string, signal: AbortSignal): Failure {
  const timedOut = signal.reason instanceof Error && signal.reason.name === 'TimeoutError';
  return new Failure(timedOut ? 'TIMED_OUT' : 'CANCELLED', {
    message: `The work of ${label} was told to end, but has not ended in time; the command takes effect when it does.`,
    cause: signal.reason,
  });
}
