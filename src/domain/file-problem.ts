import { Failure } from './failure.ts';

/** Returns why a file cannot be used, for the end of a sentence that names the path: without the system call and the path. */
export function fileProblem(error: unknown): string {
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'it does not exist';
  if (code === 'EACCES') return 'the hub has no permission to read it';
  if (code === 'EISDIR') return 'it is a folder';
  return Failure.from(error).message.replace(/\.$/, '');
}
