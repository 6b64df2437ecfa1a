import type { AlertPolicy } from '../../domain/index.ts';

interface Common extends AlertPolicy {
  /** Key under which its state survives restarts. Default: derived from the kind and the address. */
  readonly name: string;
}

/** A receiver of webhooks, signed as Standard Webhooks specifies. */
export interface WebhookSettings extends Common {
  readonly kind: 'webhook';
  readonly url: string;
  /** `whsec_` followed by base64. */
  readonly secret: string;
}

/** A mailbox, reached by SMTP. */
export interface MailSettings extends Common {
  readonly kind: 'mail';
  /** `smtp://user:password@host:port`, or `smtps://`. */
  readonly smtp: string;
  readonly from: string;
  readonly to: readonly string[];
}

/** One receiver, and what it is notified of. */
export type NotificationSettings = WebhookSettings | MailSettings;
