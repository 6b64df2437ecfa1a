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
import type { HubPlan } from '../config/index.ts';
import { bundleHash, keepOnlyUnpacked, loadBundle, maskBundle } from '../config/index.ts';
import type { Landscape } from '../landscape.ts';
import type { Logger } from '../log.ts';
import type { Timekeeper } from '../timekeeper.ts';
import { beginnersOf } from './beginners.ts';
import { clearDoomed, clearEmpty, renewStreamMemory } from './clearing.ts';
import { changesBetween, hubChanged } from './difference.ts';
import type { Losses } from './losses.ts';
import { findLosses } from './losses.ts';
import { switchPlans } from './switch.ts';

/** Below the state folder: the files of versions that were applied, by which modules are loaded. */
const FOLDER = 'configurations';
/** More orders than this that wait mean that something repeats itself. */
const MAX_WAITING = 16;

export interface ConfigurationParts {
  readonly bus: BusConnection;
  readonly store: Store;
  readonly landscape: Landscape;
  readonly supervisor: Supervisor;
  readonly timekeeper: Timekeeper;
  readonly log: Logger;
  readonly env: NodeJS.ProcessEnv;
  readonly stateDir: string;
  /** Told of what no line of the log may hold any more. */
  readonly hide: (secrets: readonly string[]) => void;
  /** What is in force at the start. */
  readonly plan: HubPlan;
  readonly version: ConfigVersion;
}

export interface Configuration extends ConfigurationPort {
  inForce(): { readonly plan: HubPlan; readonly version: ConfigVersion };
  /** Takes no more orders; resolves when none is under way. */
  idle(): Promise<void>;
}

/** The configuration of a running hub: one order after the other, each wholly or not at all. */
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

  /** One order at a time, in the order of the calls. */
  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (waiting >= MAX_WAITING) {
      const message = `${waiting} orders for the configuration wait already; wait for their answers.`;
      throw new Failure('COMMAND_REJECTED', { message });
    }
    waiting++;
    const mine = last.then(async () => {
      try {
        if (closed) throw new Failure('CANCELLED', { message: 'The hub stops.' });
        onStep('checks the configuration');
        return await work();
      } finally {
        waiting--;
        onStep(null);
      }
    });
    // Its failure is its own caller's business.
    last = mine.catch(() => undefined).then(tidyUp);
    return mine;
  }

  async function tidyUp(): Promise<void> {
    await keepOnlyUnpacked(folder, inForce.version.hash).catch((error: unknown) =>
      log.warn({ err: error }, 'files of configurations not in force were left behind'),
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
        message: `Version ${version.version} of the configuration is in force, not ${order.expectedVersion}: compare again.`,
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
    const compare = () =>
      findLosses({ ...parts, lanes: landscape.lanesByName, before, after, changes });
    const { sentences: losses } = await compare();
    const same = changes.length === 0 && bundleHash(bundle) === version.hash;
    if (order.dryRun || same) {
      return { version: version.version, applied: false, changes, losses };
    }
    refuseLosses(losses, order);
    signal.throwIfAborted();
    const next = await putInForce({ bundle, order, after, changes, compare });
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
    const next: StoredConfig = {
      version: version.version + 1,
      hash: bundleHash(bundle),
      appliedAtMs: Date.now(),
      appliedBy: order.requestedBy,
      note: order.note,
      // Secrets that stand in the file itself are not kept.
      bundle: maskBundle(bundle, after),
      doomed: nothingDoomed,
    };
    const doomedOf = () =>
      order.allowDataLoss ? (losses?.doomed ?? nothingDoomed) : nothingDoomed;
    await switchPlans(parts, {
      ...{ before, after, begin: beginnersOf(changes, before, after), onStep },
      async whileAtRest() {
        // Again, now that nobody works on it any more.
        losses = await compare();
        refuseLosses(losses.sentences, order);
        for (const stream of losses.renewed) {
          await renewStreamMemory(parts, stream, memoriesOf(landscape, stream));
        }
      },
      commit: () => store.configVersions.add({ ...next, doomed: doomedOf() }),
    });
    inForce = { plan: after, version: next };
    await clearAway({ ...next, doomed: doomedOf() }, losses);
    return next;
  }

  /** What is in force is so already: what cannot be cleared away now is so at the next start. */
  async function clearAway(version: StoredConfig, losses: Losses | null): Promise<void> {
    onStep('clears away what is configured no more');
    const isEmpty = async (stream: string) => (await findExtent(parts.bus, stream))?.records === 0;
    try {
      await clearDoomed(parts, version, inForce.plan, memoriesAtWork(landscape));
      if (losses) await clearEmpty(parts, withoutPlace(losses, inForce.plan), isEmpty);
    } catch (error) {
      log.warn({ err: error }, 'data of what is configured no more was left behind');
    }
  }

  return {
    async get(version) {
      const wanted = version ?? inForce.version.version;
      const { doomed: _doomed, ...stored } = await store.configVersions.get(wanted);
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

/** Where the hub listens and how it is called is settled at its start. */
function requireSameHub(before: HubPlan, after: HubPlan): void {
  if (!hubChanged(before, after)) return;
  throw new Failure('COMMAND_REJECTED', {
    message: 'The section `hub` differs. It takes effect at a start only: restart the hub with it.',
  });
}

function memoriesOf({ lanesByName }: Landscape, stream: string): readonly number[] {
  return [...lanesByName.values()]
    .filter(({ plan }) => plan.stream === stream)
    .map(({ ledger }) => ledger.id);
}

function memoriesAtWork({ lanesByName }: Landscape): ReadonlySet<number> {
  return new Set(Array.from(lanesByName.values(), ({ ledger }) => ledger.id));
}

/** Lanes that only got another target have their consumer still. */
function withoutPlace({ doomed }: Losses, { streams }: HubPlan): Losses['doomed'] {
  const configured = new Set(streams.flatMap(({ lanes }) => lanes.map(({ name }) => name)));
  return {
    streams: doomed.streams,
    lanes: doomed.lanes.filter(({ name }) => !configured.has(name)),
  };
}

function withoutSecrets(version: number): Failure {
  return new Failure('COMMAND_REJECTED', {
    message: `Version ${version} has secrets in its own text, which the hub does not keep: apply its file again, and write them as \${NAME} or \${file:PATH}.`,
  });
}
