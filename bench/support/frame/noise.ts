import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';

const ROUNDS = 25;
const MATERIAL = Buffer.alloc(4 * 1024 * 1024, 'stellwerk');
/** Above these a machine counts as noisy. */
const LIMITS = { loadPerCore: 0.25, spread: 0.15, slowdown: 0.15, stealShare: 0.02 };

/** What else ran on the machine, as far as it can be seen from inside. Shares are of one. */
export interface Noise {
  readonly noisy: boolean;
  /** Load average of the minute before the bench. */
  readonly loadBefore: number;
  /** How much longer nine of ten rounds of a fixed calculation took before the bench than the fastest. */
  readonly spread: number;
  /** How much slower the fastest round was after the bench than before it. */
  readonly slowdown: number;
  /** Of the time that the machine's cores wanted to work during the bench, taken by other guests of the host; null without /proc. */
  readonly stealShare: number | null;
  /** What was seen, one sentence each. */
  readonly seen: readonly string[];
}

export interface NoiseWatch {
  end(): Promise<Noise>;
}

/** Looks at the machine before a bench; `end` looks again after it. Takes about half a second each. */
export async function watchNoise(): Promise<NoiseWatch> {
  const loadBefore = loadavg()[0] ?? 0;
  const before = calibrate();
  const ticksBefore = await readTicks();
  return {
    async end() {
      const ticks = await readTicks();
      const after = calibrate();
      return judge({
        loadBefore,
        spread: before.spread,
        slowdown: after.fastestMs / before.fastestMs - 1,
        stealShare: ticksBefore && ticks ? stolen(ticksBefore, ticks) : null,
      });
    },
  };
}

type Seen = Pick<Noise, 'loadBefore' | 'spread' | 'slowdown' | 'stealShare'>;

function judge(seen: Seen): Noise {
  const { loadBefore, spread, slowdown, stealShare } = seen;
  const cores = cpus().length;
  const findings: readonly (readonly [boolean, string])[] = [
    [
      loadBefore > LIMITS.loadPerCore * cores,
      `the load was ${loadBefore.toFixed(1)} on ${cores} cores before it began`,
    ],
    [
      spread > LIMITS.spread,
      `a fixed calculation took up to ${percent(spread)} longer in nine of ten rounds than the fastest`,
    ],
    [slowdown > LIMITS.slowdown, `the same calculation was ${percent(slowdown)} slower afterwards`],
    [
      (stealShare ?? 0) > LIMITS.stealShare,
      `${percent(stealShare ?? 0)} of the CPU time went to other guests of the host`,
    ],
  ];
  const loud = findings.filter(([is]) => is).map(([, words]) => words);
  const quiet = `load ${loadBefore.toFixed(1)} before, calibration spread ${percent(spread)}, afterwards ${percent(slowdown)} slower, steal ${stealShare === null ? 'unknown' : percent(stealShare)}`;
  const figures = {
    loadBefore: rounded(loadBefore),
    spread: rounded(spread),
    slowdown: rounded(slowdown),
    stealShare: stealShare === null ? null : rounded(stealShare),
  };
  return { ...figures, noisy: loud.length > 0, seen: loud.length > 0 ? loud : [quiet] };
}

/** A fixed calculation of a few milliseconds that nothing but other work on the machine can slow down. */
function calibrate(): { readonly fastestMs: number; readonly spread: number } {
  // The first rounds find the caches cold.
  for (let round = 0; round < 5; round++) calculate();
  const rounds = Array.from({ length: ROUNDS }, () => {
    const startedAt = performance.now();
    calculate();
    return performance.now() - startedAt;
  }).sort((one, other) => one - other);
  const fastestMs = rounds[0] ?? 1;
  const nineOfTen = rounds[Math.floor(ROUNDS * 0.9)] ?? fastestMs;
  return { fastestMs, spread: nineOfTen / fastestMs - 1 };
}

/** In native code: what V8 makes of a loop differs from one moment to the next. */
function calculate(): void {
  hash('sha256', MATERIAL);
}

interface Ticks {
  readonly busy: number;
  readonly steal: number;
}

/** All cores together, since the machine started; see proc(5). */
async function readTicks(): Promise<Ticks | null> {
  const stat = await readFile('/proc/stat', 'utf8').catch(() => null);
  const fields = stat?.split('\n')[0]?.trim().split(/\s+/).slice(1).map(Number);
  if (!fields) return null;
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = fields;
  return { busy: user + nice + system + irq + softirq, steal };
}

function stolen(before: Ticks, after: Ticks): number {
  const steal = after.steal - before.steal;
  const wanted = after.busy - before.busy + steal;
  return wanted > 0 ? steal / wanted : 0;
}

function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
