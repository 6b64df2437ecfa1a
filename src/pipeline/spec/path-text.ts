export type PathSegment = string | number;

const PLAIN_KEY = /^[\p{L}_*$][\p{L}\p{N}_*$-]*$/u;

/** Formats a path as people write it: `streams.products.to[0]["odd key"]`. The empty path is the empty string. */
export function pathText(path: readonly PathSegment[]): string {
  let text = '';
  for (const segment of path) {
    if (typeof segment === 'number') text += `[${segment}]`;
    else if (!PLAIN_KEY.test(segment)) text += `[${JSON.stringify(segment)}]`;
    else text += text === '' ? segment : `.${segment}`;
  }
  return text;
}
