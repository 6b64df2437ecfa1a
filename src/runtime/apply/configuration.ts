import path from 'node:path';
import type { Supervisor } from '../../../actors/index.ts';
import type { BusConnection } from '../../bus/index.ts';
import { findExtent } from '../../bus/index.ts';
import type { ConfigOrder, ConfigurationPort } from '../../control/index.ts';
import type {
  ConfigBundle,
  ConfigChange,
  ConfigOutcome,
  ConfigVersion,
} from '../../domain/index.ts';
import { Failure } from '../../domain/index.ts';
import type { Store, StoredConfig } from '../../store/index.ts';
import { nothingDoomed } from '../../store/index.ts';
import type { HubPlan, StreamPlan } from '../config/index.ts';
import { bundleHash, keepOnlyUnpacked, loadBundle, maskBundle } from '../config/index.ts';
import type { Landscape } from '../landscape.ts';
import type { LaneAtWork } from '../lane-effects.ts';
import type { Logger } from '../log.ts';
import type { InTurn } from '../one-at-a-time.ts';
import type { Timekeeper } from '../timekeeper.ts';
import { beginnersOf } from './beginners.ts';
import { clearDoomed, clearEmpty, renewStreamMemory } from './clearing.ts';
import { changesBetween, hubChanged } from './difference.ts';
import type { Losses } from './losses.ts';
import { findLosses } from './losses.ts';
import { originsWith } from './origins.ts';
import { switchPlans } from './switch.ts';

/** Folder below the state folder that holds the files of applied versions; modules are loaded from it. */
const FOLDER = 'configurations';
/** More waiting orders than this mean that a caller repeats itself. */
const MAX_WAITING = 16;

export interface ConfigurationParts {
  readonly bus: BusConnection;
  readonly store: Store;
  readonly landscape: Landscape;
  readonly supervisor: Supervisor;
  readonly timekeeper: Timekeeper;
  /** One queue for everything that changes lanes together: erasures, merges and the step to another plan. */
  readonly inTurn: InTurn;
  readonly log: Logger;
  readonly env: NodeJS.ProcessEnv;
  readonly stateDir: string;
  /** Called with secrets that must not appear in the log any more. */
  readonly hide: (secrets: readonly string[]) => void;
  /** The plan in force at the start. */
  readonly plan: HubPlan;
  readonly version: ConfigVersion;
}

export interface Configuration extends ConfigurationPort {
  inForce(): { readonly plan: HubPlan; readonly version: ConfigVersion };
  /** Accepts no more orders; resolves when none is in progress. */
  idle(): Promise<void>;
}

