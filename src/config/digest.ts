import { explain, type Located } from './digest-keywords.ts';
import { reportUnknownKey } from './digest-unknown.ts';
import { type Entry, entryOf, type Node, type ScalarNode, type Span } from './node.ts';
import type { SchemaError } from './schema/validators.cjs';
import type { Subject } from './subject.ts';

/**
 * Turns complaints of a validator and unknown keys into diagnostics, one for each place, and removes the invalid
 * members.
 */
export function digest(
  errors: readonly SchemaError[],
  unknown: readonly ScalarNode[],
  subject: Subject,
): void {
  for (const key of unknown) reportUnknownKey(key, subject);
  const blamed = new Set<string>();
  for (const error of errors) {
    const [member, ...below] = pointer(error.instancePath);
    if (member === undefined) wholeError(error, subject);
    else if (!blamed.has(error.instancePath)) {
      blamed.add(error.instancePath);
      const entry = entryOf(subject.node, member);
      if (entry !== undefined) memberError(error, entry, below, subject);
      delete subject.value[member];
    }
  }
}

/** Reports a complaint about the mapping itself, such as missing keys. */
function wholeError(error: SchemaError, subject: Subject): void {
  const { options, reporter, node } = subject;
  const owner = options.owner ?? node;
  if (error.keyword === 'required') {
    const key = String(error.params['missingProperty']);
    reporter.error('missing-key', owner, `${options.what} needs "${key}"`, { list: options.list });
  } else {
    const limit = error.params['limit'];
    const few = error.keyword === 'minProperties';
    const message = `${options.what} must have at ${few ? 'least' : 'most'} ${String(limit)} key${limit === 1 ? '' : 's'}`;
    reporter.error('wrong-value', few ? owner : node, message, { list: options.list });
  }
}

function memberError(error: SchemaError, entry: Entry, below: readonly string[], subject: Subject): void {
  const located = locate(entry, below, subject);
  const { code, message, hint } = explain(error, located);
  subject.reporter.error(code, located.span, `${located.label} ${message}`, { hint, list: located.list });
}

/** The node at a path below a member, with a name for users. */
function locate(entry: Entry, below: readonly string[], subject: Subject): Located {
  let node: Node = entry.value;
  let key: ScalarNode = entry.key;
  let label = `"${key.text}"`;
  let list: Span | undefined = subject.options.list;
  for (const segment of below) {
    list ??= node;
    if (node.kind === 'seq') {
      label = `entry ${Number(segment) + 1} of ${label}`;
      node = node.items[Number(segment)] ?? node;
    } else if (node.kind === 'map') {
      const inner = entryOf(node, segment);
      label = `"${segment}" in ${label}`;
      if (inner !== undefined) [key, node] = [inner.key, inner.value];
    }
  }
  // A missing value is blamed on its key.
  return {
    node,
    span: node.kind === 'null' ? key : node,
    label,
    list,
    place: subject.name,
    key: entry.key.text,
  };
}

/** The segments of a JSON pointer. */
function pointer(path: string): string[] {
  return path
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}
