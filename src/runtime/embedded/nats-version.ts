import { run } from './programs.ts';

/** The oldest server that has message schedules with `every`, atomic batches and pinned clients. */
export const MIN_VERSION = '2.14';
const ANSWER_WITHIN_MS = 10_000;

/**
 * Returns the version that a nats-server program reports (`2.15.1`), or null when it is another program or does not run
 * on this machine.
 */
export async function versionOf(program: string): Promise<string | null> {
  const answer = await run(program, ['--version'], { timeoutMs: ANSWER_WITHIN_MS }).catch(() => '');
  return /v(\d+\.\d+\.\d+)/.exec(answer)?.[1] ?? null;
}

export function isNewEnough(version: string | null): boolean {
  return version !== null && compareVersions(version, MIN_VERSION) >= 0;
}

/** Returns a negative number when `one` is older. Missing parts count as zero. */
export function compareVersions(one: string, other: string): number {
  const others = other.split('.').map(Number);
  const differences = one.split('.').map((part, index) => Number(part) - (others[index] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}
