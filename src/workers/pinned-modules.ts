import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * Source text of modules when their configuration was read, by edition and path. Kept as long as the thread lives, like
 * the modules themselves.
 */
const editions = new Map<string, ReadonlyMap<string, string>>();
let isHooked = false;

/**
 * Makes `import('file:///…?edition=…')` in this thread load these texts, including imports between them, whatever the
 * files hold by then. A worker may start at any time, and an edited file counts only once it is applied.
 */
export function pinModules(edition: string, texts: ReadonlyMap<string, string>): void {
  editions.set(edition, texts);
  if (isHooked) return;
  isHooked = true;
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const resolved = nextResolve(specifier, context);
      const pinned = pinnedAt(context.parentURL);
      if (!pinned || textAt(resolved.url, pinned) === undefined) return resolved;
      return { ...resolved, url: `${resolved.url}?edition=${pinned}` };
    },
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      const pinned = pinnedAt(url);
      const source = pinned && textAt(url, pinned);
      return source === undefined || source === null ? loaded : { ...loaded, source };
    },
  });
}

function pinnedAt(url: string | undefined): string | null {
  return url?.startsWith('file:') ? new URL(url).searchParams.get('edition') : null;
}

function textAt(url: string, edition: string): string | undefined {
  if (!url.startsWith('file:')) return undefined;
  const { protocol, host, pathname } = new URL(url);
  return editions.get(edition)?.get(fileURLToPath(`${protocol}//${host}${pathname}`));
}
