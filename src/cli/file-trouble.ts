const verbs: Readonly<Record<string, string>> = {
  open: 'opened',
  mkdir: 'made',
  rename: 'written',
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

/** What a file system refused, as a sentence for people. Null when it is none of its errors. */
export function fileTrouble(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const { code = '', syscall = '', path } = error as NodeJS.ErrnoException;
  const reason = reasons[code];
  if (reason === undefined) return null;
  return path === undefined
    ? `A file cannot be used: ${reason}.`
    : `${path} cannot be ${verbs[syscall] ?? 'used'}: ${reason}.`;
}
