import { parseCookie, stringifySetCookie } from 'cookie';
import { Failure, failureCatalogue } from '../../domain/index.ts';
import type { FailureCode } from '../../domain/index.ts';

/** As long as a ticket is good for. */
const TICKET_S = 600;
/** Until the page that the browser is sent to has asked. */
const REFUSAL_S = 60;
const MESSAGE_MAX_CHARS = 600;

/** Cookies that a sign-in leaves in the browser on its way to the issuer and back. */
export class SignInCookies {
  readonly #secure: boolean;

  /** @param secure whether browsers come by TLS; then no other host of the domain can plant such a cookie (`__Host-`) */
  constructor(secure: boolean) {
    this.#secure = secure;
  }

  /** @returns a `set-cookie` header, as do the others */
  keepTicket(ticket: string): string {
    return this.#set('sign-in', ticket, TICKET_S);
  }

  forgetTicket(): string {
    return this.#set('sign-in', '', 0);
  }

  ticketIn(header: string | undefined): string | null {
    return this.#read('sign-in', header);
  }

  /** For the page that the browser is sent to: an address would be read by others, and anybody could write it. */
  keepRefusal({ code, message }: Failure): string {
    const shown = { code, message: message.slice(0, MESSAGE_MAX_CHARS) };
    return this.#set('refusal', JSON.stringify(shown), REFUSAL_S);
  }

  forgetRefusal(): string {
    return this.#set('refusal', '', 0);
  }

  refusalIn(header: string | undefined): Failure | null {
    const text = this.#read('refusal', header);
    return text === null ? null : readRefusal(text);
  }

  #name(what: string): string {
    return `${this.#secure ? '__Host-' : ''}stellwerk-${what}`;
  }

  #set(what: string, value: string, maxAge: number): string {
    // Lax: it is the issuer's page that sends the browser back.
    const discipline = {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: this.#secure,
    } as const;
    return stringifySetCookie({ name: this.#name(what), value, maxAge, ...discipline });
  }

  #read(what: string, header: string | undefined): string | null {
    return (header && parseCookie(header)[this.#name(what)]) || null;
  }
}

function readRefusal(text: string): Failure | null {
  try {
    const { code, message } = JSON.parse(text) as { code: string; message: string };
    if (!Object.hasOwn(failureCatalogue, code)) return null;
    return new Failure(code as FailureCode, { message: String(message) });
  } catch {
    return null; // Not written by the hub.
  }
}
