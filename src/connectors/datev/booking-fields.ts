import type { Allowed, Field } from './fields.ts';
import { country, field, flag, notZero, numbered, oneOf } from './fields.ts';

export const AMOUNT = 'Umsatz (ohne Soll/Haben-Kz)';
export const SIDE = 'Soll/Haben-Kennzeichen';
export const CURRENCY = 'WKZ Umsatz';
export const RATE = 'Kurs';
export const DATE = 'Belegdatum';
export const REVERSAL = 'Generalumkehr (GU)';
export const LOCKED = 'Festschreibung';

const currency: Allowed = { pattern: /^[A-Z]{3}$/, rule: 'three capital letters, as EUR' };
const digits: Allowed = { pattern: /^\d+$/, rule: 'digits' };
const reference: Allowed = {
  pattern: /^[A-Za-z0-9$&%*+\-/_]*$/,
  rule: 'made of A-Z a-z 0-9 $ & % * + - / _ (no blanks, dots or umlauts)',
};
const withCountry: Allowed = {
  pattern: /^[A-Z]{2}[A-Z0-9+*]*$/,
  rule: 'a country of two capital letters, with or without a VAT id behind it',
};

/** The 125 columns of a Buchungsstapel (category 21, version 13), in order. */
export const bookingFields: readonly Field[] = [
  field('D 10.2', AMOUNT),
  field('T 1', SIDE, oneOf('S', 'H')),
  field('T 3', CURRENCY, currency),
  field('D 4.6', RATE, notZero),
  field('D 10.2', 'Basis-Umsatz'),
  field('T 3', 'WKZ Basis-Umsatz', currency),
  field('A', 'Konto'),
  field('A', 'Gegenkonto (ohne BU-Schlüssel)'),
  field('T 4', 'BU-Schlüssel', digits),
  field('d4', DATE),
  field('T 36', 'Belegfeld 1', reference),
  field('T 12', 'Belegfeld 2', reference),
  field('D 8.2', 'Skonto', notZero),
  field('T 60', 'Buchungstext'),
  field('N 1', 'Postensperre', flag),
  field('T 9', 'Diverse Adressnummer'),
  field('N 3', 'Geschäftspartnerbank'),
  field('N 2', 'Sachverhalt', oneOf(31, 40)),
  field('N 1', 'Zinssperre', flag),
  field('T 210', 'Beleglink'),
  ...numbered(8, (n) => [
    field('T 20', `Beleginfo - Art ${n}`),
    field('T 210', `Beleginfo - Inhalt ${n}`),
  ]),
  field('T 36', 'KOST1 - Kostenstelle'),
  field('T 36', 'KOST2 - Kostenstelle'),
  field('D 12.4', 'Kost-Menge'),
  field('T 15', 'EU-Land u. UStID (Bestimmung)', withCountry),
  field('D 2.2', 'EU-Steuersatz (Bestimmung)'),
  field('T 1', 'Abw. Versteuerungsart', oneOf('I', 'K', 'P', 'S')),
  field('N 3', 'Sachverhalt L+L', notZero),
  field('N 3', 'Funktionsergänzung L+L'),
  field('N 1', 'BU 49 Hauptfunktionstyp'),
  field('N 2', 'BU 49 Hauptfunktionsnummer'),
  field('N 3', 'BU 49 Funktionsergänzung'),
  ...numbered(20, (n) => [
    field('T 20', `Zusatzinformation - Art ${n}`),
    field('T 210', `Zusatzinformation- Inhalt ${n}`),
  ]),
  field('N 8', 'Stück'),
  field('D 8.2', 'Gewicht'),
  field('N 2', 'Zahlweise'),
  field('T 10', 'Forderungsart'),
  field('y4', 'Veranlagungsjahr'),
  field('d8', 'Zugeordnete Fälligkeit'),
  field('N 1', 'Skontotyp', oneOf(1, 2)),
  field('T 30', 'Auftragsnummer'),
  field('T 2', 'Buchungstyp', oneOf('AA', 'AG', 'AV', 'SR', 'SU', 'SG', 'SO')),
  field('N 4', 'USt-Schlüssel (Anzahlungen)'),
  field('T 2', 'EU-Land (Anzahlungen)', country),
  field('N 3', 'Sachverhalt L+L (Anzahlungen)'),
  field('D 2.2', 'EU-Steuersatz (Anzahlungen)'),
  field('A', 'Erlöskonto (Anzahlungen)'),
  field('T 2', 'Herkunft-Kz'),
  // DATEV assigns it.
  field('T 0', 'Buchungs GUID'),
  field('d8', 'KOST-Datum'),
  field('T 35', 'SEPA-Mandatsreferenz'),
  field('N 1', 'Skontosperre', flag),
  field('T 76', 'Gesellschaftername'),
  field('N 4', 'Beteiligtennummer'),
  field('T 11', 'Identifikationsnummer'),
  field('T 20', 'Zeichnernummer'),
  field('d8', 'Postensperre bis'),
  field('T 30', 'Bezeichnung SoBil-Sachverhalt'),
  field('N 2', 'Kennzeichen SoBil-Buchung'),
  field('N 1', LOCKED, flag),
  field('d8', 'Leistungsdatum'),
  field('d8', 'Datum Zuord. Steuerperiode'),
  field('d8', 'Fälligkeit'),
  field('T 1', REVERSAL, flag),
  field('D 2.2', 'Steuersatz'),
  field('T 2', 'Land', country),
  field('T 50', 'Abrechnungsreferenz'),
  field('N 1', 'BVV-Position', oneOf(1, 2, 3, 4, 5)),
  field('T 15', 'EU-Land u. UStID (Ursprung)', withCountry),
  field('D 2.2', 'EU-Steuersatz (Ursprung)'),
  field('A', 'Abw. Skontokonto'),
];

export const requiredInBookings: readonly string[] = [
  ...[AMOUNT, SIDE, 'Konto', 'Gegenkonto (ohne BU-Schlüssel)', DATE],
];

/** Fields that DATEV takes only together: where the first is filled the second must be. */
export const pairsInBookings: readonly (readonly [string, string])[] = [
  ['Basis-Umsatz', 'WKZ Basis-Umsatz'],
  ['WKZ Basis-Umsatz', 'Basis-Umsatz'],
  ['Leistungsdatum', 'Datum Zuord. Steuerperiode'],
  ['Steuersatz', 'Land'],
];
