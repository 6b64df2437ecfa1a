/** A browser without pages: it keeps cookies and shows them to whom it has them from, and goes only where it is told. */
export class Visitor {
  readonly #cookies = new Map<string, Map<string, string>>();

  async visit(url: string, form?: Readonly<Record<string, string>>): Promise<Response> {
    const jar = this.#jar(url);
    const cookie = Array.from(jar, ([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: cookie === '' ? {} : { cookie },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  }

  /** Follows redirects. @returns the first answer that is none, or the first address that `until` takes, unvisited */
  async follow(url: string, until: (url: string) => boolean): Promise<string> {
    if (until(url)) return url;
    const { headers } = await this.visit(url);
    const next = headers.get('location');
    return next === null ? url : this.follow(new URL(next, url).href, until);
  }

  /** What a page of this origin would show. */
  cookieOf(url: string): string {
    return Array.from(this.#jar(url), ([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Another browser that has stolen what this one keeps. */
  clone(): Visitor {
    const other = new Visitor();
    for (const [origin, jar] of this.#cookies) other.#cookies.set(origin, new Map(jar));
    return other;
  }

  #jar(url: string): Map<string, string> {
    const { origin } = new URL(url);
    const jar = this.#cookies.get(origin) ?? new Map<string, string>();
    this.#cookies.set(origin, jar);
    return jar;
  }
}

const isCallback = (url: string) => url.includes('/api/sign-in/callback');

/** Begins a sign-in at the hub and goes through with it at the provider. @returns where the provider sends one back to */
export async function signInAt(
  visitor: Visitor,
  hubUrl: string,
  name: string,
  place = '',
): Promise<string> {
  const begin = `${hubUrl}/api/sign-in${place}`;
  const asked = await visitor.follow(begin, isCallback);
  if (isCallback(asked)) return asked; // He was known there already.
  const { headers } = await visitor.visit(asked, { name });
  return visitor.follow(headers.get('location') ?? '', isCallback);
}

/** Why the page says that the last sign-in came to nothing. */
export async function refusalOf(visitor: Visitor, hubUrl: string) {
  const answer = await visitor.visit(`${hubUrl}/api/sign-in/refusal`);
  const { code = '', detail = '' } =
    answer.status === 204 ? {} : ((await answer.json()) as { code: string; detail: string });
  return { status: answer.status, code, detail };
}
