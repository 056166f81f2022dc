/** A table, or a function that makes it, which is called at its first use: a program loads many tables and needs few of them. */
export type Table<T extends object> = T | (() => T);

export function tableOf<T extends object>(table: Table<T>): () => T {
  let made = typeof table === 'function' ? undefined : table;
  return () => {
    // It is a function here: a table is none.
    made ??= (table as () => T)();
    return made;
  };
}
