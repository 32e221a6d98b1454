import { openDB, type DBSchema, type IDBPDatabase, type OpenDBCallbacks } from 'idb'

/** A database that is opened when first asked for, and anew where the browser closed it. */
export class DatabaseHandle<S extends DBSchema> {
  readonly #name: string
  readonly #version: number
  readonly #upgrade: NonNullable<OpenDBCallbacks<S>['upgrade']>
  #db: Promise<IDBPDatabase<S>> | undefined

  constructor(name: string, version: number, upgrade: NonNullable<OpenDBCallbacks<S>['upgrade']>) {
    this.#name = name
    this.#version = version
    this.#upgrade = upgrade
  }

  open(): Promise<IDBPDatabase<S>> {
    this.#db ??= openDB<S>(this.#name, this.#version, {
      upgrade: this.#upgrade,
      terminated: () => {
        this.#db = undefined
      },
    }).catch((error: unknown) => {
      this.#db = undefined
      throw error
    })
    return this.#db
  }
}

/** A transaction that failed by itself is over already. */
export function abortQuietly(tx: { abort(): void }): void {
  try {
    tx.abort()
  } catch {
    return
  }
}
