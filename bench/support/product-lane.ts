/** An entry of `to` for benches whose source already uses the target table's column names. */
export const productLane = `        entity: product
        key: sku
        versionColumn: updated_at
        map:
          sku: sku
          name: name
          category: category
          price: price
          currency: currency
          stock: stock
          active: active
          updated_at: updated_at`;
