import { isDeepStrictEqual } from 'node:util';
import type { ConfigVersion } from '../../domain/index.ts';
import type { Store } from '../../store/index.ts';
import { nothingDoomed } from '../../store/index.ts';
import type { HubPlan } from '../config/index.ts';
import { bundleHash, maskBundle, readBundle } from '../config/index.ts';
import type { Logger } from '../log.ts';
import { originsWith } from './origins.ts';

/**
 * Records the file that the hub starts with. If it is not the one applied last, it becomes a new version.
 * @throws Failure CONFIG_INVALID, STORE_UNAVAILABLE
 */
export async function recordStart(
  store: Store,
  plan: HubPlan,
  log: Logger,
): Promise<ConfigVersion> {
  const { configVersions } = store;
  const bundle = await readBundle(plan.file);
  const hash = bundleHash(bundle);
  const last = await configVersions.latest();
  const origins = originsWith(last?.origins ?? {}, plan);
  if (last?.hash === hash) {
    if (!isDeepStrictEqual(origins, last.origins))
      await configVersions.noteOrigins(last.version, origins);
    return last;
  }
  const version = {
    version: (last?.version ?? 0) + 1,
    hash,
    appliedAtMs: Date.now(),
    appliedBy: 'start',
    note: '',
  };
  // Secrets in the file must not reach the database.
  await configVersions.add({
    ...version,
    bundle: maskBundle(bundle, plan),
    doomed: nothingDoomed,
    origins,
  });
  if (last) {
    log.warn(
      { version: version.version, before: last.version },
      'the configuration file differs from the version applied last; it becomes a new version',
    );
  }
  return version;
}
