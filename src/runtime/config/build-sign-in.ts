import type { SignInSettings } from '../../access/index.ts';
import { isLoopbackUrl } from '../../access/index.ts';
import type { RawConfig } from './raw.ts';
import type { Report } from './report.ts';

/** How people sign in at the OAuth issuer; null where they cannot. */
export function buildSignIn(
  { http, access }: NonNullable<RawConfig['hub']>,
  report: Report,
): SignInSettings | null {
  const publicUrl = buildPublicUrl(http?.publicUrl, report);
  const { issuer, signIn } = access?.oauth ?? {};
  if (issuer === undefined || signIn?.clientId === undefined) return null;
  if (http?.publicUrl === undefined) {
    const at = ['hub', 'access', 'oauth', 'signIn'];
    const message = 'The issuer has to know where to send browsers back to.';
    const remedy = 'Write the address of the pages into `hub.http.publicUrl`.';
    report.add(at, 'publicUrl', message, remedy);
  }
  if (publicUrl === null || !URL.canParse(issuer)) return null; // Reported.
  const { clientId, clientSecret = null, scopes = [], resource = null } = signIn;
  const { label = new URL(issuer).host } = signIn;
  return { issuer, clientId, clientSecret, scopes, resource, label, publicUrl };
}

/** Without the slashes at its end. Null when there is none, or none that would do. */
function buildPublicUrl(written: string | undefined, report: Report): string | null {
  if (written === undefined) return null;
  const problem = problemOf(written);
  if (problem === null) return new URL(written).href.replace(/\/+$/, '');
  const remedy = 'Write an address as https://hub.example, a path behind it at most.';
  report.add(['hub', 'http', 'publicUrl'], 'url', problem, remedy);
  return null;
}

function problemOf(text: string): string | null {
  if (!URL.canParse(text)) return 'It is no address.';
  const { protocol, search, hash, username, password } = new URL(text);
  if (search + hash + username + password !== '') {
    return 'Other parts of addresses are put behind it.';
  }
  if (protocol === 'https:' || (protocol === 'http:' && isLoopbackUrl(text))) return null;
  return 'Without TLS whoever stands between could take over sessions.';
}
