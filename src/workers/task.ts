import type { FileTask, PieceTask } from './file-task.ts';
import type { RecordsTask } from './map-task.ts';

/**
 * Code that runs in a worker. The pool calls the exported functions by name. Each loads its modules on its first call, because
 * loading takes most of the time of a start, and a record that ended its worker waits for the next one to start.
 */

/** Loads the modules of imports, which is slow. When it returns, the worker is ready. */
export async function ready(): Promise<void> {
  await import('./file-task.ts');
}

export async function preparePiece(task: PieceTask): Promise<unknown> {
  const files = await import('./file-task.ts');
  return files.preparePiece(task);
}

export async function prepareFile(task: FileTask): Promise<void> {
  const files = await import('./file-task.ts');
  await files.prepareFile(task);
}

export async function answerRecords(task: RecordsTask): Promise<unknown> {
  const { answer } = await import('./map-task.ts');
  const { handedOver } = await import('./handed-over.ts');
  const answered = await answer(task);
  return handedOver(answered, answered.kind === 'answered' ? [answered.bytes.buffer] : []);
}
