import { isCidr } from '../../access/index.ts';
import type { At, Report } from './report.ts';

/** Those that are networks; the others are reported. */
export function buildNetworks(
  raw: readonly string[] | undefined,
  at: At,
  report: Report,
): readonly string[] {
  return (raw ?? []).filter((text, index) => {
    if (isCidr(text)) return true;
    const remedy = 'Write an address, or a network as 10.0.0.0/8 or 2001:db8::/32.';
    report.add([...at, index], 'network', `\`${text}\` is no network.`, remedy);
    return false;
  });
}
