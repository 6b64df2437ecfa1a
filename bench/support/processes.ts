import { readFile, readdir } from 'node:fs/promises';

const TICKS_PER_SECOND = 100; // sysconf(_SC_CLK_TCK), 100 on every Linux that Node runs on

/** What a process and all its children have used since they started. */
export interface Usage {
  readonly cpuSeconds: number;
  /** Sum of the peak resident sizes; shared pages count once per process, so it is an upper bound. */
  readonly peakRssMb: number;
}

/** Reads CPU time and peak memory of a process tree from /proc; zeros where there is no /proc. */
export async function usageOf(pid: number): Promise<Usage> {
  const parents = await readParents();
  const tree = new Set([pid]);
  for (let grown = true; grown;) {
    const before = tree.size;
    for (const [child, parent] of parents) if (tree.has(parent)) tree.add(child);
    grown = tree.size > before;
  }
  const usages = await Promise.all([...tree].map(readUsage));
  return {
    cpuSeconds: usages.reduce((sum, usage) => sum + usage.cpuSeconds, 0),
    peakRssMb: usages.reduce((sum, usage) => sum + usage.peakRssMb, 0),
  };
}

async function readParents(): Promise<Map<number, number>> {
  const parents = new Map<number, number>();
  const entries = await readdir('/proc').catch(() => []);
  for (const entry of entries) {
    if (!/^\d+$/.test(entry)) continue;
    const fields = await readStat(Number(entry));
    if (fields) parents.set(Number(entry), Number(fields[1]));
  }
  return parents;
}

/** utime, stime and those of children that have ended and were waited for; see proc(5). */
async function readUsage(pid: number): Promise<Usage> {
  const fields = await readStat(pid);
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields?.[index] ?? 0), 0);
  const peakKb = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0);
  return { cpuSeconds: ticks / TICKS_PER_SECOND, peakRssMb: Math.round(peakKb / 1024) };
}

/** Fields of /proc/<pid>/stat from the third on; null when the process is gone. */
async function readStat(pid: number): Promise<string[] | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return stat ? stat.slice(stat.lastIndexOf(')') + 2).split(' ') : null;
}
