import type { SignInSettings } from '../../access/index.ts';
import { isLoopbackUrl } from '../../access/index.ts';
import type { RawConfig } from './raw.ts';
import type { Report } from './report.ts';

/** Returns how people sign in at the OAuth issuer; null when they cannot. */
export function buildSignIn(
  { http, access }: NonNullable<RawConfig['hub']>,
  report: Report,
): SignInSettings | null {
  const publicUrl = buildPublicUrl(http?.publicUrl, report);
  const { issuer, signIn } = access?.oauth ?? {};
  if (issuer === undefined || signIn?.clientId === undefined) return null;
  if (http?.publicUrl === undefined) {
    const at = ['hub', 'access', 'oauth', 'signIn'];
    const message = 'The issuer must know where to redirect browsers to.';
    const remedy = 'Write the address of the pages into `hub.http.publicUrl`.';
    report.add(at, 'publicUrl', message, remedy);
  }
  if (publicUrl === null || !URL.canParse(issuer)) return null; // Already reported.
  const { clientId, clientSecret = null, scopes = [], resource = null } = signIn;
  const { label = new URL(issuer).host } = signIn;
  return { issuer, clientId, clientSecret, scopes, resource, label, publicUrl };
}

/** Returns the URL without trailing slashes. Null when there is none, or when it is not usable. */
function buildPublicUrl(written: string | undefined, report: Report): string | null {
  if (written === undefined) return null;
  const problem = problemOf(written);
  if (problem === null) return new URL(written).href.replace(/\/+$/, '');
  const remedy = 'Write a URL such as https://hub.example, optionally with a path.';
  report.add(['hub', 'http', 'publicUrl'], 'url', problem, remedy);
  return null;
}

function problemOf(text: string): string | null {
  if (!URL.canParse(text)) return 'It is not a URL.';
  const { protocol, search, hash, username, password } = new URL(text);
  if (search + hash + username + password !== '') {
    return 'It must not have a query, a fragment, a user or a password.';
  }
  if (protocol === 'https:' || (protocol === 'http:' && isLoopbackUrl(text))) return null;
  return 'Without TLS an attacker on the network could take over sessions.';
}