/** Opens the configuration of a running hub. Orders run one at a time, and each takes effect wholly or not at all. */
export function openConfiguration(parts: ConfigurationParts): Configuration {
  const { store, landscape, log } = parts;
  let inForce = { plan: parts.plan, version: parts.version };
  const folder = path.join(parts.stateDir, FOLDER);
  let doing: string | null = null;

  function onStep(step: string | null): void {
    doing = step;
    landscape.board.changed();
  }

  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let closed = false;

  /** Runs one order at a time, in the order of the calls. */
  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (waiting >= MAX_WAITING) {
      const message = `${waiting} changes of the configuration are already waiting; wait for their answers.`;
      throw new Failure('COMMAND_REJECTED', { message });
    }
    waiting++;
    const mine = last.then(async () => {
      try {
        if (closed) throw new Failure('CANCELLED', { message: 'The hub is stopping.' });
        onStep('checks the configuration');
        return await work();
      } finally {
        waiting--;
        onStep(null);
      }
    });
    // Only its own caller handles its failure.
    last = mine.catch(() => undefined).then(tidyUp);
    return mine;
  }

  async function tidyUp(): Promise<void> {
    await keepOnlyUnpacked(folder, inForce.version.hash).catch((error: unknown) =>
      log.warn({ err: error }, 'could not delete files of configurations that are not in force'),
    );
  }

  async function apply(
    bundle: ConfigBundle,
    order: ConfigOrder,
    signal: AbortSignal,
  ): Promise<ConfigOutcome> {
    signal.throwIfAborted();
    const { plan: before, version } = inForce;
    if (order.expectedVersion !== null && order.expectedVersion !== version.version) {
      throw new Failure('COMMAND_REJECTED', {
        message: `Version ${version.version} of the configuration is in force, not ${order.expectedVersion}. Compare with the version in force, then apply again.`,
      });
    }
    const after = await loadBundle(bundle, {
      dir: folder,
      env: parts.env,
      dataDir: before.baseDir,
    });
    parts.hide(after.secrets);
    requireSameHub(before, after);
    const changes = changesBetween(before, after);
    const compare = () => findLosses({ ...parts, lanes: landscape.lanesByName, before, after });
    const { sentences: losses } = await compare();
    const same = changes.length === 0 && bundleHash(bundle) === version.hash;
    if (order.dryRun || same) {
      return { version: version.version, applied: false, changes, losses };
    }
    refuseLosses(losses, order);
    signal.throwIfAborted();
    onStep('waits for erasures and merges to end');
    const next = await parts.inTurn(signal, () =>
      putInForce({ bundle, order, after, changes, compare }),
    );
    log.info({ version: next.version, by: next.appliedBy }, 'configuration applied');
    return { version: next.version, applied: true, changes, losses };
  }

  interface Step {
    readonly bundle: ConfigBundle;
    readonly order: ConfigOrder;
    readonly after: HubPlan;
    readonly changes: readonly ConfigChange[];
    readonly compare: () => Promise<Losses>;
  }

  async function putInForce({ bundle, order, after, changes, compare }: Step) {
    const { plan: before, version } = inForce;
    let losses: Losses | null = null;
    const last = await store.configVersions.latest();
    const next: StoredConfig = {
      version: version.version + 1,
      hash: bundleHash(bundle),
      appliedAtMs: Date.now(),
      appliedBy: order.requestedBy,
      note: order.note,
      // Secrets written in the file itself are not stored.
      bundle: maskBundle(bundle, after),
      doomed: nothingDoomed,
      origins: originsWith(last?.origins ?? {}, after),
    };
    const doomedOf = () =>
      order.allowDataLoss ? (losses?.doomed ?? nothingDoomed) : nothingDoomed;
    await switchPlans(parts, {
      ...{ before, after, begin: beginnersOf(changes, before, after), onStep },
      async whileAtRest() {
        // Compares again, now that nothing is writing any more.
        losses = await compare();
        refuseLosses(losses.sentences, order);
        for (const stream of before.streams) {
          if (losses.renewed.includes(stream.name)) await renew(stream);
        }
      },
      commit: () => store.configVersions.add({ ...next, doomed: doomedOf() }),
    });
    inForce = { plan: after, version: next };
    await clearAway({ ...next, doomed: doomedOf() }, losses);
    return next;
  }

  /** Gives up what a stream has read. Shows it, since the former plan may stay in force. */
  async function renew(stream: StreamPlan): Promise<void> {
    await renewStreamMemory(parts, stream);
    landscape.streamsByName.get(stream.name)?.forgetAllRecent();
    for (const { plan, ledger } of lanesOf(landscape, stream.name)) {
      const parked = await ledger.recovery.extent();
      landscape.board.restoreLane(plan.name, await ledger.position(), parked);
    }
  }

  /** The version is already in force. What cannot be deleted now is deleted at the next start. */
  async function clearAway(version: StoredConfig, losses: Losses | null): Promise<void> {
    onStep('deletes the data of removed parts');
    const isEmpty = async (stream: string) => (await findExtent(parts.bus, stream))?.records === 0;
    try {
      await clearDoomed(parts, version, inForce.plan, memoriesAtWork(landscape));
      if (losses) await clearEmpty(parts, withoutPlace(losses, inForce.plan), isEmpty);
    } catch (error) {
      log.warn(
        { err: error },
        'could not delete all data of parts that were removed from the configuration',
      );
    }
  }

  return {
    async get(version) {
      const wanted = version ?? inForce.version.version;
      const {
        doomed: _doomed,
        origins: _origins,
        ...stored
      } = await store.configVersions.get(wanted);
      return stored;
    },
    history: (limit, before) => store.configVersions.list(limit, before),
    apply: (bundle, order, signal) => inTurn(() => apply(bundle, order, signal)),
    async rollback(version, order, signal) {
      const { bundle, hash } = await store.configVersions.get(version);
      if (bundleHash(bundle) !== hash) throw withoutSecrets(version);
      return inTurn(() => apply(bundle, order, signal));
    },
    inForce: () => inForce,
    async idle() {
      closed = true;
      await last;
    },
    status: () => ({ name: 'configuration', version: inForce.version.version, doing }),
  };
}

function refuseLosses(losses: readonly string[], { allowDataLoss }: ConfigOrder): void {
  if (losses.length === 0 || allowDataLoss) return;
  throw new Failure('COMMAND_REJECTED', {
    message: `Data would be lost. ${losses.join(' ')} Deliver or discard it first, or allow the loss.`,
    details: { losses },
  });
}

/** The hub's address and name are fixed when it starts. */
function requireSameHub(before: HubPlan, after: HubPlan): void {
  if (!hubChanged(before, after)) return;
  throw new Failure('COMMAND_REJECTED', {
    message: 'The section `hub` differs. It takes effect only at a start: restart the hub with it.',
  });
}

function lanesOf({ lanesByName }: Landscape, stream: string): readonly LaneAtWork[] {
  return [...lanesByName.values()].filter(({ plan }) => plan.stream === stream);
}

function memoriesAtWork({ lanesByName }: Landscape): ReadonlySet<number> {
  return new Set(Array.from(lanesByName.values(), ({ ledger }) => ledger.id));
}

/** Leaves out lanes that only got another target: their consumer is still in use. */
function withoutPlace({ doomed }: Losses, { streams }: HubPlan): Losses['doomed'] {
  const configured = new Set(streams.flatMap(({ lanes }) => lanes.map(({ name }) => name)));
  return {
    streams: doomed.streams,
    lanes: doomed.lanes.filter(({ name }) => !configured.has(name)),
  };
}

function withoutSecrets(version: number): Failure {
  return new Failure('COMMAND_REJECTED', {
    message: `Version ${version} contained secrets in its own text, which the hub does not store. Apply its file again, and write the secrets as \${NAME} or \${file:PATH}.`,
  });
}
