import type { Node } from './node.ts';
import type { Shape } from './schema/validators.cjs';

const TRUE = /^(true|on|yes|y)$/i;
const FALSE = /^(false|off|no|n)$/i;

/**
 * Converts a node to a plain value of the given shape. A text that does not fit stays a text, and an empty node becomes
 * null, so that the validator, which knows the name and the place, reports it.
 */
export function coerce(node: Node, shape: Shape): unknown {
  switch (node.kind) {
    case 'scalar':
      return coerceText(node.text, shape);
    case 'null':
      return null;
    case 'seq':
      return listShape(shape) === undefined
        ? []
        : node.items.map((item) => coerce(item, listShape(shape) ?? 'open'));
    case 'map':
      return coerceMap(node.entries, shape);
  }
}

/** Parses netplan's words for yes and no. */
export function booleanOf(text: string): boolean | undefined {
  return TRUE.test(text) ? true : FALSE.test(text) ? false : undefined;
}

export function coerceText(text: string, shape: Shape): unknown {
  if (shape === 'boolean') return booleanOf(text) ?? text;
  if (shape === 'integer') return /^-?[0-9]+$/.test(text) ? Number(text) : text;
  if (typeof shape === 'object' && 'enum' in shape) {
    // netplan ignores case in some words and not in others; here it is always ignored.
    const lower = text.toLowerCase();
    return shape.enum.find((value) => String(value).toLowerCase() === lower) ?? text;
  }
  if (typeof shape === 'object' && 'list' in shape && shape.orSingle) return [coerceText(text, shape.list)];
  return text;
}

function coerceMap(
  entries: readonly { readonly key: { readonly text: string }; readonly value: Node }[],
  shape: Shape,
) {
  if (typeof shape === 'string' || !('map' in shape)) return {};
  return Object.fromEntries(entries.map(({ key, value }) => [key.text, coerce(value, shape.map)]));
}

function listShape(shape: Shape): Shape | undefined {
  return typeof shape === 'object' && 'list' in shape ? shape.list : undefined;
}
