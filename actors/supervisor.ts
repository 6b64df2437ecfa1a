import type {
  Command,
  ConnectorState,
  ImportState,
  LaneState,
  RetryPolicy,
  StreamState,
} from '../src/domain/index.ts';
import { eitherSignal, Failure } from '../src/domain/index.ts';
import { createCircuits } from './circuits.ts';
import type { Imports } from './imports.ts';
import { createImports } from './imports.ts';
import { createOnce } from './once.ts';
import type { ActorSnapshot, ImportEffects, SnapshotStore } from './ports.ts';
import type { ActorRef, Cast, Roster } from './roster.ts';
import { createRoster, snapshotId } from './roster.ts';
import type { ActorView, Supervised, Transition } from './supervised.ts';
import type { TroublePolicy } from './troubles.ts';
import { defaultTroublePolicy } from './troubles.ts';
import { createTurns } from './turns.ts';

const COMMAND_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 10_000;
const TRIAL_LIMIT_MS = 30_000;

export interface SupervisorOptions extends Cast {
  readonly snapshots: SnapshotStore;
  /** Default: no imports. */
  readonly imports?: ImportEffects;
  /** Back-off after failures. Default 1 s, doubled up to 60 s, jitter 0.2. `attempts` is ignored: an outage may last. */
  readonly backoff?: Partial<RetryPolicy>;
  /** Number of unexpected failures within the window that make an actor `failed`. Default 5 within 60 s. */
  readonly escalation?: Partial<Pick<TroublePolicy, 'unexpectedLimit' | 'unexpectedWindowMs'>>;
  /** A trial without a report for this long closes the circuit, because its lane has nothing to deliver. Default 30,000. */
  readonly trialLimitMs?: number;
  /** Time limit of a command, which then fails with TIMED_OUT. Default 30,000. */
  readonly commandLimitMs?: number;
  /** How long `stop` waits for work in flight. Default 10,000. */
  readonly stopLimitMs?: number;
  /** Called after each change of a shown state, in order, also at the start. Must not throw. */
  onTransition?(transition: Transition): void;
}

/** Runs the actors of a hub: starts them, restarts them with back-off, carries out commands. */
export interface Supervisor {
  /** Loads the snapshots and starts all actors. Resolves before their work is done. Called once. */
  start(): Promise<void>;
  /**
   * Carries out a command and resolves when that is done: `pause` when no work is in flight and the pause would survive
   * a crash; `resume` when it is stored and the actor was told; `sync` when a run is in progress or due. A repeated
   * command id gets the outcome of the first. Commands to one actor are carried out in the order of the calls.
   * @throws Failure NOT_FOUND; COMMAND_REJECTED; INVALID_REQUEST if the id was used for another command; TIMED_OUT or CANCELLED (the command remains in effect, but its end was
   *   not awaited); whatever the snapshot store throws
   */
  send(command: Command, signal?: AbortSignal): Promise<void>;
  /**
   * Opens the circuit of a connector, because too many of the system's answers indicate an outage (see `CircuitMeter`).
   * Changes nothing if the circuit is already open or the connector is paused or failed.
   * @throws Failure NOT_FOUND, also before `start`
   */
  trip(connector: string, failure: Failure): void;
  /** @throws Failure NOT_FOUND, also before `start` */
  connector(name: string): ActorView<ConnectorState>;
  /** @throws Failure NOT_FOUND, also before `start` */
  stream(name: string): ActorView<StreamState>;
  /** @throws Failure NOT_FOUND, also before `start` */
  lane(name: string): ActorView<LaneState>;
  /** Null if the import is over or unknown. */
  import(id: string): ActorView<ImportState> | null;
  /**
   * Ends actors permanently and resolves when their work has ended and everything in flight is settled. They stay in
   * the roster until `recast` replaces or removes them.
   * @throws Failure TIMED_OUT or CANCELLED, naming the actors whose work continues; NOT_FOUND
   */
  retire(actors: readonly ActorRef[], signal: AbortSignal): Promise<void>;
  /**
   * Removes actors and starts others in one atomic step. Pauses of actors with a known name survive. An actor that
   * replaces another begins work when that one's work has ended.
   * @param leaving the actors to remove or replace, which must be retired already
   */
  recast(leaving: readonly ActorRef[], joining: Cast): void;
  /**
   * Aborts all work and waits for its end. Snapshots do not change.
   * @throws Failure TIMED_OUT, naming the actors whose work exceeded the limit; they are abandoned
   */
  stop(): Promise<void>;
}

