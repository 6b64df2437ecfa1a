import type { Cast } from '../../../actors/index.ts';
import type { ConfigVersion } from '../../domain/index.ts';
import { clearDoomed, clearOrphans, recordStart, renewMoved } from '../apply/index.ts';
import type { HubPlan } from '../config/index.ts';
import type { LandscapeParts } from '../landscape.ts';
import { Landscape } from '../landscape.ts';
import type { Staged } from '../staged.ts';
import type { StartContext } from './context.ts';
import type { Connections } from './servers.ts';
import type { Tools } from './tools.ts';

export interface OpenLandscape {
  readonly landscape: Landscape;
  /** Its parts as actors. */
  readonly cast: Cast;
  readonly staged: Staged;
  /** The version of the configuration that is in force now. */
  readonly version: ConfigVersion;
}

/**
 * Opens systems, streams and lanes as configured, deletes data that no configuration refers to any more, and records
 * the version. A start is handled as a change from an empty configuration to this one. Nothing runs yet.
 * @param calls what lanes, streams and arrivals call once they are running
 * @throws Failure CONFIG_INVALID, BUS_UNAVAILABLE, STORE_UNAVAILABLE
 */
export async function openLandscape(
  parts: StartContext & Connections & Tools,
  calls: Pick<LandscapeParts, 'trip' | 'wake' | 'onHint'>,
): Promise<OpenLandscape> {
  const { bus, store, log, workers, metrics, telemetry, plan, opened, requirePlace } = parts;
  const { allowDataLoss = false } = parts.options;
  await renewMoved({ bus, store, log, plan, allowDataLoss });
  const landscape = new Landscape({
    ...{ bus, store, log, workers, batches: metrics.batches, telemetry, requirePlace },
    ...calls,
  });
  opened.defer(() => landscape.close());
  const { cast, staged } = await openWhole(landscape, plan);
  await clearLeftovers(parts, landscape);
  return { landscape, cast, staged, version: await recordStart(store, plan, log) };
}

async function openWhole(
  landscape: Landscape,
  plan: HubPlan,
): Promise<Pick<OpenLandscape, 'cast' | 'staged'>> {
  const staged = await landscape.stage(plan);
  try {
    await staged.load();
  } catch (error) {
    await staged.discard().catch(() => undefined); // The first failure is more informative.
    throw error;
  }
  const { joining } = staged.enter();
  await landscape.board.refresh();
  return { cast: joining, staged };
}

/** Deletes data that the configuration has dropped since the last version, and data that a crashed hub left behind. */
async function clearLeftovers(
  parts: Connections & Pick<StartContext, 'plan'>,
  { lanesByName }: Landscape,
): Promise<void> {
  const last = await parts.store.configVersions.latest();
  const memories = new Set(Array.from(lanesByName.values(), ({ ledger }) => ledger.id));
  if (last) await clearDoomed(parts, last, parts.plan, memories);
  await clearOrphans(parts, parts.plan);
}
