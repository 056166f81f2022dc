import { didYouMean } from './nearest.ts';
import { KIND_NAME, type Node, type Span } from './node.ts';
import type { DefinitionName } from './schema/definitions.ts';
import { refusedValue } from './schema/netplan-keys.ts';
import type { SchemaError } from './schema/validators.cjs';

/** The place in the file of a complaint by the validator. */
export interface Located {
  readonly node: Node;
  readonly span: Span;
  /** E.g. `"mtu"`, `entry 2 of "interfaces"`. */
  readonly label: string;
  readonly list: Span | undefined;
  readonly place: DefinitionName;
  readonly key: string;
}

export interface Explanation {
  readonly code: string;
  /** The text that follows the label. */
  readonly message: string;
  readonly hint?: string | (() => string | undefined) | undefined;
}

type Explain = (error: SchemaError, located: Located) => Explanation;

const KEYWORDS: Readonly<Record<string, Explain>> = {
  type: explainType,
  enum: explainEnum,
  const: (error, { node }) => ({
    code: 'wrong-value',
    message: `must be ${String(error.params['allowedValue'])}, not ${shown(node)}`,
  }),
  minimum: (error, { node }) => outOfRange('at least', error, node),
  maximum: (error, { node }) => outOfRange('at most', error, node),
  minItems: (error) => wrongLength('at least', error),
  maxItems: (error) => wrongLength('at most', error),
};

/** Explains a complaint of the validator to users. */
export function explain(error: SchemaError, located: Located): Explanation {
  if (located.node.kind === 'null') return explainNothing(error);
  const known = KEYWORDS[error.keyword];
  return known?.(error, located) ?? { code: 'wrong-value', message: `is not valid (${error.keyword})` };
}

function explainNothing(error: SchemaError): Explanation {
  const empty: Readonly<Record<string, string>> = { array: '[]', object: '{}' };
  const written = empty[String(error.params['type'])];
  const instead = written === undefined ? 'leave the key out' : `write ${written} for an empty one`;
  return { code: 'missing-value', message: 'has no value', hint: `give it a value, or ${instead}` };
}

const WANTED: Readonly<Record<string, string>> = {
  boolean: 'true or false',
  integer: 'a whole number',
  string: 'a single value',
  array: 'a list',
  object: 'a mapping of keys to values',
};

function explainType(error: SchemaError, { node }: Located): Explanation {
  const { type } = error.params;
  const wanted = WANTED[String(Array.isArray(type) ? 'string' : type)] ?? String(type);
  return {
    code: 'wrong-type',
    message: `must be ${wanted}, not ${shown(node)}`,
    hint: typeHint(type, node),
  };
}

function typeHint(type: unknown, node: Node): string | undefined {
  if (type === 'array' && node.kind === 'scalar') return `write it as a list: [${node.text}]`;
  if (type === 'object' || node.kind === 'map') return 'check the indentation';
  if (node.kind !== 'scalar') return undefined;
  if (type === 'boolean') {
    return node.text === '1' ? 'write true' : node.text === '0' ? 'write false' : undefined;
  }
  return undefined;
}

function explainEnum(error: SchemaError, { node, place, key }: Located): Explanation {
  const allowed = Array.isArray(error.params['allowedValues'])
    ? error.params['allowedValues'].map(String)
    : [];
  if (node.kind === 'scalar') {
    const refused = refusedValue(place, key, node.text);
    if (refused !== undefined) {
      const { code, message, hint } = refused;
      return { code, message: `cannot be "${node.text}": ${message}`, hint };
    }
  }
  const words = allowed.length === 1 ? allowed[0] : `one of ${allowed.join(', ')}`;
  const hint = node.kind === 'scalar' ? () => didYouMean(node.text, allowed) : undefined;
  return { code: 'wrong-value', message: `must be ${words}, not ${shown(node)}`, hint };
}

function outOfRange(side: string, error: SchemaError, node: Node): Explanation {
  return {
    code: 'out-of-range',
    message: `must be ${side} ${String(error.params['limit'])}, not ${shown(node)}`,
  };
}

function wrongLength(side: string, error: SchemaError): Explanation {
  const limit = error.params['limit'];
  return {
    code: 'wrong-value',
    message: `must have ${side} ${String(limit)} ${limit === 1 ? 'entry' : 'entries'}`,
  };
}

/** A value for messages: texts are in quotes, and shortened if they are long. */
export function shown(node: Node): string {
  if (node.kind !== 'scalar') return KIND_NAME[node.kind];
  const text = node.text.length > 60 ? `${node.text.slice(0, 57)}…` : node.text;
  return JSON.stringify(text);
}
