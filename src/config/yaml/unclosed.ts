import { type Document, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';

const CLOSERS: Readonly<Record<string, string>> = { '[': ']', '{': '}', '"': '"', "'": "'" };

/** The bracket or quote that is still open where the yaml package found a fault: the innermost one, or undefined. */
export function unclosed({ contents }: Document, text: string, fault: number): number | undefined {
  let found: number | undefined;
  // No recursion: a text of brackets may be deep.
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
