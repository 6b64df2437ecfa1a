import { isUtf8 } from 'node:buffer';
import { Failure } from './failure.ts';

/** Returns why a file cannot be used, for the end of a sentence that names the path: without the system call and the path. */
export function fileProblem(error: unknown): string {
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'it does not exist';
  if (code === 'EACCES') return 'the hub has no permission to read it';
  if (code === 'EISDIR') return 'it is a folder';
  return Failure.from(error).message.replace(/\.$/, '');
}

/**
 * Returns the text of a file that a person wrote. Node would replace what is not UTF-8 without a word, and a value with
 * an umlaut from an editor or a spreadsheet on Windows would reach its target as another one.
 * @throws Error for `fileProblem`
 */
export function textOf(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  let line = 1;
  let begin = 0;
  for (
    let end = bytes.indexOf('\n');
    end !== -1 && isUtf8(bytes.subarray(begin, end));
    end = bytes.indexOf('\n', begin)
  ) {
    begin = end + 1;
    line += 1;
  }
  throw new Error(`line ${line} is not UTF-8; save the file as UTF-8`);
}

/** The same as `fileProblem` for a module that cannot be loaded: with the line of a syntax error, which its message lacks. */
export function moduleProblem(error: unknown): string {
  if (!(error instanceof SyntaxError)) return fileProblem(error);
  if (/outside a module|Unexpected token 'export'/.test(error.message)) {
    return 'the package.json beside it says "type": "commonjs"; write "type": "module" there, or let the name end with .mts or .mjs';
  }
  const line = /^.+:(\d+)\n/.exec(error.stack ?? '')?.[1];
  return `${line === undefined ? '' : `line ${line}: `}${fileProblem(error)}`;
}
