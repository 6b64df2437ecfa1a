import { existsSync, writeFileSync } from 'node:fs';
import { preparePiece as prepare, prepareFile as prepareAll } from '../../src/workers/task.ts';
import type { FileTask, PieceTask } from '../../src/workers/file-task.ts';

/** The real tasks, in workers that die as the `.deaths` file says: each line is a death still to come, `exit always` the last. */
function maybeDie(file: string): void {
  const note = `${file}.deaths`;
  if (!existsSync(note)) return;
  const [death = '', ...rest] = process
    .getBuiltinModule('node:fs')
    .readFileSync(note, 'utf8')
    .split('\n');
  if (death === 'exit always') process.exit(1);
  writeFileSync(note, rest.join('\n'));
  if (death === 'exit') process.exit(1);
  if (death === 'memory') {
    const full: unknown[] = [];
    for (;;) full.push(new Array(1e6).fill(full.length));
  }
}

export function preparePiece(task: PieceTask): unknown {
  maybeDie(task.job.id);
  return prepare(task);
}

export async function prepareFile(task: FileTask): Promise<void> {
  // In the middle of the file, after some pieces were handed over.
  setTimeout(() => maybeDie(task.job.id), 15);
  await prepareAll(task);
}
