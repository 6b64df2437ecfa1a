/** For `catch`: null if a file or folder is not there. @throws any other error */
export function ifAbsent(error: unknown): null {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
  throw error;
}
