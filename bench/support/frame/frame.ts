import { describeMachine } from './machine.ts';
import type { Machine } from './machine.ts';
import { watchNoise } from './noise.ts';
import type { Noise } from './noise.ts';
import type { Bench, Outcome } from './outcome.ts';
import type { Result } from './results.ts';
import { saveResult } from './results.ts';

/**
 * Runs a bench between two checks of the machine, prints the outcome, and stores it unless `--no-save` is among the arguments.
 * With `--json` only the figures go to standard output, one line each; everything else goes to standard error.
 * @returns null when the bench printed its own output
 */
export async function runFramed(
  name: string,
  bench: Bench,
  args: readonly string[],
): Promise<Result | null> {
  const machine = await describeMachine();
  const watch = await watchNoise();
  const startedAt = performance.now();
  const outcome = await bench.main(args.filter((one) => one !== '--no-save'));
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
  const noise = await watch.end();
  const json = args.includes('--json');
  if (json) for (const figure of outcome?.figures ?? []) console.log(JSON.stringify(figure));
  const tell = json ? console.error : console.log;
  tell(describe(name, { machine, noise, outcome: outcome ?? null, seconds, json }));
  if (!outcome) return null;
  if (!outcome.verification.passed) process.exitCode = 1;
  const { text: _shown, ...kept } = outcome;
  const at = new Date().toISOString();
  const result: Result = { bench: name, at, seconds, machine, noise, ...kept };
  if (!args.includes('--no-save')) tell(`Saved in ${await saveResult(result)}.`);
  return result;
}

interface Told {
  readonly machine: Machine;
  readonly noise: Noise;
  readonly outcome: Outcome | null;
  readonly seconds: number;
  readonly json: boolean;
}

function describe(name: string, { machine, noise, outcome, seconds, json }: Told): string {
  const { cpu, cores, memoryGb, node, nats, postgres, commit } = machine;
  const lines = [
    `\n${name}: ${cores} cores (${cpu}), ${memoryGb} GB, Node ${node}, nats-server ${nats}, PostgreSQL ${postgres}, commit ${commit}, ${seconds} s`,
  ];
  if (outcome) {
    const settings = Object.entries(outcome.settings).map(([key, value]) => `${key} ${value}`);
    lines.push(`Settings: ${settings.join('; ')}`);
    if (!json) lines.push('', outcome.text, '');
    const { passed, says } = outcome.verification;
    lines.push(`Verification ${passed ? 'passed' : 'FAILED'}: ${says}.`);
  }
  lines.push(
    noise.noisy
      ? `The machine was NOISY, so the figures are unreliable: ${noise.seen.join('; ')}.`
      : `The machine was quiet: ${noise.seen.join('; ')}.`,
  );
  return lines.join('\n');
}
