import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SignInCookies } from '../../src/web/dashboard/sign-in-cookies.ts';
import { Failure } from '../../src/domain/index.ts';

const pairOf = (setCookie: string) => setCookie.split(';')[0];

test('behind TLS no other host of the domain can set the cookies of a sign-in', () => {
  const cookies = new SignInCookies(true);
  const discipline = /; Path=\/; HttpOnly; Secure; SameSite=Lax$/;
  assert.match(cookies.keepTicket('ticket'), /^__Host-stellwerk-sign-in=ticket; Max-Age=600;/);
  assert.match(cookies.keepTicket('ticket'), discipline);
  assert.equal(cookies.ticketIn('__Host-stellwerk-sign-in=ticket'), 'ticket');
  assert.equal(cookies.ticketIn('stellwerk-sign-in=planted'), null);
  assert.match(cookies.forgetTicket(), /^__Host-stellwerk-sign-in=; Max-Age=0;/);
});

test('a refusal keeps its code, and as much of its message as a cookie can hold', () => {
  const cookies = new SignInCookies(false);
  const message = `"; — ${'ä'.repeat(1_000)}`;
  const kept = cookies.keepRefusal(new Failure('PERMISSION_DENIED', { message }));
  assert.ok(kept.length < 4_096, 'browsers keep no more');
  const told = cookies.refusalIn(pairOf(kept));
  assert.equal(told?.code, 'PERMISSION_DENIED');
  assert.ok(told && message.startsWith(told.message));
});

test('a cookie that the hub did not write is not read as a refusal', () => {
  const cookies = new SignInCookies(false);
  for (const text of ['x', '{}', 'null', '{"code":"constructor","message":""}', '%7B%22code']) {
    assert.equal(cookies.refusalIn(`stellwerk-refusal=${text}`), null, text);
  }
});
