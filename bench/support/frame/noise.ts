import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { describeStandstills, DiskWatch } from '../disk-watch.ts';
import type { Standstill } from '../disk-watch.ts';

const ROUNDS = 25;
const MATERIAL = Buffer.alloc(4 * 1024 * 1024, 'stellwerk');
/** A machine above one of these limits counts as noisy. */
const LIMITS = { busyShare: 0.1, spread: 0.15, slowdown: 0.15, stealShare: 0.02, stillMs: 75 };
/** Duration of the check. The load average would blame one bench for the minute after another. */
const LOOKED_AT_MS = 1_500;

/** What else ran on the machine, as far as it is visible from inside. Shares are between 0 and 1. */
export interface Noise {
  readonly noisy: boolean;
  /** Share of all cores that others used right before the bench; null without /proc. */
  readonly busyBefore: number | null;
  /** By how much the 90th percentile of rounds of a fixed calculation exceeded the fastest before the bench. */
  readonly spread: number;
  /** By how much the fastest round was slower after the bench than before it. */
  readonly slowdown: number;
  /** Share of the CPU time wanted during the bench that other guests of the host took; null without /proc. */
  readonly stealShare: number | null;
  /** Milliseconds of the check before the bench during which small writes did not reach the disk of the temporary folder. */
  readonly diskStillMs: number;
  /** The findings, one sentence each. */
  readonly seen: readonly string[];
}

export interface NoiseWatch {
  end(): Promise<Noise>;
}

/** Checks the machine before a bench; `end` checks it again afterwards. Takes two seconds, then half a second. */
export async function watchNoise(): Promise<NoiseWatch> {
  const disk = await DiskWatch.begin(tmpdir());
  const busyBefore = await busyNow();
  const standstills = await disk.end();
  const before = calibrate();
  const ticksBefore = await readTicks();
  return {
    async end() {
      const ticks = await readTicks();
      const after = calibrate();
      return judge({
        ...{ busyBefore, standstills },
        spread: before.spread,
        slowdown: after.fastestMs / before.fastestMs - 1,
        stealShare: ticksBefore && ticks ? stolen(ticksBefore, ticks) : null,
      });
    },
  };
}

interface Seen extends Pick<Noise, 'busyBefore' | 'spread' | 'slowdown' | 'stealShare'> {
  readonly standstills: readonly Standstill[];
}

function judge(seen: Seen): Noise {
  const { busyBefore, spread, slowdown, stealShare, standstills } = seen;
  const diskStillMs = Math.round(
    standstills.reduce((sum, { fromMs, untilMs }) => sum + untilMs - fromMs, 0),
  );
  const findings: readonly (readonly [boolean, string])[] = [
    [
      (busyBefore ?? 0) > LIMITS.busyShare,
      `others used ${percent(busyBefore ?? 0)} of the cores before the bench`,
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
    [
      diskStillMs > LIMITS.stillMs,
      `the disk stalled on small writes before the bench (${describeStandstills(standstills)})`,
    ],
  ];
  const loud = findings.filter(([is]) => is).map(([, words]) => words);
  const known = (share: number | null) => (share === null ? 'unknown' : percent(share));
  const quiet = `used by others before the bench ${known(busyBefore)}, calibration spread ${percent(spread)}, afterwards ${percent(slowdown)} slower, steal ${known(stealShare)}, disk stalled for ${diskStillMs} ms`;
  const figures = {
    busyBefore: busyBefore === null ? null : rounded(busyBefore),
    spread: rounded(spread),
    slowdown: rounded(slowdown),
    stealShare: stealShare === null ? null : rounded(stealShare),
    diskStillMs,
  };
  return { ...figures, noisy: loud.length > 0, seen: loud.length > 0 ? loud : [quiet] };
}

/** Runs a fixed calculation of a few milliseconds that only other work on the machine can slow down. */
function calibrate(): { readonly fastestMs: number; readonly spread: number } {
  // The first rounds run with cold caches.
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

/** Uses native code, since V8's compilation of a loop varies from one moment to the next. */
function calculate(): void {
  hash('sha256', MATERIAL);
}

async function busyNow(): Promise<number | null> {
  const before = await readTicks();
  await setTimeout(LOOKED_AT_MS);
  const after = await readTicks();
  if (!before || !after) return null;
  const busy = after.busy - before.busy;
  const whole = busy + after.idle - before.idle;
  return whole > 0 ? busy / whole : 0;
}

interface Ticks {
  readonly busy: number;
  readonly idle: number;
  readonly steal: number;
}

/** Ticks of all cores since the machine started; see proc(5). */
async function readTicks(): Promise<Ticks | null> {
  const stat = await readFile('/proc/stat', 'utf8').catch(() => null);
  const fields = stat?.split('\n')[0]?.trim().split(/\s+/).slice(1).map(Number);
  if (!fields) return null;
  const [user = 0, nice = 0, system = 0, idle = 0, io = 0, irq = 0, softirq = 0, steal = 0] =
    fields;
  return { busy: user + nice + system + irq + softirq, idle: idle + io, steal };
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
