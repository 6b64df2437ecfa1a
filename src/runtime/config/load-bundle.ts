import path from 'node:path';
import type { ConfigBundle } from '../../domain/index.ts';
import { Failure } from '../../domain/index.ts';
import { unpackBundle } from './bundle.ts';
import { checkConfig } from './load.ts';
import { formatMistakes } from './mistake.ts';
import type { HubPlan } from './plan.ts';

export interface BundlePlaces {
  /** Folder in which bundles are unpacked, each into its own folder. */
  readonly dir: string;
  /** Base folder for secret files and the paths of connectors. */
  readonly dataDir: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Unpacks, checks and compiles a configuration that came with its files.
 * @throws Failure CONFIG_INVALID with every mistake, by the names of the bundle; INVALID_REQUEST for an invalid
 *   bundle
 */
export async function loadBundle(
  bundle: ConfigBundle,
  { dir, dataDir, env }: BundlePlaces,
): Promise<HubPlan> {
  const file = await unpackBundle(bundle, dir);
  const { plan, mistakes } = await checkConfig(file, env, undefined, dataDir);
  if (plan) return plan;
  // The sender knows the names in the bundle, not the folder here.
  const folder = `${file.slice(0, -bundle.main.length)}`;
  const plain = (text: string) => text.replaceAll(folder, '');
  const told = formatMistakes(mistakes).replaceAll(`${path.relative(process.cwd(), folder)}/`, '');
  throw new Failure('CONFIG_INVALID', {
    message: `The configuration has mistakes, and nothing was changed:\n${plain(told)}`,
    details: { mistakes: mistakes.map((mistake) => ({ ...mistake, file: plain(mistake.file) })) },
  });
}