export function createSupervisor(options: SupervisorOptions): Supervisor {
  const policy = {
    ...defaultTroublePolicy,
    ...options.escalation,
    backoff: { ...defaultTroublePolicy.backoff, ...options.backoff },
  };
  const once = createOnce();
  const inTurn = createTurns();
  /** The snapshots as stored. */
  const snapshots = new Map<string, ActorSnapshot>();
  let stopping = false;
  const circuits = createCircuits(() => roster);
  const trialLimitMs = options.trialLimitMs ?? TRIAL_LIMIT_MS;
  const roster = createRoster({ policy, trialLimitMs, snapshots, circuits, onTransition });

  const imports = options.imports
    ? createImports({
        effects: options.imports,
        snapshots: options.snapshots,
        policy,
        onTransition,
      })
    : null;

  function onTransition(transition: Transition): void {
    options.onTransition?.(transition);
    circuits.onTransition(transition);
  }

  /** Updates the local copy too, for actors that join while the snapshot is being stored. */
  async function save({ kind, name }: ActorRef, snapshot: ActorSnapshot): Promise<void> {
    const id = snapshotId(kind, name);
    await options.snapshots.save(id, snapshot);
    snapshots.set(id, snapshot);
  }

  async function carryOut(command: Command, signal: AbortSignal): Promise<void> {
    if (signal.aborted || stopping) throw lapsed(command);
    if (command.kind === 'import') return carryOutImport(imports, command, signal);
    const actor = find(roster, command);
    switch (command.action) {
      case 'pause':
        // Stored first: a pause that was reported must survive a crash.
        await save(actor, { paused: true });
        return pause(roster, find(roster, command), signal);
      case 'resume':
        await save(actor, { paused: false });
        return find(roster, command).send({ type: 'resume' });
      case 'sync':
        return sync(actor, command);
      case 'start':
      case 'cancel':
        throw onlyImports(command);
    }
  }

  return {
    async start() {
      for (const [id, snapshot] of await options.snapshots.load()) snapshots.set(id, snapshot);
      for (const actor of roster.join(options)) actor.start();
      await imports?.startOpen(snapshots);
    },
    async send(command, signal) {
      const limit = AbortSignal.timeout(options.commandLimitMs ?? COMMAND_LIMIT_MS);
      using bounded = eitherSignal(signal, limit);
      const turn = snapshotId(command.kind, command.name);
      await once(command, () => inTurn(turn, () => carryOut(command, bounded.signal)));
    },
    trip(name, failure) {
      present(roster.connectors.get(name), 'connector', name).send({ type: 'trip', failure });
    },
    connector: (name) => present(roster.connectors.get(name), 'connector', name).view(),
    stream: (name) => present(roster.streams.get(name), 'stream', name).view(),
    lane: (name) => present(roster.lanes.get(name), 'lane', name).view(),
    import: (id) => imports?.find(id)?.view() ?? null,
    async retire(refs, signal) {
      const actors = refs.map((ref) => find(roster, ref));
      for (const actor of actors) actor.send({ type: 'end' });
      await Promise.all(actors.map((actor) => actor.atRest(signal)));
    },
    recast(leaving, joining) {
      const gone = leaving.map((ref) => find(roster, ref));
      const joined = new Set(namesOf(joining));
      for (const actor of gone) {
        if (!joined.has(snapshotId(actor.kind, actor.name))) roster.leave(actor);
      }
      for (const actor of roster.join(joining)) actor.start();
      for (const actor of gone) circuits.onLeft(actor);
    },
    async stop() {
      stopping = true;
      await endAll(
        [...everybody(roster), ...(imports?.all() ?? [])],
        options.stopLimitMs ?? STOP_LIMIT_MS,
      );
      await imports?.stored();
    },
  };
}

