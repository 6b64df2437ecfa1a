import path from 'node:path';
import type { ConfigBundle } from '../../domain/index.ts';
import { Failure } from '../../domain/index.ts';
import { unpackBundle } from './bundle.ts';
import { checkConfig } from './load.ts';
import { formatMistakes } from './mistake.ts';
import type { HubPlan } from './plan.ts';

export interface BundlePlaces {
  /** Where bundles are unpacked, each into a folder of its own. */
  readonly dir: string;
  /** From which secret files and the paths of connectors are meant. */
  readonly dataDir: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Unpacks, checks and compiles a configuration that came with its files.
 * @throws Failure CONFIG_INVALID with every mistake, by the names of the bundle; INVALID_REQUEST for what is no bundle
 */
export async function loadBundle(
  bundle: ConfigBundle,
  { dir, dataDir, env }: BundlePlaces,
): Promise<HubPlan> {
  const file = await unpackBundle(bundle, dir);
  const { plan, mistakes } = await checkConfig(file, env, undefined, dataDir);
  if (plan) return plan;
  // Whoever sent it knows its names, not where they lie here.
  const folder = `${file.slice(0, -bundle.main.length)}`;
  const plain = (text: string) => text.replaceAll(folder, '');
  const told = formatMistakes(mistakes).replaceAll(`${path.relative(process.cwd(), folder)}/`, '');
  throw new Failure('CONFIG_INVALID', {
    message: `The configuration has mistakes, and nothing was changed:\n${plain(told)}`,
    details: { mistakes: mistakes.map((mistake) => ({ ...mistake, file: plain(mistake.file) })) },
  });
}
