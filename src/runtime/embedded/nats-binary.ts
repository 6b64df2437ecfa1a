import { Failure } from '../../domain/index.ts';
import { fetchFromDistribution } from './nats-from-distribution.ts';
import { fetchFromRelease } from './nats-from-release.ts';
import { cachedNatsServer, cacheNatsServer } from './nats-cache.ts';
import { isNewEnough, MIN_VERSION, versionOf } from './nats-version.ts';
import { findOnPath } from './programs.ts';
import type { EmbeddedOptions } from './servers.ts';

/** A way to get the program: puts it into the folder and returns its path there, or null when there is none for this machine. */
export type Fetch = (folder: string, options: EmbeddedOptions) => Promise<string | null>;

const WAYS: readonly Fetch[] = [fetchFromRelease, fetchFromDistribution];

/**
 * Returns the nats-server program: the one on the PATH, else the one in the user's cache, else one fetched into that
 * cache.
 * @throws Failure SETUP_FAILED when there is no way to get one
 */
export async function findNatsServer(options: EmbeddedOptions): Promise<string> {
  const onPath = await findOnPath('nats-server', options.env);
  if (onPath && isNewEnough(await versionOf(onPath))) return onPath;
  const cached = await cachedNatsServer(options);
  if (cached) return cached;
  const reasons: string[] = [];
  if (options.env.STELLWERK_OFFLINE) reasons.push('STELLWERK_OFFLINE forbids it');
  for (const way of options.env.STELLWERK_OFFLINE ? [] : WAYS) {
    try {
      const fetched = await cacheNatsServer(way, options);
      if (fetched) return fetched;
    } catch (error) {
      options.signal?.throwIfAborted();
      reasons.push(firstLine(error));
    }
  }
  throw new Failure('SETUP_FAILED', {
    message: `No nats-server ${MIN_VERSION} or newer is installed and none could be fetched${reasons.length > 0 ? ` (${reasons.join('; ')})` : ''}: put one on the PATH, or set STELLWERK_NATS_URL to a running server.`,
    details: { reasons },
  });
}

function firstLine(error: unknown): string {
  const { message } = error instanceof Error ? error : new Error(String(error));
  return message.trim().split('\n').slice(0, 2).join(' ');
}