function namesOf({ connectors, streams, lanes }: Cast): readonly string[] {
  return [
    ...connectors.map(({ name }) => snapshotId('connector', name)),
    ...streams.map(({ name }) => snapshotId('stream', name)),
    ...lanes.map(({ name }) => snapshotId('lane', name)),
  ];
}

/** Connectors first, so that a paused connector holds its streams and lanes before they begin. */
function everybody(roster: Roster): readonly Supervised[] {
  return [...roster.connectors.values(), ...roster.streams.values(), ...roster.lanes.values()];
}

async function carryOutImport(
  imports: Imports | null,
  command: Command,
  signal: AbortSignal,
): Promise<void> {
  if (imports) return imports.carryOut(command, signal);
  throw new Failure('NOT_FOUND', { message: `There is no import ${command.name}.` });
}

function onlyImports({ action, kind }: Command): Failure {
  return new Failure('COMMAND_REJECTED', {
    message: `A ${kind} cannot ${action}; only imports can.`,
  });
}

function find(roster: Roster, { kind, name }: ActorRef): Supervised {
  switch (kind) {
    case 'connector':
      return present(roster.connectors.get(name), kind, name);
    case 'stream':
      return present(roster.streams.get(name), kind, name);
    case 'lane':
      return present(roster.lanes.get(name), kind, name);
    case 'import':
      return present<Supervised>(undefined, kind, name);
  }
}

function present<T>(actor: T | undefined, kind: string, name: string): T {
  if (actor !== undefined) return actor;
  throw new Failure('NOT_FOUND', { message: `There is no ${kind} "${name}".` });
}

async function pause(roster: Roster, actor: Supervised, signal: AbortSignal): Promise<void> {
  actor.send({ type: 'pause' });
  await actor.atRest(signal);
  if (actor.kind !== 'connector') return;
  const dependents = roster.dependents(actor.name);
  await Promise.all(dependents.map((dependent) => dependent.atRest(signal)));
}

function sync(actor: Supervised, command: Command): void {
  if (actor.kind !== 'stream') {
    const message = `A ${actor.kind} cannot sync; sync the stream instead.`;
    throw new Failure('COMMAND_REJECTED', { message });
  }
  const scheduled = command.requestedBy === 'schedule';
  const obstacle = obstacleToSync(actor);
  // No caller waits for a scheduled tick. Its run is made up for when the obstacle is gone.
  if (obstacle !== null && !scheduled) {
    throw new Failure('COMMAND_REJECTED', { message: obstacle });
  }
  actor.send({ type: 'sync', scheduled });
}

function obstacleToSync(stream: Supervised): string | null {
  if (stream.isPaused()) return `Stream ${stream.name} is paused; resume it, then sync.`;
  const held = stream.heldBy();
  if (held === 'paused' || held === 'failed') {
    const is = held === 'paused' ? 'is paused' : 'has failed';
    return `Connector ${stream.connector} of stream ${stream.name} ${is}; resume it, then sync.`;
  }
  const { state, lastError } = stream.view();
  if (state !== 'failed') return null;
  return `Stream ${stream.name} has failed (${lastError?.code}: ${lastError?.message}); resume it to read the source again.`;
}

function lapsed({ action, kind, name }: Command): Failure {
  const message = `The ${action} of ${kind} ${name} was not started: it timed out, or the hub is stopping.`;
  return new Failure('CANCELLED', { message });
}

async function endAll(actors: readonly Supervised[], limitMs: number): Promise<void> {
  const late = new Set(actors);
  const ends = actors.map(async (actor) => {
    actor.send({ type: 'end' });
    await actor.ended;
    late.delete(actor);
  });
  const limit = Promise.withResolvers<void>();
  const timer = setTimeout(limit.resolve, limitMs);
  await Promise.race([Promise.all(ends), limit.promise]);
  clearTimeout(timer);
  if (late.size === 0) return;
  for (const actor of late) actor.kill();
  const names = [...late].map(({ kind, name }) => `${kind} ${name}`).join(', ');
  const message = `The hub is stopping, but the work of ${names} has not ended within ${limitMs} ms.`;
  throw new Failure('TIMED_OUT', { message });
}
