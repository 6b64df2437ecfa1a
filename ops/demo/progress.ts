import type { LaneTally } from './tally.ts';
import { count } from './text.ts';

const BAR_LENGTH = 24;
const REDRAW_MS = 150;
const LINE_MS = 1_000;
const CLEAR_LINE_END = '\u001b[K';
const lineUp = (lines: number) => (lines === 0 ? '' : `\u001b[${lines}A`);

type Output = Pick<NodeJS.WriteStream, 'isTTY' | 'write'>;

/**
 * Shows the progress of the lanes until it is ended: on a terminal one bar per lane, redrawn in place; elsewhere a line whenever
 * something has changed, at most one per second. Stops printing when the signal aborts.
 * @returns ends it, with the last state shown
 */
export function showProgress(
  tally: () => readonly LaneTally[],
  out: Output,
  signal: AbortSignal,
): () => void {
  const draw = out.isTTY ? drawBars(out) : printLines(out);
  // Messages about the stop must not be drawn over.
  const drawUnlessStopped = () => signal.aborted || draw(tally());
  const timer = setInterval(drawUnlessStopped, out.isTTY ? REDRAW_MS : LINE_MS);
  return () => {
    clearInterval(timer);
    drawUnlessStopped();
  };
}

function drawBars(out: Output): (tallies: readonly LaneTally[]) => void {
  let drawn = 0;
  return (tallies) => {
    const lines = tallies.map((tally) => `${bar(tally)}${CLEAR_LINE_END}\n`);
    out.write(`${lineUp(drawn)}${lines.join('')}`);
    drawn = lines.length;
  };
}

function printLines(out: Output): (tallies: readonly LaneTally[]) => void {
  let printed = '';
  return (tallies) => {
    const line = tallies.map(short).join('   ');
    if (line !== printed) out.write(`${line}\n`);
    printed = line;
  };
}

function bar({ lane, records, waiting, tookMs }: LaneTally): string {
  const all = records + waiting;
  const filled = all === 0 ? 0 : Math.floor((records / all) * BAR_LENGTH);
  const drawn = '█'.repeat(filled) + '░'.repeat(BAR_LENGTH - filled);
  const rate = tookMs ? `${count((records / tookMs) * 1000)}/s` : '';
  const state = lane.state === 'running' ? '' : `  ${lane.state}`;
  return `  ${lane.name.padEnd(14)} ${drawn} ${count(records).padStart(7)} of ${count(all).padEnd(7)} ${rate}${state}`;
}

function short({ lane, records, waiting }: LaneTally): string {
  const state = lane.state === 'running' ? '' : ` (${lane.state})`;
  return `${lane.name} ${count(records)} of ${count(records + waiting)}${state}`;
}
