import { Webhook } from 'standardwebhooks';
import type { Message } from './message.ts';
import { payloadOf, subjectOf, textOf } from './message.ts';
import type { MailSettings, NotificationSettings, WebhookSettings } from './settings.ts';

const ANSWER_MS = 10_000;

/** Brings one message out. */
export interface Sender {
  /** @throws Error when the receiver has not taken it, as far as one knows */
  send(message: Message, signal: AbortSignal): Promise<void>;
}

/** The library for mail is loaded only where mail is sent. */
export async function openSender(settings: NotificationSettings): Promise<Sender> {
  return settings.kind === 'webhook' ? webhookSender(settings) : mailSender(settings);
}

function webhookSender({ url, secret }: WebhookSettings): Sender {
  const signer = new Webhook(secret);
  return {
    async send(message, signal) {
      const body = payloadOf(message);
      // Of the moment of sending, since receivers refuse what is old.
      const now = new Date();
      const answer = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'webhook-id': message.id,
          'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
          'webhook-signature': signer.sign(message.id, now, body),
        },
        body,
        // Somebody else's address was not meant to get it.
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
      });
      await answer.body?.cancel();
      if (!answer.ok) throw new Error(`The receiver answered ${answer.status}.`);
    },
  };
}

async function mailSender({ smtp, from, to }: MailSettings): Promise<Sender> {
  const { createTransport } = await import('nodemailer');
  const limits = {
    connectionTimeout: ANSWER_MS,
    greetingTimeout: ANSWER_MS,
    socketTimeout: ANSWER_MS,
  };
  return {
    async send(message, signal) {
      // A connection for each: they are few. What the signal ends, the limits end as well, a little later.
      const transport = createTransport({ url: smtp, ...limits });
      const close = () => transport.close();
      signal.addEventListener('abort', close, { once: true });
      try {
        await transport.sendMail({
          from,
          to: [...to],
          subject: subjectOf(message),
          text: textOf(message),
          messageId: `<${message.id}@stellwerk>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
      } finally {
        signal.removeEventListener('abort', close);
        transport.close();
      }
    },
  };
}
