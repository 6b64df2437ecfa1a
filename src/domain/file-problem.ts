import { Failure } from './failure.ts';

/** Returns why a file cannot be used, for the end of a sentence that names the path: without the system call and the path. */
export function fileProblem(error: unknown): string {
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'it does not exist';
  if (code === 'EACCES') return 'the hub has no permission to read it';
  if (code === 'EISDIR') return 'it is a folder';
  return Failure.from(error).message.replace(/\.$/, '');
}

/** The same for a module that cannot be loaded: with the line of a syntax error, which its message lacks. */
export function moduleProblem(error: unknown): string {
  if (!(error instanceof SyntaxError)) return fileProblem(error);
  if (/outside a module|Unexpected token 'export'/.test(error.message)) {
    return 'the package.json beside it says "type": "commonjs"; write "type": "module" there, or let the name end with .mts or .mjs';
  }
  const line = /^.+:(\d+)\n/.exec(error.stack ?? '')?.[1];
  return `${line === undefined ? '' : `line ${line}: `}${fileProblem(error)}`;
}
