const verbs: Readonly<Record<string, string>> = {
  open: 'opened',
  mkdir: 'made',
  rename: 'written',
  write: 'written',
};

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'this user may not',
  EPERM: 'this user may not',
  EROFS: 'the file system takes no writing',
  ENOSPC: 'the disk is full',
  EEXIST: 'something of that name is there',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is no folder',
};

/**
 * What a file system refused, as a sentence for people. Null when it is none of its errors.
 * @param name what could not be used, where the error does not say it
 */
export function fileTrouble(error: unknown, name = 'A file'): string | null {
  if (!(error instanceof Error)) return null;
  const { code = '', syscall = '', path, dest } = error as SystemError;
  const reason = reasons[code];
  if (reason === undefined) return null;
  return `${dest ?? path ?? name} cannot be ${verbs[syscall] ?? 'used'}: ${reason}.`;
}

/** @types/node leaves out where a renamed file was to go. */
type SystemError = NodeJS.ErrnoException & { readonly dest?: string };
