import type { Cast } from '../../actors/index.ts';
import type { BusConnection } from '../bus/index.ts';
import type { Store } from '../store/index.ts';
import { clearDoomed, clearOrphans } from './apply/index.ts';
import type { HubPlan } from './config/index.ts';
import type { Landscape } from './landscape.ts';
import type { Logger } from './log.ts';
import type { Staged } from './staged.ts';

interface LeaseContext {
  readonly signal: AbortSignal;
  readonly log: Logger;
  readonly opened: AsyncDisposableStack;
  readonly onProgress: ((line: string) => void) | undefined;
}

/** One hub per namespace. Its writes are fenced besides, so a lost lease harms nothing; it only has to be known. */
export async function takeLease(store: Store, context: LeaseContext): Promise<void> {
  const { signal, log, opened, onProgress } = context;
  const lease = await store.acquireLease({
    signal,
    onWait: () => onProgress?.('another hub works on this namespace: waiting until it stops'),
  });
  opened.defer(() => lease.release());
  lease.lost.addEventListener('abort', () => {
    log.warn('lost the connection that marks this hub as the one at work; its writes stay fenced');
  });
}

interface Opened {
  readonly cast: Cast;
  readonly staged: Staged;
}

export async function openWhole(landscape: Landscape, plan: HubPlan): Promise<Opened> {
  const staged = landscape.stage(plan);
  try {
    await staged.load();
  } catch (error) {
    await staged.discard().catch(() => undefined); // What failed first tells more.
    throw error;
  }
  const { joining } = staged.enter();
  await landscape.board.refresh();
  return { cast: joining, staged };
}

/** What a hub that died, or one with another configuration, left with sources. Nobody waits for it. */
export async function giveUpLeftovers(
  staged: Staged,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  await staged
    .giveUpChanges(signal)
    .catch((error: unknown) => log.warn({ err: error }, 'sources may keep changes for nobody'));
}

/** What the last version gave up, and a hub that died left behind. */
export async function clearLeftovers(
  parts: { readonly bus: BusConnection; readonly store: Store },
  { lanesByName }: Landscape,
  plan: HubPlan,
): Promise<void> {
  const last = await parts.store.configVersions.latest();
  const memories = new Set(Array.from(lanesByName.values(), ({ ledger }) => ledger.id));
  if (last) await clearDoomed(parts, last, plan, memories);
  await clearOrphans(parts, plan);
}
