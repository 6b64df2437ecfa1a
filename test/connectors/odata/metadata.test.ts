import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMetadata } from '../../../src/connectors/odata/metadata.ts';
import { behind, literal, moment } from '../../../src/connectors/odata/literals.ts';

const xml = `<?xml version="1.0"?>
<!-- as services write it: several schemas, aliases, inheritance, annotations -->
<edmx:Edmx xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx" Version="4.0"><edmx:DataServices>
  <Schema xmlns="http://docs.oasis-open.org/odata/ns/edm" Namespace="Shop.Types" Alias="T">
    <EnumType Name="Status"><Member Name="Open" Value="0"/></EnumType>
    <TypeDefinition Name="Money" UnderlyingType="Edm.Decimal"/>
    <EntityType Name="Base" Abstract="true">
      <Key><PropertyRef Name="Id"/></Key>
      <Property Name="Id" Type="Edm.Int64" Nullable="false"/>
    </EntityType>
    <ComplexType Name="Address"><Property Name="City" Type="Edm.String"/></ComplexType>
  </Schema>
  <m:Schema xmlns:m="http://docs.oasis-open.org/odata/ns/edm" Namespace="Shop">
    <m:EntityType Name="Order" BaseType="T.Base">
      <m:Property Name="Status" Type="T.Status"><m:Annotation Term="x" String="Status"/></m:Property>
      <m:Property Name="Total" Type="T.Money"/>
      <m:Property Name="ShipTo" Type="Shop.Types.Address"/>
      <m:NavigationProperty Name="Lines" Type="Collection(Shop.Line)"/>
    </m:EntityType>
    <m:EntityType Name="Line"><m:Key><m:PropertyRef Name="Order"/><m:PropertyRef Name="No"/></m:Key>
      <m:Property Name="Order" Type="Edm.Int64"/><m:Property Name="No" Type="Edm.Int32"/></m:EntityType>
    <m:EntityContainer Name="C"><m:EntitySet Name="Orders" EntityType="Shop.Order"/></m:EntityContainer>
  </m:Schema></edmx:DataServices></edmx:Edmx>`;

test('types are read with what they inherit, under any prefix and alias', async () => {
  const metadata = await parseMetadata(xml);
  assert.deepEqual([...metadata.sets], [['Orders', 'Shop.Order']]);
  const order = metadata.structure('Shop.Order');
  assert.deepEqual(order?.key, ['Id']);
  assert.deepEqual(Object.fromEntries(order?.properties ?? []), {
    Id: 'Edm.Int64',
    Status: 'Shop.Types.Status',
    Total: 'Edm.Decimal',
    ShipTo: 'Shop.Types.Address',
  });
  assert.deepEqual([...(order?.links ?? [])], [['Lines', 'Collection(Shop.Line)']]);
  assert.deepEqual(metadata.structure('Shop.Line')?.key, ['Order', 'No']);
  assert.ok(metadata.isEnum('Shop.Types.Status'));
  await assert.rejects(parseMetadata('<a><b></a>'), { code: 'IMPORT_UNREADABLE' });
});

const spelling = { isEnum: (type: string) => type === 'Shop.Status', quotedDates: false };

test('values are spelled as their types want it, and what a type cannot hold is none', () => {
  const spelled: readonly [string, string | number | boolean, string | null][] = [
    ['Edm.String', "O'Neill", "'O''Neill'"],
    ['Edm.String', 7, "'7'"],
    ['Edm.Guid', '5F6A1C9E-2b7d-4e0f-9a3c-8d1e4b6f7a20', '5F6A1C9E-2b7d-4e0f-9a3c-8d1e4b6f7a20'],
    ['Edm.Guid', "x' or 1 eq 1", null],
    ['Edm.Int32', '12', '12'],
    ['Edm.Int32', '1.5', null],
    ['Edm.Int64', '9007199254740993', '9007199254740993'],
    ['Edm.Decimal', '12345678901234567.89', '12345678901234567.89'],
    ['Edm.Boolean', true, 'true'],
    ['Edm.Boolean', 'yes', null],
    ['Edm.Date', '2026-01-31T10:00:00Z', '2026-01-31'],
    ['Edm.DateTimeOffset', '2026-01-31 11:00:00.250+01', '2026-01-31T10:00:00.25Z'],
    ['Edm.DateTimeOffset', 'yesterday', null],
    ['Edm.TimeOfDay', '10:00:00', '10:00:00'],
    ['Shop.Status', 'Open', "Shop.Status'Open'"],
    ['Edm.Stream', 'x', null],
  ];
  for (const [type, value, wanted] of spelled)
    assert.equal(literal(value, type, spelling), wanted, `${type} ${value}`);
  const quoted = { ...spelling, quotedDates: true };
  assert.equal(literal('2026-01-31', 'Edm.DateTimeOffset', quoted), "'2026-01-31'");
});

test('behind a time is the next one that the service could show', () => {
  const type = 'Edm.DateTimeOffset';
  const next = (text: string, quotedDates = false) => {
    const own = { ...spelling, quotedDates };
    const version = Date.parse(text) * 1000;
    return moment(behind(text, version, type, own), type, own);
  };
  assert.equal(next('2026-01-31T10:00:00Z'), '2026-01-31T10:00:01Z');
  assert.equal(next('2026-01-31T10:00:00.123Z'), '2026-01-31T10:00:00.124Z');
  assert.equal(next('2026-01-31T10:00:00.123456789Z'), '2026-01-31T10:00:00.123001Z');
  assert.equal(next('2026-01-31T00:00:00Z', true), "'2026-02-01'");
});
