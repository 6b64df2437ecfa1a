/** A browser without pages. It keeps cookies, sends them only to the origin that set them, and follows no redirect unasked. */
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

  /** Follows redirects. @returns the first address that does not redirect, or, unvisited, the first that `until` accepts */
  async follow(url: string, until: (url: string) => boolean): Promise<string> {
    if (until(url)) return url;
    const { headers } = await this.visit(url);
    const next = headers.get('location');
    return next === null ? url : this.follow(new URL(next, url).href, until);
  }

  /** Returns the cookies that a page of this origin would send. */
  cookieOf(url: string): string {
    return Array.from(this.#jar(url), ([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Returns another browser, with stolen copies of this one's cookies. */
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

/** Begins a sign-in at the hub and completes it at the provider. @returns the callback to which the provider redirects */
export async function signInAt(
  visitor: Visitor,
  hubUrl: string,
  name: string,
  place = '',
): Promise<string> {
  const begin = `${hubUrl}/api/sign-in${place}`;
  const asked = await visitor.follow(begin, isCallback);
  if (isCallback(asked)) return asked; // The provider already knows this visitor.
  const { headers } = await visitor.visit(asked, { name });
  return visitor.follow(headers.get('location') ?? '', isCallback);
}

/** Returns why the last sign-in was refused, as the page shows it. */
export async function refusalOf(visitor: Visitor, hubUrl: string) {
  const answer = await visitor.visit(`${hubUrl}/api/sign-in/refusal`);
  const { code = '', detail = '' } =
    answer.status === 204 ? {} : ((await answer.json()) as { code: string; detail: string });
  return { status: answer.status, code, detail };
}
