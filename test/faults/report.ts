import type { FireResult } from './fire.ts';

const SHOWN = 20;

/** Returns the result of a run as text for a person; broken rules with the shortest history come first. */
export function report(result: FireResult, seed: number): string {
  const { injected, lanes, customers, violations, drainMs, hubRestarts, trouble, withoutDisk } =
    result;
  const { senders, imports, slotsLost } = result;
  const kinds = Map.groupBy(injected, ({ kind }) => kind);
  const recoveries = injected.map(({ recoveryMs }) => recoveryMs).sort((one, other) => one - other);
  const at = (share: number) => recoveries[Math.floor((recoveries.length - 1) * share)] ?? 0;
  const committed = lanes.map(
    ({ lane, changes, writes, deadLetters }) =>
      `  ${lane}: ${changes.length} committed, ${writes.length} written, ${deadLetters.length} dead letters`,
  );
  const held = Object.values(customers.sides).flat();
  const edits = held.filter(({ byPerson }) => byPerson).length;
  const written = held.length - edits;
  return [
    `${injected.length} faults of ${kinds.size} kinds; hub restarted ${hubRestarts} times, slot lost ${slotsLost} times`,
    ...[...kinds].sort().map(([kind, all]) => `  ${all.length} × ${kind}`),
    ...(withoutDisk ? ['  left out: full disk (this user may not mount a file system)'] : []),
    `recovery (end of a fault to the next write): median ${at(0.5)} ms, p90 ${at(0.9)} ms, max ${at(1)} ms`,
    `everything pending arrived within ${drainMs} ms after the last fault`,
    ...committed,
    `  ${customers.flow} (${customers.conflict}): ${edits} edited, ${written} written`,
    ...senders.map(({ stream, deliveries }) => {
      const calls = deliveries.reduce((sum, one) => sum + one.calls, 0);
      return `  ${stream}: ${deliveries.length} deliveries in ${calls} calls`;
    }),
    `  imports: ${imports.length}, of ${imports.reduce((sum, { rows }) => sum + rows, 0)} rows`,
    ...(trouble ? [`TROUBLE: ${trouble}`] : []),
    violations.length === 0 ? 'no rule was broken' : `${violations.length} VIOLATIONS:`,
    ...violations
      .slice(0, SHOWN)
      .map(({ lane, rule, key, evidence }) => `  ${rule} ${lane} ${key}: ${evidence}`),
    `to repeat: npm run test:faults -- --seed ${seed}`,
  ].join('\n');
}
