const verbs: Readonly<Record<string, string>> = {
  open: 'opened',
  mkdir: 'created',
  rename: 'written',
  write: 'written',
};

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EEXIST: 'it already exists',
  EISDIR: 'it is a folder',
  ENOTDIR: 'part of its path is not a folder',
};

/**
 * Describes a file system error in one sentence. Returns null for any other error.
 * @param name what could not be used, if the error does not say
 */
export function fileTrouble(error: unknown, name = 'A file'): string | null {
  if (!(error instanceof Error)) return null;
  const { code = '', syscall = '', path, dest } = error as SystemError;
  const reason = reasons[code];
  if (reason === undefined) return null;
  return `${dest ?? path ?? name} cannot be ${verbs[syscall] ?? 'used'}: ${reason}.`;
}

/** @types/node omits the destination of a rename. */
type SystemError = NodeJS.ErrnoException & { readonly dest?: string };
