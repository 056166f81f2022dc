// Writes what is made from the parts of the schema, one after the other; with --check says what of it is stale.
await import('./generate-schema.mjs');
await import('./generate-types.mjs');
await import('./generate-docs.mjs');
await import('./generate-keys.mjs');
