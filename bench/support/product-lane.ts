/** An entry of `to` of benches whose source tells products in the words of the target's table. */
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
