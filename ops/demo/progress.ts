import type { LaneStatus } from '../../src/domain/index.ts';
import type { RunningHub } from '../../src/runtime/hub.ts';

const BAR_LENGTH = 24;
const REDRAW_MS = 200;
const LINE_MS = 1_000;

/** Shows how far the lanes are: a block that is redrawn on a terminal, else a line a second. @returns what ends it */
export function showProgress(hub: RunningHub, out: NodeJS.WriteStream): () => void {
  let drawn = 0;
  const draw = () => {
    const lines = hub.lanes().map((lane) => line(lane, out.isTTY));
    if (!out.isTTY) {
      out.write(`${lines.join(' | ')}\n`);
      return;
    }
    out.write(
      `${drawn > 0 ? `\u001b[${drawn}A` : ''}${lines.map((text) => `\u001b[2K${text}\n`).join('')}`,
    );
    drawn = lines.length;
  };
  const timer = setInterval(draw, out.isTTY ? REDRAW_MS : LINE_MS);
  return () => {
    clearInterval(timer);
    draw();
  };
}

export function settledBy({ counts }: LaneStatus): number {
  return counts.applied + counts.unchanged + counts.superseded + counts.deadLettered;
}

function line(lane: LaneStatus, wide: boolean): string {
  const settled = settledBy(lane);
  const text = `${lane.name} ${settled.toLocaleString('en-US')}`;
  if (!wide) return lane.backlog > 0 ? `${text} (+${lane.backlog.toLocaleString('en-US')})` : text;
  const share = settled === 0 ? 0 : settled / (settled + lane.backlog);
  const filled = Math.round(share * BAR_LENGTH);
  const bar = '█'.repeat(filled) + '░'.repeat(BAR_LENGTH - filled);
  return `  ${lane.name.padEnd(16)} ${bar} ${settled.toLocaleString('en-US').padStart(8)} settled, ${lane.backlog.toLocaleString('en-US')} waiting  ${lane.state}`;
}
