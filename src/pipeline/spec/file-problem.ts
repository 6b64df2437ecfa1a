import { Failure } from '../../domain/index.ts';

/** Why a file cannot be used, in words for the end of a sentence: no system call, no path said twice. */
export function fileProblem(error: unknown): string {
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'there is none';
  if (code === 'EACCES') return 'the hub may not read it';
  if (code === 'EISDIR') return 'it is a folder';
  return Failure.from(error).message.replace(/\.$/, '');
}
