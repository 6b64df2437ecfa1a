import { isCidr } from '../../access/index.ts';
import type { At, Report } from './report.ts';

/** Returns the valid networks; reports the others. */
export function buildNetworks(
  raw: readonly string[] | undefined,
  at: At,
  report: Report,
): readonly string[] {
  return (raw ?? []).filter((text, index) => {
    if (isCidr(text)) return true;
    const remedy = 'Write an address, or a network such as 10.0.0.0/8 or 2001:db8::/32.';
    report.add([...at, index], 'network', `\`${text}\` is not a network.`, remedy);
    return false;
  });
}
