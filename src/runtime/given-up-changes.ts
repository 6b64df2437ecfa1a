import type { Connector } from '../connector-api/index.ts';
import type { Store } from '../store/index.ts';
import type { Logger } from './log.ts';
import type { StreamAtWork } from './stream-effects.ts';

/** A source that does not answer is asked again at the next start, or with the next configuration. */
const FORGET_LIMIT_MS = 10_000;

export interface GivenUpParts {
  readonly namespace: string;
  readonly store: Pick<Store, 'captured'>;
  readonly log: Logger;
  /** Includes former connectors: a stream that was given up may have been read by one that is no longer configured. */
  readonly connectors: ReadonlyMap<string, Pick<Connector, 'forgetChanges'>>;
  readonly streams: ReadonlyMap<string, Pick<StreamAtWork, 'plan' | 'changes'>>;
}

/**
 * Tells sources that they need not keep changes any more for streams that no longer capture them, so that these do not
 * fill their disk.
 */
export async function giveUpChanges(parts: GivenUpParts, signal?: AbortSignal): Promise<void> {
  const { namespace, store, log, connectors, streams } = parts;
  for (const captured of await store.captured.list()) {
    const { stream, connector } = captured;
    const at = streams.get(stream);
    if (at?.changes && at.plan.connector === connector) continue;
    const limit = AbortSignal.timeout(FORGET_LIMIT_MS);
    try {
      const forget = connectors.get(connector)?.forgetChanges?.bind(connectors.get(connector));
      if (!forget) throw new Error(`connector ${connector} is not configured`);
      await forget({ namespace, stream }, signal ? AbortSignal.any([signal, limit]) : limit);
      await store.captured.forget(captured);
      log.info({ ...captured }, 'the source no longer keeps changes for the stream');
    } catch (error) {
      log.warn(
        { ...captured, err: error },
        'the source still keeps changes for a stream that no longer captures them',
      );
    }
  }
}
