import { SENDER_SECRET } from './calls.ts';

export type ConflictRule = 'owner-wins' | 'last-writer';

const attempts = 'retry: { attempts: 1000, initial: 100ms, max: 2s }';
const retry = `${attempts}, lateAfter: 1m`;
const probe = 'circuit: { probe: { max: 5s } }';

/** Returns the configuration of the hub under fire. It needs `parcel.ts` in the same folder. */
export function configurationOf(conflict: ConflictRule): string {
  const owns = (fields: string) => (conflict === 'owner-wins' ? `, owns: [${fields}]` : '');
  return `
connectors:
  systems: { kind: postgres, url: "\${SYSTEMS_URL}", statementTimeoutMs: 5000 }
  copy: { kind: postgres, url: "\${SYSTEMS_URL}", statementTimeoutMs: 5000 }
  captured: { kind: postgres, url: "\${SYSTEMS_URL}", statementTimeoutMs: 5000, ${probe} }
  office: { kind: postgres, url: "\${OFFICE_URL}", statementTimeoutMs: 5000, ${probe} }
  shop: { kind: http, url: "\${SHOP_URL}", timeoutMs: 2000, maxConcurrency: 16, ${probe} }
  erp: { kind: http, url: "\${ERP_URL}", timeoutMs: 2000, maxConcurrency: 8, ${probe} }
  market: { kind: push, webhooks: { signature: { form: standard, secret: ${SENDER_SECRET} } } }
  till: { kind: push }
streams:
  stock:
    from: { connector: systems, entity: stock, key: sku, version: updated_at, overlap: 10s }
    every: 1s
    limits: { bytes: 40MB }
    to:
      - { connector: shop, entity: stock, map: { key: sku, version: n, poisoned: poisoned, n: n }, ${retry} }
      - { connector: copy, entity: stock_copy, key: sku, versionColumn: updated_at, map: { sku: sku, n: n, updated_at: updated_at }, ${retry} }
  orders:
    from: { connector: systems, entity: order_event, key: order_id, version: id, overlapVersions: 100 }
    every: 1s
    limits: { bytes: 40MB }
    semantics: event
    to:
      - { connector: erp, entity: orders, map: { key: order_id, version: n, poisoned: poisoned, n: n }, ${retry} }
      - { connector: shop, entity: parcels, map: ./parcel.ts, workers: true, ${retry} }
  articles:
    from: { connector: captured, entity: article, key: sku, mode: cdc, onLostChanges: snapshot }
    limits: { bytes: 40MB }
    to:
      - { connector: office, entity: article_copy, ${retry} }
  movements:
    from: { connector: office, entity: movement, key: key, mode: cdc }
    pageSize: 50
    limits: { bytes: 40MB }
    semantics: event
    to:
      - { connector: erp, entity: movements, map: { key: key, version: n, poisoned: poisoned, n: n }, ${retry} }
  sales:
    from: { connector: market, entity: sale, key: key, version: n, webhook: { record: data } }
    semantics: event
    to:
      - { connector: shop, entity: sales, map: { key: key, version: n, poisoned: poisoned, n: n }, ${retry} }
  scans:
    from: { connector: till, entity: scan, key: key, version: n }
    semantics: event
    to:
      - { connector: erp, entity: scans, map: { key: key, version: n, poisoned: poisoned, n: n }, ${retry} }
  bookings:
    from: { connector: till, entity: booking, key: no, version: n }
    semantics: event
    to:
      - { connector: office, entity: booking, key: no, versionColumn: n, map: { no: no, n: n, note: note }, ${retry} }
  shop-customers:
    from: { connector: captured, entity: customer, key: no, version: changed_at, deleted: gone, identity: customer, overlap: 10s }
    every: 1s
    limits: { bytes: 20MB }
    to:
      - connector: office
        entity: customer
        markDeleted: gone
        map: { id: no, email: mail, tel: phone, credit_limit: credit, remark: note }
        twoWay: { flow: customers, conflict: ${conflict}${owns('id, email, remark')} }
        ${attempts}
  office-customers:
    from: { connector: office, entity: customer, key: id, version: changed_at, deleted: gone, identity: customer, overlap: 10s }
    every: 1s
    limits: { bytes: 20MB }
    to:
      - connector: captured
        entity: customer
        markDeleted: gone
        map: { no: id, mail: email, phone: tel, credit: credit_limit, note: remark }
        twoWay: { flow: customers, conflict: ${conflict}${owns('phone, credit')} }
        ${attempts}
`;
}
