import { useSyncExternalStore } from 'react';

/** The current place: the decoded names of the path, and the query. */
export interface Place {
  readonly path: readonly string[];
  readonly query: URLSearchParams;
}

/** The address of a page. It comes after the `#`, so that one file of the server serves every page. */
export function href(
  path: readonly string[],
  query: Readonly<Record<string, string>> = {},
): string {
  const search = new URLSearchParams(query).toString();
  return `#/${path.map(encodeURIComponent).join('/')}${search === '' ? '' : `?${search}`}`;
}

/** The part of the address after the `#`, not decoded. */
export function useHash(): string {
  return useSyncExternalStore(subscribe, () => location.hash.slice(1));
}

export function usePlace(): Place {
  const hash = useHash();
  const [path = '', search = ''] = hash.replace(/^\//, '').split('?');
  const names = path.split('/').filter((name) => name !== '');
  return { path: names.map(decoded), query: new URLSearchParams(search) };
}

export function go(to: string): void {
  location.hash = to;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name; // Typed by hand.
  }
}
