import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../config/repository.ts';

interface Definition {
  readonly $ref?: string;
  readonly anyOf?: readonly Definition[];
  readonly items?: Definition;
  readonly properties?: Readonly<Record<string, Definition>>;
  readonly additionalProperties?: Definition | boolean;
}

/** A way from the top of a configuration to a value: keys, and `[]` for the first entry of a list. */
export type Path = readonly string[];

const schema: Definition & { readonly definitions: Readonly<Record<string, Definition>> } = JSON.parse(
  readFileSync(join(repository, 'schemas/config.schema.json'), 'utf8'),
);

/** Every value that the language knows, once for each way that leads to it; devices are called `dev0`. */
export const PATHS: readonly Path[] = pathsOf(schema, []);

/** A configuration, as JSON (which is YAML), that holds a value at the end of a path and nothing else. */
export function configurationWith(path: Path, value: unknown): string {
  const document = path.reduceRight<unknown>(
    (inner, step) => (step === '[]' ? [inner] : Object.fromEntries([[step, inner]])),
    value,
  );
  return `${JSON.stringify(document)}\n`;
}

function pathsOf(node: Definition, path: Path): Path[] {
  if (path.length > 8) return [];
  const definition =
    node.$ref === undefined ? node : schema.definitions[node.$ref.replace('#/definitions/', '')];
  const { anyOf = [], items, properties = {}, additionalProperties } = definition ?? {};
  return [
    ...(path.length === 0 ? [] : [path]),
    ...anyOf.flatMap((one) => pathsOf(one, path).filter((found) => found.length > path.length)),
    ...Object.entries(properties).flatMap(([key, one]) => pathsOf(one, [...path, key])),
    ...(typeof additionalProperties === 'object' ? pathsOf(additionalProperties, [...path, 'dev0']) : []),
    ...(items === undefined ? [] : pathsOf(items, [...path, '[]'])),
  ];
}
