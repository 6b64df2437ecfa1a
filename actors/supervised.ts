import type { ActorKind, ErrorStatus } from '../src/domain/index.ts';
import { Failure } from '../src/domain/index.ts';
import type { ActorContext, ActorEvent, HoldCause } from './actor.ts';

/** What status shows of one actor. */
export interface ActorView<State extends string = string> {
  readonly state: State;
  /** Since when, milliseconds since the Unix epoch. */
  readonly sinceMs: number;
  /** What troubles it now; null when it is well, and while it is paused. */
  readonly lastError: ErrorStatus | null;
}

/** A change of the shown state. */
export interface Transition {
  readonly kind: ActorKind;
  readonly name: string;
  /** The connector that it depends on; a connector's own name. */
  readonly connector: string;
  /** Null when the actor starts. */
  readonly from: string | null;
  readonly to: string;
  readonly lastError: ErrorStatus | null;
}

/** One running actor, its machine hidden. */
export interface Supervised<State extends string = string> {
  readonly kind: ActorKind;
  readonly name: string;
  /** The connector that it depends on; a connector's own name. */
  readonly connector: string;
  start(): void;
  send(event: ActorEvent): void;
  view(): ActorView<State>;
  /** A person paused it. */
  isPaused(): boolean;
  /** Why its connector holds it; null when it does not. */
  heldBy(): HoldCause | null;
  /** Of a connector: its circuit is open or half open. */
  isOpen(): boolean;
  /** False for a stream without a run owed and a lane without records: released, it would do nothing. */
  hasWork(): boolean;
  /** The failure behind the view's `lastError`. */
  lastFailure(): Failure | null;
  /** Resolves when no work is in flight. @throws Failure TIMED_OUT or CANCELLED when the signal aborts before */
  atRest(signal: AbortSignal): Promise<void>;
  /** Resolves when it has ended for good. */
  readonly ended: Promise<void>;
  /** Ends it without waiting for its work. */
  kill(): void;
}

/** What of an xstate actor is needed here; the three machines differ in type, but not in this. */
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

/** What all actors of a kind have in common. */
export interface SupervisedKind<State extends string> {
  readonly kind: ActorKind;
  /** The states that status knows, the first of them shown before the actor has started. */
  readonly states: readonly [State, ...State[]];
  readonly now: () => number;
  /** Default: whether a run is owed, for those that have runs. */
  readonly hasWork?: (name: string) => boolean;
  /** Called after each change of the shown state, in order. */
  readonly onTransition: (transition: Transition) => void;
}

interface Machine {
  readonly name: string;
  readonly connector: string;
  readonly actor: MachineActor;
}

/** Wraps a machine's actor. A class, since a hub may hold tens of thousands. */
class SupervisedMachine<State extends string> implements Supervised<State> {
  readonly name: string;
  readonly connector: string;
  readonly ended: Promise<void>;
  readonly #kind: SupervisedKind<State>;
  readonly #actor: MachineActor;
  #shown: State | null = null;
  #sinceMs = 0;

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
    if (state === undefined || state === this.#shown) return;
    const from = this.#shown;
    this.#shown = state;
    this.#sinceMs = now();
    const { name, connector } = this;
    onTransition({ kind, name, connector, from, to: state, lastError: snapshot.context.lastError });
  }
}

/** Puts a machine's actor under supervision; it is not started yet. */
export function supervise<State extends string>(
  kind: SupervisedKind<State>,
  machine: Machine,
): Supervised<State> {
  return new SupervisedMachine(kind, machine);
}

/** `deciding` lasts no time and `ended` is nobody's business any more: both leave the shown state as it was. */
function topState<State extends string>(
  { value }: MachineSnapshot,
  states: readonly State[],
): State | undefined {
  const top = typeof value === 'string' ? value : Object.keys(value)[0];
  return states.find((state) => state === top);
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
    message: `The work of ${label} has been told to end, but has not ended in time; it will be at rest when it does.`,
    cause: signal.reason,
  });
}
