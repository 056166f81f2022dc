import { type Document, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';

const CLOSERS: Readonly<Record<string, string>> = { '[': ']', '{': '}', '"': '"', "'": "'" };

/**
 * The offset of the innermost bracket or quote that is open where the yaml package found a fault; undefined if there is
 * none.
 */
export function unclosed({ contents }: Document, text: string, fault: number): number | undefined {
  let found: number | undefined;
  // No recursion, since brackets may be nested deeply.
  const left: unknown[] = [contents];
  while (left.length > 0) {
    const node = left.pop();
    if (node instanceof Pair) left.push(node.key, node.value);
    if (!(node instanceof YAMLMap || node instanceof YAMLSeq || node instanceof Scalar)) continue;
    if (!(node instanceof Scalar)) for (const item of node.items) left.push(item);
    const [start, end] = node.range ?? [0, 0];
    if (start >= fault || end < fault || start <= (found ?? -1)) continue;
    const closer = CLOSERS[text.charAt(start)];
    if (closer !== undefined && (end - start < 2 || text.charAt(end - 1) !== closer)) found = start;
  }
  return found;
}
